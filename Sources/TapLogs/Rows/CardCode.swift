/// A card's name in a log as 64 bits, without loss: equal codes are equal names.
///
/// - **Shape**: the top two bits say how: 0 letters (up to 11 bytes of 0x40-0x5F, five bits each), 1 decimal digits (up
///   to 16), 2 a number of the ``CardDirectory``, which keeps all other names.
/// - **Limits**: a name of at most ``RejectReason/maximumRowBytes``; the directory keeps 2⁶² names.
struct CardCode {
    private static let digitsTag: UInt64 = 1 << 62
    private static let directoryTag: UInt64 = 2 << 62
    private static let lengthShift: UInt64 = 57
    private static let payload: UInt64 = (1 << 57) - 1

    /// The code of a name that needs no directory; nil for all others.
    @inline(__always) static func packed(_ bytes: LogBytes, _ range: Range<Int>) -> UInt64? {
        let length = range.count
        guard length > 0, length <= 16 else { return nil }
        let first = bytes.word(at: range.lowerBound, length: length)
        let mask: UInt64 = length >= 8 ? .max : (1 << UInt64(length * 8)) - 1
        if (first & 0xE0E0_E0E0_E0E0_E0E0) == (0x4040_4040_4040_4040 & mask), length <= 11 {
            var code = squeeze(first)
            if length > 8 {
                let rest = bytes.word(at: range.lowerBound + 8, length: length - 8)
                let restMask: UInt64 = (1 << UInt64((length - 8) * 8)) - 1
                guard (rest & 0xE0E0_E0E0_E0E0_E0E0) == (0x4040_4040_4040_4040 & restMask) else { return nil }
                code |= squeeze(rest) << 40
            }
            return code | UInt64(length) << lengthShift
        }
        return packedDigits(bytes, range)
    }

    /// Five bits of each of eight bytes, the first lowest.
    @inline(__always) private static func squeeze(_ word: UInt64) -> UInt64 {
        let fives = word & 0x1F1F_1F1F_1F1F_1F1F
        let tens = (fives & 0x001F_001F_001F_001F) | (fives >> 3 & 0x03E0_03E0_03E0_03E0)
        let twenties = (tens & 0x0000_03FF_0000_03FF) | (tens >> 6 & 0x000F_FC00_000F_FC00)
        return (twenties & 0xF_FFFF) | (twenties >> 12 & 0xFF_FFF0_0000)
    }

    private static func packedDigits(_ bytes: LogBytes, _ range: Range<Int>) -> UInt64? {
        var value: UInt64 = 0
        for offset in range {
            let digit = bytes[offset] &- 0x30
            guard digit < 10 else { return nil }
            value = value * 10 + UInt64(digit)
        }
        return digitsTag | UInt64(range.count) << lengthShift | value
    }

    /// Numbers that order two letter codes of one length as their names; nil for other codes.
    static func letterOrder(_ left: UInt64, _ right: UInt64) -> (UInt64, UInt64)? {
        guard left >> lengthShift == right >> lengthShift, left >> 62 == 0 else { return nil }
        return (firstLetterHighest(left), firstLetterHighest(right))
    }

    private static func firstLetterHighest(_ code: UInt64) -> UInt64 {
        var turned: UInt64 = 0
        for letter in 0..<11 { turned = turned << 5 | (code >> UInt64(letter * 5) & 31) }
        return turned
    }

    /// The code of a directory number.
    static func directory(_ number: Int) -> UInt64 { directoryTag | UInt64(number) }

    /// The name of a code.
    static func name(of code: UInt64, in directory: CardDirectory) -> String {
        switch code >> 62 {
        case 0:
            let length = Int(code >> lengthShift & 31)
            let letters = (0..<length).map { UInt8(truncatingIfNeeded: code >> UInt64($0 * 5)) & 31 | 0x40 }
            return String(decoding: letters, as: UTF8.self)
        case 1:
            let digits = String(code & payload)
            return String(repeating: "0", count: Int(code >> lengthShift & 31) - digits.utf8.count) + digits
        default:
            return directory.name(Int(code & ~directoryTag))
        }
    }
}
