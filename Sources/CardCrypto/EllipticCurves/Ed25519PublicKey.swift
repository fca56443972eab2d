/// A key that checks Ed25519 signatures (RFC 8032, 5.1.7).
package struct Ed25519PublicKey: Sendable {
    /// 32 bytes.
    package let bytes: [UInt8]
    let handle: KeyHandle

    /// - **Errors**: nil unless there are 32 bytes; bytes that are no point verify nothing.
    package init?(_ bytes: [UInt8]) {
        guard let handle = RawKey.publicKey(.ed25519, bytes) else { return nil }
        self.handle = handle
        self.bytes = bytes
    }

    /// Whether the bytes are a point in its one encoding, and none of the eight points of small order, under which a
    /// signature can be made that is good for every message.
    package var isSound: Bool { EdwardsCurve.ed25519.isSoundPoint(bytes) }

    /// Whether the 64 bytes are the key's signature of the message.
    package func verify(_ message: [UInt8], signature: [UInt8]) -> Bool {
        signature.count == Ed25519PrivateKey.signatureLength
            && MessageSigning().isValid(signature.span, of: message, key: handle)
    }
}
