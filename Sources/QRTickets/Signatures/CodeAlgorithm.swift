import CardCrypto

/// How the levels of a code are signed; the raw value stands in FareGate's own codes and records.
package enum CodeAlgorithm: UInt8, Hashable, Sendable, CaseIterable {
    /// SM2 with SM3 and the usual identity, compressed keys.
    case sm2 = 1
    /// ECDSA on P-256 with SHA-256, compressed keys, s at most n / 2.
    case p256 = 2
    /// Ed25519.
    case ed25519 = 3

    /// Bytes of every signature: r || s, or R || S.
    package static let signatureLength = 64

    /// The name in options and files.
    package var name: String {
        switch self {
        case .sm2: "sm2"
        case .p256: "p256"
        case .ed25519: "ed25519"
        }
    }

    /// Bytes of a public key.
    package var keyLength: Int { self == .ed25519 ? 32 : 33 }

    /// Whether the numbers of a signature are in range; whether it is one is another question.
    package func mayBeSignature(_ bytes: Span<UInt8>) -> Bool {
        switch self {
        case .sm2: CurveBounds.sm2.isSignature(bytes)
        case .p256: CurveBounds.p256.isSignature(bytes)
        case .ed25519: bytes.count == Self.signatureLength
        }
    }

    /// Whether a key has its form and its number is below the field's prime; whether it is a point is another question.
    package func mayBeKey(_ bytes: Span<UInt8>) -> Bool {
        switch self {
        case .sm2: CurveBounds.sm2.isCompressedPoint(bytes)
        case .p256: CurveBounds.p256.isCompressedPoint(bytes)
        case .ed25519: bytes.count == keyLength
        }
    }
}
