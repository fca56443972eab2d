import COpenSSL

/// libcrypto's own operations in the order a card's authentication needs them, with nothing of ours around them: the
/// yardstick of `bench card`. Not used by any check of a card.
///
/// - **Shape**: kept numbers and contexts as a careful C program would keep them; inputs are those of a real card.
@safe package final class RawOperations {
    private let context = unsafe required(BN_CTX_new())
    private let value = unsafe required(BN_new())
    private let result = unsafe required(BN_new())
    private let modulus = unsafe required(BN_new())
    private let exponent = unsafe required(BN_new())
    private let montgomery = unsafe required(BN_MONT_CTX_new())
    private let keptModulus = unsafe required(BN_new())
    private let keptMontgomery = unsafe required(BN_MONT_CTX_new())
    private let hash = unsafe required(EVP_MD_CTX_new())
    private let sha1 = unsafe required(EVP_MD_fetch(nil, "SHA1", nil))
    private var output = [UInt8](repeating: 0, count: 256)

    /// With the key that a terminal keeps.
    package init(keptModulus bytes: [UInt8]) {
        unsafe bytes.withUnsafeBufferPointer {
            unsafe _ = required(BN_bin2bn($0.baseAddress, Int32($0.count), keptModulus))
        }
        unsafe require(BN_MONT_CTX_set(keptMontgomery, keptModulus, context))
    }

    deinit {
        unsafe BN_CTX_free(context)
        unsafe BN_free(value)
        unsafe BN_free(result)
        unsafe BN_free(modulus)
        unsafe BN_free(exponent)
        unsafe BN_free(keptModulus)
        unsafe BN_MONT_CTX_free(montgomery)
        unsafe BN_MONT_CTX_free(keptMontgomery)
        unsafe EVP_MD_CTX_free(hash)
        unsafe EVP_MD_free(sha1)
    }

    private func load(_ bytes: [UInt8], into number: OpaquePointer) {
        unsafe bytes.withUnsafeBufferPointer {
            unsafe _ = required(BN_bin2bn($0.baseAddress, Int32($0.count), number))
        }
    }

    private func store(_ count: Int) {
        _ = unsafe output.withUnsafeMutableBufferPointer {
            unsafe BN_bn2binpad(result, $0.baseAddress, Int32(count))
        }
    }

    /// `BN_mod_exp_mont` with the kept key.
    package func recoverKept(_ signature: [UInt8], exponent word: UInt) {
        unsafe load(signature, into: value)
        unsafe require(BN_set_word(exponent, word))
        unsafe require(BN_mod_exp_mont(result, value, exponent, keptModulus, context, keptMontgomery))
        store(signature.count)
    }

    /// `BN_MONT_CTX_set` and `BN_mod_exp_mont`: a key that will be kept, with its first use.
    package func recoverPreparing(_ signature: [UInt8], modulus bytes: [UInt8], exponent word: UInt) {
        unsafe load(bytes, into: modulus)
        unsafe require(BN_MONT_CTX_set(montgomery, modulus, context))
        unsafe load(signature, into: value)
        unsafe require(BN_set_word(exponent, word))
        unsafe require(BN_mod_exp_mont(result, value, exponent, modulus, context, montgomery))
        store(signature.count)
    }

    /// A key used once: a square and a product for 3, `BN_mod_exp` else.
    package func recoverOnce(_ signature: [UInt8], modulus bytes: [UInt8], exponent word: UInt) {
        unsafe load(bytes, into: modulus)
        unsafe load(signature, into: value)
        if word == 3 {
            unsafe require(BN_mod_sqr(result, value, modulus, context))
            unsafe require(BN_mod_mul(result, result, value, modulus, context))
        } else {
            unsafe require(BN_set_word(exponent, word))
            unsafe require(BN_mod_exp(result, value, exponent, modulus, context))
        }
        store(signature.count)
    }

    /// SHA-1 of a message in one piece, context kept.
    package func digest(_ message: [UInt8]) {
        unsafe require(EVP_DigestInit_ex2(hash, sha1, nil))
        unsafe message.withUnsafeBufferPointer { unsafe require(EVP_DigestUpdate(hash, $0.baseAddress, $0.count)) }
        unsafe output.withUnsafeMutableBufferPointer { unsafe require(EVP_DigestFinal_ex(hash, $0.baseAddress, nil)) }
    }
}
