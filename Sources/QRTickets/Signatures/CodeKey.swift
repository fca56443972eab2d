import CardCrypto

/// A public key made ready for checks; threads may share it.
package enum CodeKey: Sendable {
    case sm2(SM2PublicKey)
    case p256(ECDSAP256PublicKey)
    case ed25519(Ed25519PublicKey)

    /// - **Errors**: nil unless the bytes have the algorithm's length and are a point of its curve; for Ed25519 also
    ///   nil for the points of small order.
    package init?(_ algorithm: CodeAlgorithm, _ bytes: Span<UInt8>) {
        guard algorithm.mayBeKey(bytes) else { return nil }
        switch algorithm {
        case .sm2:
            guard let key = SM2PublicKey(encoded: bytes) else { return nil }
            self = .sm2(key)
        case .p256:
            guard let key = ECDSAP256PublicKey(encoded: bytes) else { return nil }
            self = .p256(key)
        case .ed25519:
            guard let key = Ed25519PublicKey(bytes.indices.map { bytes[$0] }), key.isSound else { return nil }
            self = .ed25519(key)
        }
    }

    /// What it checks.
    package var algorithm: CodeAlgorithm {
        switch self {
        case .sm2: .sm2
        case .p256: .p256
        case .ed25519: .ed25519
        }
    }
}
