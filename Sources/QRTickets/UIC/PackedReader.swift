/// Reads unaligned PER: fields of any number of bits, one after the other without padding.
///
/// - **Shape**: holds bit offsets only; the bytes are passed in.
/// - **Limits**: lengths up to 16,383, in the shortest form; the fragmented form of longer ones is refused.
/// - **Errors**: ``PackedFault`` at the bit where the field begins.
/// - **Source**: X.691, 10.5, 10.9, 16, 23 and 27 (canonical unaligned variant; text not read, taken from the schemas'
///   public encoders and checked on published codes).
package struct PackedReader: Hashable, Sendable {
    /// The next bit; 0 is the top bit of the first byte.
    package private(set) var bit = 0
    /// The first bit that is not there.
    package let endBit: Int

    package init(byteCount: Int) { endBit = byteCount * 8 }

    package mutating func flag(in bytes: Span<UInt8>) throws(PackedFault) -> Bool {
        try bits(1, in: bytes) == 1
    }

    /// The next `count` bits as a number; at most 32.
    package mutating func bits(_ count: Int, in bytes: Span<UInt8>) throws(PackedFault) -> Int {
        guard (0...32).contains(count), count <= endBit - bit else { throw PackedFault(bit: bit) }
        var number = 0
        for index in bit..<(bit + count) { number = number << 1 | Int(bytes[index >> 3] >> UInt8(7 - index & 7) & 1) }
        bit += count
        return number
    }

    /// A number in a range, in as few bits as the range needs; the patterns beyond it are refused.
    package mutating func number(_ range: ClosedRange<Int>, in bytes: Span<UInt8>) throws(PackedFault) -> Int {
        let start = bit
        let width = Int.bitWidth - (range.upperBound - range.lowerBound).leadingZeroBitCount
        let number = range.lowerBound + (try bits(width, in: bytes))
        guard range.contains(number) else { throw PackedFault(bit: start) }
        return number
    }

    /// A length of bytes, characters or elements.
    package mutating func length(in bytes: Span<UInt8>) throws(PackedFault) -> Int {
        let start = bit
        guard try flag(in: bytes) else { return try bits(7, in: bytes) }
        guard try !flag(in: bytes) else { throw PackedFault(bit: start) }
        let length = try bits(14, in: bytes)
        guard length >= 0x80 else { throw PackedFault(bit: start) }
        return length
    }

    /// An IA5String: a length and seven bits a character.
    package mutating func text(in bytes: Span<UInt8>) throws(PackedFault) -> [UInt8] {
        let start = bit
        let count = try length(in: bytes)
        guard count * 7 <= endBit - bit else { throw PackedFault(bit: start) }
        var text: [UInt8] = []
        text.reserveCapacity(count)
        for _ in 0..<count { text.append(UInt8(try bits(7, in: bytes))) }
        return text
    }

    /// An OCTET STRING or the contents of an OBJECT IDENTIFIER: a length and the bytes.
    package mutating func octets(in bytes: Span<UInt8>) throws(PackedFault) -> [UInt8] {
        let start = bit
        let count = try length(in: bytes)
        guard count * 8 <= endBit - bit else { throw PackedFault(bit: start) }
        defer { bit += count * 8 }
        return Self.copy(bit..<(bit + count * 8), of: bytes)
    }

    /// Nothing may follow but zero bits to the end of the last byte.
    package mutating func expectEnd(in bytes: Span<UInt8>) throws(PackedFault) {
        let start = bit
        guard endBit - bit < 8, try bits(endBit - bit, in: bytes) == 0 else { throw PackedFault(bit: start) }
    }

    /// A run of bits as bytes of its own, the last one filled up with zeros: what signatures cover.
    package static func copy(_ range: Range<Int>, of bytes: Span<UInt8>) -> [UInt8] {
        let (shift, first) = (UInt8(range.lowerBound & 7), range.lowerBound >> 3)
        var copy = [UInt8](repeating: 0, count: (range.count + 7) / 8)
        for index in copy.indices {
            var byte = bytes[first + index] << shift
            if shift > 0, first + index + 1 < bytes.count { byte |= bytes[first + index + 1] >> (8 - shift) }
            copy[index] = byte
        }
        let spare = copy.count * 8 - range.count
        if spare > 0 { copy[copy.count - 1] &= 0xFF << UInt8(spare) }
        return copy
    }
}
