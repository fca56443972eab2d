import COpenSSL

/// libcrypto's own operations for ECDSA on P-256, with nothing of ours around them: the yardstick of `bench qr`. Not
/// used by any check of a code.
///
/// - **Shape**: as a careful C program would: digest fetched once, contexts kept, a key copied from one that is there.
///   Signatures come in DER, so that nothing is converted.
@safe package final class RawP256Operations {
    private let hash = unsafe required(EVP_MD_CTX_new())
    private let sha256 = unsafe required(EVP_MD_fetch(nil, "SHA256", nil))
    /// Any key on the curve.
    private let template: OpaquePointer
    private var kept: OpaquePointer?
    private var digest = [UInt8](repeating: 0, count: 32)

    package init() {
        let context = unsafe required(EVP_PKEY_CTX_new_from_name(nil, "EC", nil))
        defer { unsafe EVP_PKEY_CTX_free(context) }
        unsafe require(EVP_PKEY_keygen_init(context))
        unsafe require(EVP_PKEY_CTX_set_group_name(context, "P-256"))
        var made: OpaquePointer?
        unsafe require(EVP_PKEY_generate(context, &made))
        unsafe template = required(made)
    }

    deinit {
        unsafe EVP_MD_CTX_free(hash)
        unsafe EVP_MD_free(sha256)
        unsafe EVP_PKEY_free(template)
        unsafe EVP_PKEY_free(kept)
    }

    /// Keeps a key X || Y, as a gate keeps an issuer's.
    package func keep(_ xy: [UInt8]) {
        unsafe EVP_PKEY_free(kept)
        unsafe kept = key(xy)
    }

    /// One verification by the kept key; whether the signature is good.
    package func verifyKept(_ message: [UInt8], _ signature: [UInt8]) -> Bool {
        guard let kept = unsafe kept else { return false }
        return unsafe verify(message, signature, kept)
    }

    /// A key from its point, and one verification; whether the signature is good.
    package func verify(_ message: [UInt8], _ signature: [UInt8], key xy: [UInt8]) -> Bool {
        let key = unsafe key(xy)
        defer { unsafe EVP_PKEY_free(key) }
        return unsafe verify(message, signature, key)
    }

    private func key(_ xy: [UInt8]) -> OpaquePointer {
        let copy = unsafe required(EVP_PKEY_dup(template))
        let point = [4] + xy
        unsafe require(EVP_PKEY_set1_encoded_public_key(copy, point, point.count))
        return unsafe copy
    }

    @unsafe private func verify(_ message: [UInt8], _ signature: [UInt8], _ key: OpaquePointer) -> Bool {
        unsafe require(EVP_DigestInit_ex2(hash, sha256, nil))
        unsafe require(EVP_DigestUpdate(hash, message, message.count))
        unsafe digest.withUnsafeMutableBufferPointer { unsafe require(EVP_DigestFinal_ex(hash, $0.baseAddress, nil)) }
        let context = unsafe required(EVP_PKEY_CTX_new_from_pkey(nil, key, nil))
        defer { unsafe EVP_PKEY_CTX_free(context) }
        unsafe require(EVP_PKEY_verify_init(context))
        return unsafe EVP_PKEY_verify(context, signature, signature.count, digest, digest.count) == 1
    }
}
