import CardCrypto

/// A public key certificate before it is signed.
///
/// - **Source**: layouts of emv.md 4.1 (EMV Book 2, tables 6, 13 and 14) and 4.4 (SM2), which were checked on real
///   cards; the pages were not read.
struct CertificatePlan: Hashable, Sendable {
    /// Whose key it certifies.
    enum Subject: Hashable, Sendable {
        /// Tag `90`.
        case issuer
        /// Tag `9F46`.
        case card
    }

    let subject: Subject
    /// Four bytes of the leftmost digits of the PAN for an issuer, ten bytes of the PAN for a card; padded with F.
    var identifier: [UInt8]
    /// MMYY.
    var expiry: [UInt8]
    let serial: [UInt8]
    /// SHA-1, or for SM2 the signature algorithm.
    var hashAlgorithm: UInt8
    /// RSA, or for SM2 the encryption algorithm.
    var keyAlgorithm: UInt8
    /// Modulus, or X and Y.
    var key: [UInt8]
    /// Empty for SM2.
    let exponent: [UInt8]
    /// Static data of the card, signed behind the certificate; empty for an issuer.
    let staticData: [UInt8]
    /// The identity in ZA; unused for RSA.
    var identity = SM2.defaultIdentifier

    /// A certificate and what of the modulus did not fit into it.
    struct Signed: Hashable, Sendable {
        var certificate: [UInt8]
        var remainder: [UInt8]
    }

    /// Signs it in the RSA form: what does not fit the block goes into the remainder, and the hash covers both.
    func signed(by signer: RSAPrivateKey) -> Signed {
        let header = headerRSA
        let space = signer.modulus.count - header.count - 22
        var part = Array(key.prefix(space))
        part += [UInt8](repeating: 0xBB, count: space - part.count)
        let remainder = Array(key.dropFirst(space))
        let hash = Digest.hash(.sha1, header + part + remainder + exponent + staticData)
        return Signed(certificate: signer.sign([0x6A] + header + part + hash + [0xBC]), remainder: remainder)
    }

    /// Signs it in the SM2 form.
    func signed(by signer: SM2PrivateKey) -> Signed {
        let format: [UInt8] = [subject == .issuer ? 0x12 : 0x14]
        let curve: UInt8 = 0x11
        let plain =
            format + identifier + expiry + serial + [hashAlgorithm, keyAlgorithm, curve, UInt8(key.count)] + key
        return Signed(certificate: plain + signer.sign(plain + staticData, id: identity), remainder: [])
    }

    private var headerRSA: [UInt8] {
        let format: [UInt8] = [subject == .issuer ? 0x02 : 0x04]
        let lengths = [UInt8(key.count), UInt8(exponent.count)]
        return format + identifier + expiry + serial + [hashAlgorithm, keyAlgorithm] + lengths
    }
}
