import Fares

/// Reads `YYYY-MM-DD HH:MM:SS` (or with `T`), remembering the last date, which in a log is nearly always the next.
struct LogTimeParser {
    private var yearAndMonth: UInt64 = 0
    /// Two bytes of the last date; what a fresh parser has is no two bytes.
    private var day: UInt64 = .max
    private var midnight: UInt32 = 0

    /// Seconds since 1970-01-01 local time, or nil if it is not such a time.
    @inline(__always) mutating func seconds(_ bytes: LogBytes, _ range: Range<Int>) -> UInt32? {
        guard range.count == 19 else { return nil }
        let start = range.lowerBound
        let separator = bytes[start + 10]
        guard separator == UInt8(ascii: " ") || separator == UInt8(ascii: "T") else { return nil }
        let yearAndMonth = bytes.word(at: start)
        let day = bytes.word(at: start + 8, length: 2)
        if yearAndMonth != self.yearAndMonth || day != self.day {
            guard let date = ServiceDate(bytes.string(start..<start + 10)) else { return nil }
            self.yearAndMonth = yearAndMonth
            self.day = day
            midnight = LocalTime(date, secondOfDay: 0).seconds
        }
        guard let second = Self.secondOfDay(bytes.word(at: start + 11)) else { return nil }
        return midnight + second
    }

    /// Seconds since midnight of eight bytes `HH:MM:SS`.
    @inline(__always) private static func secondOfDay(_ word: UInt64) -> UInt32? {
        let digits = word ^ 0x3030_3A30_303A_3030
        let carries = (digits & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7676_7F76_767F_7676
        guard (carries | digits) & 0x8080_8080_8080_8080 == 0 else { return nil }
        let pairs = (digits & 0xFF) * 10 + (digits >> 8 & 0xFF)
        let minutes = (digits >> 24 & 0xFF) * 10 + (digits >> 32 & 0xFF)
        let seconds = (digits >> 48 & 0xFF) * 10 + (digits >> 56 & 0xFF)
        guard pairs < 24, minutes < 60, seconds < 60 else { return nil }
        return UInt32(truncatingIfNeeded: pairs * 3600 + minutes * 60 + seconds)
    }
}
