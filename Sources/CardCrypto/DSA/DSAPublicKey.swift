import COpenSSL

/// A key that checks DSA signatures (FIPS 186-4, 4.7), which railways' static tickets carry.
package struct DSAPublicKey: Sendable {
    /// Bits of p that are taken (FIPS 186-4, 4.2).
    package static let primeBits = 1024...3072
    /// Bytes of q, and so the most of r and s.
    package static let mostOrderBytes = 32

    private let handle: KeyHandle

    /// The key of an X.509 certificate in DER (RFC 5280, 4.1).
    ///
    /// - **Limits**: only the key is taken; names, dates and the certificate's own signature are not looked at. Whoever
    ///   pins a certificate vouches for it.
    /// - **Errors**: nil unless the structure is there in DER and the key is one of DSA.
    package init?(certificate bytes: [UInt8]) {
        let span = bytes.span
        var outer = DERReader(0..<span.count)
        guard let certificate = outer.take(DERReader.Tag.sequence, in: span), outer.isAtEnd else { return nil }
        var parts = DERReader(certificate)
        guard let toBeSigned = parts.take(DERReader.Tag.sequence, in: span) else { return nil }
        var fields = DERReader(toBeSigned)
        // [0] version, where it is not 1
        _ = fields.take(0xA0, in: span)
        guard fields.take(DERReader.Tag.integer, in: span) != nil else { return nil }
        // signature algorithm, issuer, validity, subject
        for _ in 0..<4 {
            guard fields.take(DERReader.Tag.sequence, in: span) != nil else { return nil }
        }
        guard let key = fields.takeAny(in: span) else { return nil }
        self.init(subjectPublicKeyInfo: Array(bytes[key]))
    }

    /// - **Errors**: nil unless the bytes are a SubjectPublicKeyInfo of DSA with its parameters and nothing after it.
    package init?(subjectPublicKeyInfo bytes: [UInt8]) {
        var whole = DERReader(0..<bytes.count)
        guard whole.take(DERReader.Tag.sequence, in: bytes.span) != nil, whole.isAtEnd else { return nil }
        let made = unsafe bytes.withUnsafeBufferPointer { buffer -> OpaquePointer? in
            var next = buffer.baseAddress
            return unsafe d2i_PUBKEY(nil, &next, buffer.count)
        }
        guard let made = unsafe made else {
            ERR_clear_error()
            return nil
        }
        let handle = unsafe KeyHandle(owning: made)
        let (isDSA, bits) = unsafe (EVP_PKEY_is_a(handle.pointer, "DSA"), EVP_PKEY_get_bits(handle.pointer))
        guard isDSA == 1, Self.primeBits.contains(Int(bits)) else { return nil }
        self.handle = handle
    }

    /// Whether the bytes are the key's signature of the message.
    ///
    /// - **Errors**: false unless they are SEQUENCE { r, s } in DER and both numbers are 1 to q - 1.
    package func verify(_ message: [UInt8], _ algorithm: DigestAlgorithm, der signature: [UInt8]) -> Bool {
        guard let (r, s) = PairEncoding.numbers(signature.span), r.count <= Self.mostOrderBytes,
            s.count <= Self.mostOrderBytes
        else { return false }
        return handle.verify(Digest.hash(algorithm, message), der: signature)
    }
}
