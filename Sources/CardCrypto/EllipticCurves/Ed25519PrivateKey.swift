/// A key that makes Ed25519 signatures (RFC 8032, 5.1.6).
package struct Ed25519PrivateKey: Sendable {
    static let signatureLength = 64

    /// The private key as RFC 8032 has it: 32 random bytes.
    package let seed: [UInt8]
    /// 32 bytes.
    package let publicKey: [UInt8]
    private let handle: KeyHandle

    /// - **Errors**: nil unless there are 32 bytes.
    package init?(seed: [UInt8]) {
        guard let handle = RawKey.privateKey(.ed25519, seed) else { return nil }
        self.handle = handle
        self.seed = seed
        publicKey = RawKey.publicBytes(handle)
    }

    /// All randomness comes from `generator`.
    package static func generate(using generator: inout some RandomNumberGenerator) -> Ed25519PrivateKey {
        guard let key = Ed25519PrivateKey(seed: randomBytes(RawKey.length, using: &generator)) else {
            preconditionFailure("any 32 bytes are an Ed25519 key")
        }
        return key
    }

    /// 64 bytes; the same message gives the same signature.
    package func sign(_ message: [UInt8]) -> [UInt8] {
        MessageSigning().sign(message, key: handle, length: Self.signatureLength)
    }
}
