import COpenSSL

/// A key derivation as libcrypto knows it; immutable and counted by libcrypto, so threads may share it.
@safe final class KeyDerivationMethod: @unchecked Sendable {
    let pointer: OpaquePointer

    init(_ name: String) { unsafe pointer = required(EVP_KDF_fetch(nil, name, nil)) }

    deinit { unsafe EVP_KDF_free(pointer) }
}
