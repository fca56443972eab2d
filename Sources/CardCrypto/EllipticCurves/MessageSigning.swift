import COpenSSL

/// libcrypto's operation over a whole message, which Ed25519 needs since it hashes the message twice.
@safe final class MessageSigning {
    private let context: OpaquePointer

    init() { unsafe context = required(EVP_MD_CTX_new()) }

    deinit { unsafe EVP_MD_CTX_free(context) }

    func sign(_ message: [UInt8], key: KeyHandle, length: Int) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: length)
        var count = length
        forgetKey()
        unsafe require(EVP_DigestSignInit_ex(context, nil, nil, nil, nil, key.pointer, nil))
        unsafe require(EVP_DigestSign(context, &signature, &count, message, message.count))
        precondition(count == length)
        return signature
    }

    func isValid(_ signature: Span<UInt8>, of message: [UInt8], key: KeyHandle) -> Bool {
        forgetKey()
        unsafe require(EVP_DigestVerifyInit_ex(context, nil, nil, nil, nil, key.pointer, nil))
        let result = unsafe signature.withUnsafeBufferPointer {
            unsafe EVP_DigestVerify(context, $0.baseAddress, $0.count, message, message.count)
        }
        if result != 1 { ERR_clear_error() }
        return result == 1
    }

    /// A context that was used keeps its first key, whatever key it is started with again.
    private func forgetKey() { unsafe require(EVP_MD_CTX_reset(context)) }
}
