import COpenSSL

/// One encryption or decryption.
@safe final class CipherOperation {
    enum Direction: Int32 {
        case decrypt = 0
        case encrypt = 1
    }

    private let context: OpaquePointer
    private let method: CipherMethod

    /// - **Limits**: a key of another length than the cipher's is a programming error.
    init(_ method: CipherMethod, _ direction: Direction, key: [UInt8], iv: [UInt8]?) {
        precondition(key.count == method.keyLength, "a key of the wrong length")
        self.method = method
        unsafe context = required(EVP_CIPHER_CTX_new())
        unsafe require(EVP_CipherInit_ex2(context, method.pointer, key, iv, direction.rawValue, nil))
        unsafe require(EVP_CIPHER_CTX_set_padding(context, 0))
    }

    deinit { unsafe EVP_CIPHER_CTX_free(context) }

    /// As many bytes as came in; a text that is not whole blocks is a programming error.
    func transform(_ text: [UInt8]) -> [UInt8] {
        precondition(text.count % method.blockLength == 0, "not a whole number of blocks")
        var output = [UInt8](repeating: 0, count: text.count)
        if text.isEmpty { return output }
        var count: Int32 = 0
        unsafe require(EVP_CipherUpdate(context, &output, &count, text, Int32(text.count)))
        precondition(Int(count) == text.count)
        return output
    }

    /// The tag of an authenticated encryption, after its text.
    func finish(tagLength: Int) -> [UInt8] {
        var (rest, count, tag) = ([UInt8](repeating: 0, count: 16), Int32(0), [UInt8](repeating: 0, count: tagLength))
        unsafe require(EVP_CipherFinal_ex(context, &rest, &count))
        unsafe require(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(tagLength), &tag))
        return tag
    }

    /// Whether the tag is right, after the decrypted text, which must not be used if it is not.
    func finish(expecting tag: [UInt8]) -> Bool {
        var (rest, count, tag) = ([UInt8](repeating: 0, count: 16), Int32(0), tag)
        unsafe require(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), &tag))
        let isRight = unsafe EVP_CipherFinal_ex(context, &rest, &count) == 1
        if !isRight { ERR_clear_error() }
        return isRight
    }
}
