/// Up to sixteen bytes without an allocation, compared as numbers.
///
/// - **Shape**: the bytes left-justified in two words, unused ones 0, and how many count.
/// - **Limits**: 16 bytes; more is nil, never cut.
package struct SixteenBytes: Hashable, Sendable {
    /// The most bytes that fit.
    package static let most = 16

    private var high: UInt64 = 0
    private var low: UInt64 = 0
    /// How many bytes there are.
    package private(set) var count = 0

    /// No bytes.
    package init() {}

    /// The bytes of a range of a buffer; nil if there are more than sixteen.
    package init?(_ range: Range<Int>, of bytes: Span<UInt8>) {
        guard range.count <= Self.most else { return nil }
        for index in range { append(bytes[index]) }
    }

    /// The bytes of an array; nil if there are more than sixteen.
    package init?(_ bytes: [UInt8]) { self.init(0..<bytes.count, of: bytes.span) }

    /// The byte at an index.
    package subscript(index: Int) -> UInt8 {
        precondition(index >= 0 && index < count)
        let word = index < 8 ? high : low
        return UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * (index & 7)))
    }

    /// The first five bytes as a number; unused ones are 0.
    package var firstFive: UInt64 { high >> 24 }

    /// Whether these bytes begin with all of the others.
    package func hasPrefix(_ other: SixteenBytes) -> Bool {
        guard count >= other.count else { return false }
        if other.count >= 8 {
            return high == other.high && (low ^ other.low) & Self.mask(other.count - 8) == 0
        }
        return (high ^ other.high) & Self.mask(other.count) == 0
    }

    /// Appends the bytes to a buffer.
    package func append(to buffer: inout [UInt8]) {
        buffer.append(addingCapacity: count) { append(to: &$0) }
    }

    /// Appends the bytes to room that is already there.
    package func append(to output: inout OutputSpan<UInt8>) {
        for index in 0..<count { output.append(self[index]) }
    }

    /// The bytes as an array.
    package var bytes: [UInt8] {
        [UInt8](capacity: count) { append(to: &$0) }
    }

    private mutating func append(_ byte: UInt8) {
        let shifted = UInt64(byte) << UInt64(56 - 8 * (count & 7))
        if count < 8 { high |= shifted } else { low |= shifted }
        count += 1
    }

    /// The first `count` bytes of a word as a mask; 0 to 8.
    private static func mask(_ count: Int) -> UInt64 {
        count == 0 ? 0 : UInt64.max << UInt64(64 - 8 * count)
    }
}
