import COpenSSL

/// libcrypto's own operations for SM2 in the order a card's authentication needs them, with nothing of ours around
/// them: the yardstick of `bench card`. Not used by any check of a card.
///
/// - **Shape**: as a careful C program would: digest fetched once, contexts kept, a key copied from one that is there,
///   since making one by the curve's name takes longer. Signatures come in DER, so that nothing is converted.
@safe package final class RawSM2Operations {
    private let hash = unsafe required(EVP_MD_CTX_new())
    private let sm3 = unsafe required(EVP_MD_fetch(nil, "SM3", nil))
    /// Any key on the curve.
    private let template: OpaquePointer
    private var kept: OpaquePointer?
    /// What is hashed before X and Y to make ZA.
    private let identity: [UInt8]
    private var keptXY: [UInt8] = []
    private var digest = [UInt8](repeating: 0, count: 32)

    package init() {
        let parameters = EllipticCurve.sm2.parameters
        let bits = SM2.defaultIdentifier.count * 8
        identity = [UInt8(bits >> 8), UInt8(bits & 0xFF)] + SM2.defaultIdentifier + parameters
        let context = unsafe required(EVP_PKEY_CTX_new_from_name(nil, "SM2", nil))
        defer { unsafe EVP_PKEY_CTX_free(context) }
        unsafe require(EVP_PKEY_keygen_init(context))
        var made: OpaquePointer?
        unsafe require(EVP_PKEY_generate(context, &made))
        unsafe template = required(made)
    }

    deinit {
        unsafe EVP_MD_CTX_free(hash)
        unsafe EVP_MD_free(sm3)
        unsafe EVP_PKEY_free(template)
        unsafe EVP_PKEY_free(kept)
    }

    /// r || s in DER, made before anything is measured.
    package static func encoded(_ signature: [UInt8]) -> [UInt8] {
        func integer(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
            let digits = Array(bytes.drop { $0 == 0 })
            let value = (digits.first ?? 0x80) < 0x80 ? digits : [0] + digits
            return [0x02, UInt8(value.count)] + value
        }
        let body = integer(signature.prefix(32)) + integer(signature.suffix(32))
        return [0x30, UInt8(body.count)] + body
    }

    /// Keeps a key, as a terminal keeps a CA's.
    package func keep(_ xy: [UInt8]) {
        unsafe EVP_PKEY_free(kept)
        unsafe kept = key(xy)
        keptXY = xy
    }

    /// One verification by the kept key; whether the signature is good.
    package func verifyKept(_ message: [UInt8], _ signature: [UInt8]) -> Bool {
        guard let kept = unsafe kept else { return false }
        return unsafe verify(message, signature, kept, keptXY)
    }

    /// A key from its point, and one verification; whether the signature is good.
    package func verify(_ message: [UInt8], _ signature: [UInt8], key xy: [UInt8]) -> Bool {
        let key = unsafe key(xy)
        defer { unsafe EVP_PKEY_free(key) }
        return unsafe verify(message, signature, key, xy)
    }

    private func key(_ xy: [UInt8]) -> OpaquePointer {
        let copy = unsafe required(EVP_PKEY_dup(template))
        let point = [4] + xy
        unsafe require(EVP_PKEY_set1_encoded_public_key(copy, point, point.count))
        return unsafe copy
    }

    /// SM3 of identity and key, SM3 of that and the message, and `EVP_PKEY_verify`.
    @unsafe private func verify(
        _ message: [UInt8], _ signature: [UInt8], _ key: OpaquePointer, _ xy: [UInt8]
    ) -> Bool {
        digest(identity, xy)
        digest(digest, message)
        let context = unsafe required(EVP_PKEY_CTX_new_from_pkey(nil, key, nil))
        defer { unsafe EVP_PKEY_CTX_free(context) }
        unsafe require(EVP_PKEY_verify_init(context))
        return unsafe EVP_PKEY_verify(context, signature, signature.count, digest, digest.count) == 1
    }

    private func digest(_ first: [UInt8], _ second: [UInt8]) {
        unsafe require(EVP_DigestInit_ex2(hash, sm3, nil))
        unsafe require(EVP_DigestUpdate(hash, first, first.count))
        unsafe require(EVP_DigestUpdate(hash, second, second.count))
        unsafe digest.withUnsafeMutableBufferPointer { unsafe require(EVP_DigestFinal_ex(hash, $0.baseAddress, nil)) }
    }
}
