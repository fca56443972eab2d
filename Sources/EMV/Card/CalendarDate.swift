/// A day as cards and terminals write it: YYMMDD in decimal digits, YY 00-49 meaning 20YY.
///
/// - **Source**: EMV Book 2, 6 and Book 3, annex A from public sources; the pages were not read.
package struct CalendarDate: Hashable, Comparable, Sendable {
    /// Year, month and day as one number, `20261123`.
    package let number: Int

    /// A day of the calendar's numbers; they are not checked against the length of the month.
    package init(year: Int, month: Int, day: Int) { number = year * 10_000 + month * 100 + day }

    /// Three bytes YYMMDD; nil if they are no decimal digits or no month and day.
    package init?(_ bytes: Span<UInt8>) {
        guard bytes.count == 3, let year = Self.decimal(bytes[0]), let month = Self.decimal(bytes[1]),
            let day = Self.decimal(bytes[2]), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        self.init(year: year < 50 ? 2000 + year : 1900 + year, month: month, day: day)
    }

    /// The last day of a certificate's month, from its two bytes MMYY.
    package init?(endOfMonthYear bytes: Span<UInt8>) {
        guard bytes.count == 2, let month = Self.decimal(bytes[0]), let year = Self.decimal(bytes[1]),
            (1...12).contains(month)
        else { return nil }
        // No month has a day after the 31st, and comparing is all that is asked for.
        self.init(year: year < 50 ? 2000 + year : 1900 + year, month: month, day: 31)
    }

    package static func < (left: CalendarDate, right: CalendarDate) -> Bool { left.number < right.number }

    /// The three bytes YYMMDD.
    package var bytes: (UInt8, UInt8, UInt8) {
        func packed(_ number: Int) -> UInt8 { UInt8(((number / 10 % 10) << 4) | (number % 10)) }
        return (packed(number / 10_000), packed(number / 100 % 100), packed(number % 100))
    }

    private static func decimal(_ byte: UInt8) -> Int? {
        byte >> 4 < 10 && byte & 15 < 10 ? Int(byte >> 4) * 10 + Int(byte & 15) : nil
    }
}
