/// A list of tags and lengths by which the card says what it wants to hear: PDOL, CDOL, DDOL.
///
/// - **Shape**: a cursor over the list's own bytes; an entry is a tag of up to three bytes and a length of one byte.
/// - **Source**: EMV Book 3, 5.4 as collected in public sources; the page itself was not read.
public struct DataObjectList: Hashable, Sendable {
    /// The most bytes that one list may ask for: what a short command can carry behind `83 81 nn`.
    public static let longestData = 252

    /// One wish of the card.
    public struct Entry: Hashable, Sendable {
        /// The tag it asks for.
        public let tag: UInt32
        /// How many bytes it wants.
        public let length: Int
    }

    private var offset: Int
    private let end: Int

    /// The list that lies in `range`.
    public init(_ range: Range<Int>) {
        offset = range.lowerBound
        end = range.upperBound
    }

    /// The next wish; nil at the end.
    public mutating func next(in bytes: Span<UInt8>) throws(TLVError) -> Entry? {
        precondition(end <= bytes.count)
        guard offset < end else { return nil }
        let start = offset
        var at = offset + 1
        var tag = UInt32(bytes[start])
        if tag & 0x1F == 0x1F {
            var more: UInt8
            repeat {
                guard at < end else { throw .truncated(at: at) }
                guard at - start < 3 else { throw .tagTooLong(at: start) }
                // A list that would end in a tag without a length is read as ending in one of two bytes: an unknown
                // tag such as DF99 then gets its zeros instead of spoiling the list.
                if at - start == 2, at == end - 1 { break }
                more = bytes[at]
                tag = tag << 8 | UInt32(more)
                at += 1
            } while more & 0x80 != 0
        }
        if at == end, at - start == 3 {
            // A private tag of two bytes whose second one looks like there were a third (`DF99 01`): read by the rule
            // the list would end without a length, so its last byte must be one.
            tag >>= 8
            at -= 1
        }
        guard at < end else { throw .truncated(at: at) }
        let length = Int(bytes[at])
        offset = at + 1
        return Entry(tag: tag, length: length)
    }

    /// Appends a value to `data` at the length a list asks for, by the rules of its format.
    ///
    /// Numeric values are cut or padded with 0 on the left; compressed numeric ones cut, or padded with `FF`, on the
    /// right; others cut, or padded with 0, on the right.
    public static func append(
        _ value: Span<UInt8>, format: DataFormat, length: Int, to data: inout [UInt8]
    ) {
        let missing = length - value.count
        if format == .numeric {
            for _ in 0..<max(0, missing) { data.append(0) }
            for index in max(0, -missing)..<value.count { data.append(value[index]) }
        } else {
            for index in 0..<min(length, value.count) { data.append(value[index]) }
            for _ in 0..<max(0, missing) { data.append(format == .compressedNumeric ? 0xFF : 0) }
        }
    }
}

/// How the value of a data object is written (EMV Book 3, 4.3, from public sources; the page was not read).
public enum DataFormat: UInt8, Hashable, Sendable {
    /// Bits and bytes.
    case binary
    /// Decimal digits two a byte, right-justified, padded with 0 on the left.
    case numeric
    /// Decimal digits two a byte, left-justified, padded with F on the right.
    case compressedNumeric
    /// Text: letters and digits, or letters, digits and special characters.
    case text
    /// Tags and lengths.
    case list
    /// A template.
    case constructed
}
