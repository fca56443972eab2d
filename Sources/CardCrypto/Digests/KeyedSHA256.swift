/// HMAC-SHA-256 (RFC 2104) with a kept key and no allocation; ``KeyedHash`` is the same through libcrypto's own MAC.
package struct KeyedSHA256: Sendable {
    private let inner: SHA256
    private let outer: SHA256

    /// Both passes with the key taken in.
    package init(key: [UInt8]) {
        // RFC 2104, section 2: a key longer than a block is hashed first; then padded with zeros to a block.
        var block = key.count > 64 ? Digest.hash(.sha256, key) : key
        block += [UInt8](repeating: 0, count: 64 - block.count)
        inner = Self.state(block, mask: 0x36)
        outer = Self.state(block, mask: 0x5C)
    }

    private static func state(_ block: [UInt8], mask: UInt8) -> SHA256 {
        let masked = block.map { $0 ^ mask }
        var state = SHA256()
        state.update(masked.span)
        return state
    }

    /// The 32 bytes for this message.
    package func hash(_ message: Span<UInt8>) -> InlineArray<32, UInt8> {
        var first = inner
        first.update(message)
        let digest = first.finish()
        var second = outer
        second.update(digest.span)
        return second.finish()
    }
}
