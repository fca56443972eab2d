import CardCrypto

/// A key that signs codes, certificates and lists: of issuers, test authorities and test phones.
package enum CodePrivateKey: Sendable {
    case sm2(SM2PrivateKey)
    case p256(ECDSAP256PrivateKey)
    case ed25519(Ed25519PrivateKey)

    /// - **Errors**: nil unless there are 32 bytes that are a private key of the algorithm.
    package init?(_ algorithm: CodeAlgorithm, _ scalar: [UInt8]) {
        switch algorithm {
        case .sm2:
            guard let key = SM2PrivateKey(scalar: scalar) else { return nil }
            self = .sm2(key)
        case .p256:
            guard let key = ECDSAP256PrivateKey(scalar: scalar) else { return nil }
            self = .p256(key)
        case .ed25519:
            guard let key = Ed25519PrivateKey(seed: scalar) else { return nil }
            self = .ed25519(key)
        }
    }

    /// The key of a fixed label: known to everybody, for tests and demonstrations only.
    package init(_ algorithm: CodeAlgorithm, label: String) {
        for count: UInt8 in 0... {
            let scalar = Digest.hash(.sha256, Array("FareGate test key: \(label)".utf8) + [count])
            if let key = CodePrivateKey(algorithm, scalar) {
                self = key
                return
            }
        }
        preconditionFailure("256 hashes of which none is a private key")
    }

    package var algorithm: CodeAlgorithm {
        switch self {
        case .sm2: .sm2
        case .p256: .p256
        case .ed25519: .ed25519
        }
    }

    /// The public key as codes carry it: 33 or 32 bytes.
    package var publicKey: [UInt8] {
        switch self {
        case .sm2(let key): CurveBounds.compressed(key.publicKey)
        case .p256(let key): CurveBounds.compressed(key.publicKey)
        case .ed25519(let key): key.publicKey
        }
    }

    /// 64 bytes; the same message gives the same signature.
    package func sign(_ message: [UInt8], after tag: [UInt8] = []) -> [UInt8] {
        switch self {
        case .sm2(let key): key.sign(tag + message)
        case .p256(let key): key.signWithLowS(tag + message)
        case .ed25519(let key): key.sign(tag + message)
        }
    }
}
