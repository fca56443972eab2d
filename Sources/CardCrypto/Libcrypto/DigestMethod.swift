import COpenSSL

/// A hash function as libcrypto knows it; immutable and counted by libcrypto, so threads may share it.
@safe final class DigestMethod: @unchecked Sendable {
    static let sha1 = DigestMethod("SHA1")
    static let sha256 = DigestMethod("SHA256")
    static let sm3 = DigestMethod("SM3")

    let pointer: OpaquePointer

    private init(_ name: String) { unsafe pointer = required(EVP_MD_fetch(nil, name, nil)) }

    deinit { unsafe EVP_MD_free(pointer) }
}
