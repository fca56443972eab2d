import COpenSSL

/// The pool of temporary numbers that libcrypto's arithmetic works in; not to be shared between threads.
@safe final class BigNumberContext {
    let pointer: OpaquePointer

    init() { unsafe pointer = required(BN_CTX_new()) }

    deinit { unsafe BN_CTX_free(pointer) }
}
