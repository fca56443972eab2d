import COpenSSL

/// A cipher as libcrypto knows it; immutable and counted by libcrypto, so threads may share it.
@safe final class CipherMethod: @unchecked Sendable {
    static let sm4ECB = CipherMethod("SM4-ECB", keyLength: 16, blockLength: 16)
    static let sm4CBC = CipherMethod("SM4-CBC", keyLength: 16, blockLength: 16)
    static let tripleDESECB = CipherMethod("DES-EDE-ECB", keyLength: 16, blockLength: 8)
    static let tripleDESCBC = CipherMethod("DES-EDE-CBC", keyLength: 16, blockLength: 8)
    static let aes256GCM = CipherMethod("AES-256-GCM", keyLength: 32, blockLength: 1)

    let pointer: OpaquePointer
    let keyLength: Int
    /// What the length of a text must be a multiple of.
    let blockLength: Int

    private init(_ name: String, keyLength: Int, blockLength: Int) {
        unsafe pointer = required(EVP_CIPHER_fetch(nil, name, nil))
        self.keyLength = keyLength
        self.blockLength = blockLength
    }

    deinit { unsafe EVP_CIPHER_free(pointer) }
}
