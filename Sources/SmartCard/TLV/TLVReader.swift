/// Walks the BER-TLV objects that lie next to each other in a range of a buffer, without copying.
///
/// - **Shape**: a cursor of two offsets. The bytes are passed to each call, never kept.
/// - **Limits**: tags of up to three bytes, lengths of the short form and of forms `81` and `82`.
/// - **Errors**: ``TLVError`` with its offset; after an error the reader stays where it is.
/// - **Source**: EMV Book 3 annex B as collected in public sources; the page itself was not read. That `FF` is filler
///   between top-level objects (and only there) is unverified.
@frozen
public struct TLVReader: Hashable, Sendable {
    /// How deep templates may lie in each other.
    public static let deepestLevel = 8

    /// What may lie between objects.
    @frozen
    public enum Filler: Hashable, Sendable {
        /// `00`: inside a template, where `FF` may begin a private tag.
        case zero
        /// `00` and `FF`: between top-level objects.
        case zeroAndFF
    }

    /// Where the next object is looked for.
    public var offset: Int { cursor }
    @usableFromInline var cursor: Int
    /// Where the objects end.
    public let end: Int
    @usableFromInline let filler: Filler

    /// A reader of the objects in `range`.
    @inlinable
    public init(_ range: Range<Int>, filler: Filler = .zero) {
        cursor = range.lowerBound
        end = range.upperBound
        self.filler = filler
    }

    /// The next object; nil at the end.
    @inlinable @inline(__always)
    public mutating func next(in bytes: Span<UInt8>) throws(TLVError) -> TLVObject? {
        guard let header = try header(in: bytes) else {
            cursor = end
            return nil
        }
        let at = header.valueStart
        guard header.length <= end &- at else { throw .truncated(at: at) }
        // Within `end` as was just checked, so nothing can overflow.
        cursor = at &+ header.length
        return TLVObject(tag: header.tag, start: header.start, value: at..<cursor)
    }

    /// The tag and length of an object, whether or not its value is there.
    @frozen
    public struct Header: Hashable, Sendable {
        /// The tag.
        public let tag: UInt32
        /// Where the tag begins.
        public let start: Int
        /// Where the value begins.
        public let valueStart: Int
        /// How long the value says it is.
        public let length: Int

        @inlinable
        init(tag: UInt32, start: Int, valueStart: Int, length: Int) {
            self.tag = tag
            self.start = start
            self.valueStart = valueStart
            self.length = length
        }
    }

    /// The tag and length of the next object, which stays the next; nil at the end.
    @inlinable @inline(__always)
    public func header(in bytes: Span<UInt8>) throws(TLVError) -> Header? {
        precondition(end <= bytes.count)
        var at = cursor
        var first: UInt8 = 0
        while true {
            guard at < end else { return nil }
            first = bytes[at]
            if first != 0, first != 0xFF || filler == .zero { break }
            at &+= 1
        }
        let start = at
        at &+= 1
        var tag = UInt32(first)
        if first & 0x1F == 0x1F {
            var more: UInt8
            repeat {
                guard at < end else { throw .truncated(at: at) }
                guard at &- start < 3 else { throw .tagTooLong(at: start) }
                more = bytes[at]
                tag = tag << 8 | UInt32(more)
                at &+= 1
            } while more & 0x80 != 0
        }
        guard at < end else { throw .truncated(at: at) }
        var length = Int(bytes[at])
        at &+= 1
        if length >= 0x80 {
            let count = length - 0x80
            guard count == 1 || count == 2 else { throw .lengthTooLong(at: at - 1) }
            guard count <= end &- at else { throw .truncated(at: at) }
            length = Int(bytes[at])
            if count == 2 { length = length << 8 | Int(bytes[at &+ 1]) }
            at &+= count
        }
        return Header(tag: tag, start: start, valueStart: at, length: length)
    }
}

extension TLVReader {
    /// Visits every object of `range` and of the templates in it, outer before inner.
    ///
    /// `visit` gets the object and how many templates lie around it.
    public static func walk(
        _ range: Range<Int>, of bytes: Span<UInt8>, filler: Filler = .zeroAndFF, level: Int = 0,
        _ visit: (TLVObject, Int) -> Void
    ) throws(TLVError) {
        guard level < deepestLevel else { throw .tooDeep(at: range.lowerBound) }
        var reader = TLVReader(range, filler: filler)
        while let object = try reader.next(in: bytes) {
            visit(object, level)
            if object.isConstructed {
                try walk(object.value, of: bytes, filler: .zero, level: level + 1, visit)
            }
        }
    }
}
