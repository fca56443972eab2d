import COpenSSL

/// One use of a key in libcrypto's EVP interface.
@safe final class KeyOperation {
    let pointer: OpaquePointer

    init(_ key: KeyHandle) { unsafe pointer = required(EVP_PKEY_CTX_new_from_pkey(nil, key.pointer, nil)) }

    /// For making keys of a kind.
    init(kind: String) { unsafe pointer = required(EVP_PKEY_CTX_new_from_name(nil, kind, nil)) }

    deinit { unsafe EVP_PKEY_CTX_free(pointer) }
}
