import CByteScan

/// A window of received bytes that the log readers look into by offset.
///
/// The one place where the readers touch raw memory: every offset must lie within the window, and eight more bytes
/// behind it may be read (``slack``), so that words can be loaded at its end.
///
/// - **Limits**: valid only inside the call that handed it out.
@safe struct LogBytes {
    /// Bytes behind the window that may be read, with any content.
    static let slack = 64

    private let base: UnsafePointer<UInt8>
    /// The number of bytes.
    let count: Int

    init(_ base: UnsafePointer<UInt8>, count: Int) {
        unsafe self.base = base
        self.count = count
    }

    /// The window without its first bytes.
    func dropping(_ length: Int) -> LogBytes { unsafe LogBytes(base + length, count: count - length) }

    /// One byte.
    @inline(__always) subscript(offset: Int) -> UInt8 { unsafe base[offset] }

    /// Eight bytes, the first in the lowest bits.
    @inline(__always) func word(at offset: Int) -> UInt64 {
        UInt64(littleEndian: unsafe UnsafeRawPointer(base + offset).loadUnaligned(as: UInt64.self))
    }

    /// The first `length` (at most 8) of eight bytes, the rest 0.
    @inline(__always) func word(at offset: Int, length: Int) -> UInt64 {
        length >= 8 ? word(at: offset) : word(at: offset) & ((1 << UInt64(length * 8)) - 1)
    }

    /// Whether two ranges hold the same bytes.
    func equals(_ range: Range<Int>, _ other: [UInt8]) -> Bool {
        guard range.count == other.count else { return false }
        for (index, byte) in other.enumerated() where self[range.lowerBound + index] != byte { return false }
        return true
    }

    /// A copy of a range.
    func array(_ range: Range<Int>) -> [UInt8] {
        unsafe Array(UnsafeBufferPointer(start: base + range.lowerBound, count: range.count))
    }

    /// A range as text; what is not UTF-8 is repaired.
    func string(_ range: Range<Int>) -> String { String(decoding: array(range), as: UTF8.self) }

    /// Where commas, line feeds and quotes stand among the 64 bytes at `offset`.
    @inline(__always) func marks(at offset: Int) -> faregate_marks { unsafe faregate_mark(base + offset) }

    /// Replaces JSON escapes (RFC 8259, 7) in a range by what they stand for, in place, and returns the shorter range.
    ///
    /// The window must be the caller's own copy.
    func unescapeJSON(_ range: Range<Int>) -> Range<Int> {
        let target = unsafe UnsafeMutablePointer(mutating: base)
        var write = range.lowerBound
        var read = range.lowerBound
        func put(_ byte: UInt8) {
            unsafe target[write] = byte
            write += 1
        }
        func hex(_ offset: Int) -> UInt32? {
            // A sign, which UInt32 would read, is no hexadecimal digit.
            guard offset + 4 <= range.upperBound, self[offset] >= UInt8(ascii: "0") else { return nil }
            return UInt32(string(offset..<offset + 4), radix: 16)
        }
        while read < range.upperBound {
            guard self[read] == UInt8(ascii: "\\"), read + 1 < range.upperBound else {
                put(self[read])
                read += 1
                continue
            }
            let kind = self[read + 1]
            read += 2
            switch kind {
            case UInt8(ascii: "n"): put(0x0A)
            case UInt8(ascii: "t"): put(0x09)
            case UInt8(ascii: "r"): put(0x0D)
            case UInt8(ascii: "b"): put(0x08)
            case UInt8(ascii: "f"): put(0x0C)
            case UInt8(ascii: "u"):
                var scalar = hex(read) ?? 0xFFFD
                read = min(read + 4, range.upperBound)
                if (0xD800..<0xDC00).contains(scalar), read + 6 <= range.upperBound, self[read] == UInt8(ascii: "\\"),
                    let low = hex(read + 2), (0xDC00..<0xE000).contains(low)
                {
                    scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
                    read += 6
                }
                for byte in String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8 { put(byte) }
            default: put(kind)
            }
        }
        return range.lowerBound..<write
    }

    /// The offset of the next line feed at or after `offset`, or nil.
    func lineFeed(from offset: Int) -> Int? {
        var position = offset
        while position < count {
            let hits = Self.zeroBytes(word(at: position) ^ 0x0A0A_0A0A_0A0A_0A0A)
            if hits != 0 {
                let found = position + hits.trailingZeroBitCount / 8
                return found < count ? found : nil
            }
            position += 8
        }
        return nil
    }

    /// The high bit of every byte that is 0; exact, without borrow from neighbours.
    @inline(__always) static func zeroBytes(_ word: UInt64) -> UInt64 {
        let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        return ~(((word & low) &+ low) | word | low)
    }
}
