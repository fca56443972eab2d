/// Walks over DER, of whose elements each has one encoding only.
///
/// - **Shape**: holds offsets; the bytes are passed in. Tags are one byte, lengths up to 65,535.
/// - **Errors**: nil, with the reader where it was, unless the next element has the tag, its length in the shortest
///   form and its contents inside the range.
/// - **Source**: X.690, 8.1 and 10.1.
package struct DERReader: Hashable, Sendable {
    /// Tags of the universal class.
    package enum Tag {
        package static let integer: UInt8 = 0x02
        package static let bitString: UInt8 = 0x03
        package static let objectIdentifier: UInt8 = 0x06
        package static let sequence: UInt8 = 0x30
    }

    /// Where the next element begins.
    package private(set) var offset: Int
    private let end: Int

    /// A reader of the elements in a part of the bytes; the part must lie in them.
    package init(_ range: Range<Int>) {
        offset = range.lowerBound
        end = range.upperBound
    }

    /// Whether nothing follows.
    package var isAtEnd: Bool { offset == end }

    /// The contents of the next element.
    package mutating func take(_ tag: UInt8, in bytes: Span<UInt8>) -> Range<Int>? {
        guard offset < end, bytes[offset] == tag, let contents = contents(in: bytes) else { return nil }
        offset = contents.upperBound
        return contents
    }

    /// The next element whole, whatever its tag.
    package mutating func takeAny(in bytes: Span<UInt8>) -> Range<Int>? {
        guard offset < end, let contents = contents(in: bytes) else { return nil }
        defer { offset = contents.upperBound }
        return offset..<contents.upperBound
    }

    /// The digits of the next INTEGER, which must be positive and in its shortest form, without a zero in front.
    package mutating func takePositive(in bytes: Span<UInt8>) -> Range<Int>? {
        var copy = self
        guard let digits = copy.take(Tag.integer, in: bytes), !digits.isEmpty else { return nil }
        let first = bytes[digits.lowerBound]
        guard first < 0x80 else { return nil }
        if first == 0 {
            guard digits.count > 1, bytes[digits.lowerBound + 1] >= 0x80 else { return nil }
        }
        self = copy
        return first == 0 ? (digits.lowerBound + 1)..<digits.upperBound : digits
    }

    private func contents(in bytes: Span<UInt8>) -> Range<Int>? {
        guard offset + 2 <= end else { return nil }
        let first = Int(bytes[offset + 1])
        var (start, length) = (offset + 2, first)
        if first >= 0x80 {
            let count = first - 0x80
            guard (1...2).contains(count), start + count <= end else { return nil }
            length = 0
            for index in start..<(start + count) { length = length << 8 | Int(bytes[index]) }
            guard length >= (count == 1 ? 0x80 : 0x100) else { return nil }
            start += count
        }
        guard length <= end - start else { return nil }
        return start..<(start + length)
    }
}
