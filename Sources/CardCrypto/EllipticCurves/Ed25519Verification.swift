/// Checks Ed25519 signatures one after the other, with kept contexts; one for each thread.
///
/// - **Shape**: Ed25519 hashes the message twice, so its parts are gathered first.
package final class Ed25519Verification {
    private let signing = MessageSigning()
    private var message: [UInt8] = []

    package init() {}

    /// Begins a message.
    package func start() { message.removeAll(keepingCapacity: true) }

    package func update(_ bytes: Span<UInt8>) {
        for index in bytes.indices { message.append(bytes[index]) }
    }

    /// Whether the 64 bytes are the key's signature of the message; the next one needs ``start()``.
    package func finish(_ key: Ed25519PublicKey, signature: Span<UInt8>) -> Bool {
        signature.count == Ed25519PrivateKey.signatureLength
            && signing.isValid(signature, of: message, key: key.handle)
    }
}
