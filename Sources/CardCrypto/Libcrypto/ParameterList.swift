import COpenSSL

/// Named parameters of a libcrypto call; owns the copies of names and values that libcrypto reads through pointers.
@safe final class ParameterList {
    private var entries: [OSSL_PARAM] = unsafe []
    private var owned: [UnsafeMutableRawBufferPointer] = unsafe []

    init() {}

    deinit {
        for index in unsafe owned.indices {
            unsafe OPENSSL_cleanse(owned[index].baseAddress, owned[index].count)
            unsafe owned[index].deallocate()
        }
    }

    func add(_ name: String, text: String) {
        unsafe entries.append(OSSL_PARAM_construct_utf8_string(copy(name), copy(text), 0))
    }

    func add(_ name: String, bytes: [UInt8]) {
        unsafe entries.append(OSSL_PARAM_construct_octet_string(copy(name), copy(bytes), bytes.count))
    }

    /// Calls with the array that libcrypto wants, closed by its end mark.
    func withParameters<Result>(_ body: (UnsafeMutablePointer<OSSL_PARAM>?) -> Result) -> Result {
        var list = unsafe entries + [OSSL_PARAM_construct_end()]
        return unsafe list.withUnsafeMutableBufferPointer { unsafe body($0.baseAddress) }
    }

    @unsafe private func copy(_ text: String) -> UnsafeMutablePointer<CChar>? {
        unsafe copy(Array(text.utf8) + [0])?.assumingMemoryBound(to: CChar.self)
    }

    /// Never empty: libcrypto takes a null pointer for a missing value.
    @unsafe private func copy(_ bytes: [UInt8]) -> UnsafeMutableRawPointer? {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(bytes.count, 1), alignment: 1)
        unsafe memory.copyBytes(from: bytes)
        unsafe owned.append(memory)
        return memory.baseAddress
    }
}
