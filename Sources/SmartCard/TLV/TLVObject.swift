/// One BER-TLV data object as offsets into the buffer that holds it; the bytes are not copied.
@frozen
public struct TLVObject: Hashable, Sendable {
    /// The tag as the books print it: `0x9F02`.
    public let tag: UInt32
    /// Where the tag begins.
    public let start: Int
    /// Where the value lies; its upper bound is where the object ends.
    public let value: Range<Int>

    @inlinable
    public init(tag: UInt32, start: Int, value: Range<Int>) {
        self.tag = tag
        self.start = start
        self.value = value
    }

    /// Whether the value is a series of objects (bit 6 of the first tag byte).
    @inlinable
    public var isConstructed: Bool { TLVTag.isConstructed(tag) }

    /// The whole object: tag, length and value.
    public var whole: Range<Int> { start..<value.upperBound }
}

/// Facts about tags as numbers.
public enum TLVTag {
    /// Whether objects of this tag hold objects.
    @inlinable
    public static func isConstructed(_ tag: UInt32) -> Bool {
        let first = tag > 0xFFFF ? tag >> 16 : tag > 0xFF ? tag >> 8 : tag
        return first & 0x20 != 0
    }

    /// The tag in hex as the books print it: `9F02`.
    public static func name(_ tag: UInt32) -> String {
        let digits = String(tag, radix: 16, uppercase: true)
        return digits.utf8.count % 2 == 0 ? digits : "0" + digits
    }
}
