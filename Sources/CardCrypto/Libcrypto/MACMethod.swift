import COpenSSL

/// A MAC as libcrypto knows it; immutable and counted by libcrypto, so threads may share it.
@safe final class MACMethod: @unchecked Sendable {
    let pointer: OpaquePointer

    init(_ name: String) { unsafe pointer = required(EVP_MAC_fetch(nil, name, nil)) }

    deinit { unsafe EVP_MAC_free(pointer) }
}
