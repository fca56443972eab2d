/// Writes unaligned PER as ``PackedReader`` reads it.
///
/// - **Limits**: what the reader's limits do not allow is a programming error.
package struct PackedWriter: Sendable {
    /// What was written, the last byte filled up with zeros.
    package private(set) var bytes: [UInt8] = []
    private var bitCount = 0

    package init() {}

    package mutating func flag(_ flag: Bool) { bits(flag ? 1 : 0, 1) }

    package mutating func bits(_ number: Int, _ count: Int) {
        precondition((0...32).contains(count) && number >> count == 0, "a number wider than its field")
        for place in (0..<count).reversed() {
            if bitCount & 7 == 0 { bytes.append(0) }
            bytes[bytes.count - 1] |= UInt8(number >> place & 1) << UInt8(7 - bitCount & 7)
            bitCount += 1
        }
    }

    package mutating func number(_ number: Int, _ range: ClosedRange<Int>) {
        precondition(range.contains(number), "a number outside its range")
        bits(number - range.lowerBound, Int.bitWidth - (range.upperBound - range.lowerBound).leadingZeroBitCount)
    }

    package mutating func length(_ length: Int) {
        precondition(length < 1 << 14, "a length that would need fragments")
        if length < 0x80 { bits(length, 8) } else { bits(1 << 15 | length, 16) }
    }

    package mutating func text(_ text: String) {
        length(text.utf8.count)
        for byte in text.utf8 { bits(Int(byte), 7) }
    }

    package mutating func octets(_ octets: [UInt8]) {
        length(octets.count)
        for byte in octets { bits(Int(byte), 8) }
    }

    /// Everything that another writer holds, bit by bit.
    package mutating func append(_ other: PackedWriter) {
        for index in 0..<other.bitCount { bits(Int(other.bytes[index >> 3] >> UInt8(7 - index & 7) & 1), 1) }
    }
}
