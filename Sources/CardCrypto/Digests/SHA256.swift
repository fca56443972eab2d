import COpenSSL

/// SHA-256 (FIPS 180-4) whose state is a plain value: copied like a number, no allocation from message to message.
///
/// ``Digest`` serves everything that may allocate 100 bytes a message; the journal may not.
@safe package struct SHA256: Sendable {
    /// Bytes of a digest.
    package static let length = 32

    private var state = SHA256_CTX()

    /// Ready for the first byte.
    package init() { unsafe require(faregate_sha256_init(&state)) }

    /// Takes in bytes.
    package mutating func update(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe require(faregate_sha256_update(&state, buffer.baseAddress, buffer.count))
        }
    }

    /// The digest; this state is used up.
    package mutating func finish() -> InlineArray<32, UInt8> {
        var digest = InlineArray<32, UInt8>(repeating: 0)
        unsafe withUnsafeMutableBytes(of: &digest) { bytes in
            guard let base = unsafe bytes.bindMemory(to: UInt8.self).baseAddress else { return }
            unsafe require(faregate_sha256_final(base, &state))
        }
        return digest
    }
}
