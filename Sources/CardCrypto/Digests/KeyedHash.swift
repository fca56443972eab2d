import COpenSSL

/// HMAC-SHA-256 (RFC 2104) with one key for many messages.
@safe package final class KeyedHash {
    /// Bytes of a result.
    package static let length = 32
    private static let algorithm = MACMethod("HMAC")

    private let context: OpaquePointer

    package init(key: [UInt8]) {
        unsafe context = required(EVP_MAC_CTX_new(Self.algorithm.pointer))
        // libcrypto takes a null key for "the same as before", which an empty array may have.
        let bytes = key.isEmpty ? [0] : key
        let parameters = ParameterList()
        parameters.add(OSSL_MAC_PARAM_DIGEST, text: "SHA256")
        unsafe parameters.withParameters { unsafe require(EVP_MAC_init(context, bytes, key.count, $0)) }
    }

    private init(context: OpaquePointer) { unsafe self.context = context }

    deinit { unsafe EVP_MAC_CTX_free(context) }

    /// Another one with the same key, for another thread; this one must not be in use meanwhile.
    package func copy() -> KeyedHash { unsafe KeyedHash(context: required(EVP_MAC_CTX_dup(context))) }

    /// Replaces the contents of `output` by the 32 bytes for this message.
    package func hash(_ message: Span<UInt8>, into output: inout [UInt8]) {
        output.resize(to: Self.length)
        unsafe require(EVP_MAC_init(context, nil, 0, nil))
        unsafe message.withUnsafeBufferPointer { unsafe require(EVP_MAC_update(context, $0.baseAddress, $0.count)) }
        unsafe output.withUnsafeMutableBufferPointer {
            var written = 0
            unsafe require(EVP_MAC_final(context, $0.baseAddress, &written, $0.count))
        }
    }
}
