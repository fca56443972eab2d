/// Walks over a code's bytes: each step takes a field and checks that it is there.
///
/// - **Shape**: holds offsets only; the bytes are passed in, so that a field is a range of the received buffer.
/// - **Errors**: ``CodeFault`` at the offset where the field should have begun.
package struct CodeCursor: Hashable, Sendable {
    /// Where the next field begins.
    package private(set) var offset: Int
    /// The first offset that is not the code's any more.
    package let end: Int

    /// A cursor over a part of a code; the part must lie in it.
    package init(_ range: Range<Int>) {
        offset = range.lowerBound
        end = range.upperBound
    }

    /// Bytes that no field has taken.
    package var remaining: Int { end - offset }

    /// The range of the next `count` bytes.
    package mutating func take(_ count: Int) throws(CodeFault) -> Range<Int> {
        guard count >= 0, count <= remaining else { throw CodeFault(at: offset) }
        defer { offset += count }
        return offset..<(offset + count)
    }

    /// The next `count` bytes as a number, the highest byte first; at most eight.
    package mutating func number(_ count: Int, in bytes: Span<UInt8>) throws(CodeFault) -> UInt64 {
        var number: UInt64 = 0
        for index in try take(count) { number = number << 8 | UInt64(bytes[index]) }
        return number
    }

    /// A byte that must have this value.
    package mutating func expect(_ byte: UInt8, in bytes: Span<UInt8>) throws(CodeFault) {
        let range = try take(1)
        guard bytes[range.lowerBound] == byte else { throw CodeFault(at: range.lowerBound) }
    }

    /// Nothing may follow.
    package func expectEnd() throws(CodeFault) {
        guard remaining == 0 else { throw CodeFault(at: offset) }
    }
}
