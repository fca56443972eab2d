import COpenSSL

/// libcrypto's operation over a whole message, which Ed25519 needs since it hashes the message twice.
@safe final class MessageSigning {
    private let context: OpaquePointer

    init() { unsafe context = required(EVP_MD_CTX_new()) }

    deinit { unsafe EVP_MD_CTX_free(context) }

    func sign(_ message: [UInt8], key: KeyHandle, length: Int) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: length)
        var count = length
        unsafe require(EVP_DigestSignInit_ex(context, nil, nil, nil, nil, key.pointer, nil))
        unsafe require(EVP_DigestSign(context, &signature, &count, message, message.count))
        precondition(count == length)
        return signature
    }

    func isValid(_ signature: [UInt8], of message: [UInt8], key: KeyHandle) -> Bool {
        unsafe require(EVP_DigestVerifyInit_ex(context, nil, nil, nil, nil, key.pointer, nil))
        let result = unsafe EVP_DigestVerify(context, signature, signature.count, message, message.count)
        if result != 1 { ERR_clear_error() }
        return result == 1
    }
}
