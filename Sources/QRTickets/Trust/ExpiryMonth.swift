/// The last month in which a key may be used: MMYY in BCD, years 2000 to 2099.
///
/// - **Limits**: good to the last day of the month; days end at midnight UTC (our choice: the layout names no zone).
package struct ExpiryMonth: Hashable, Sendable {
    /// 1 to 12.
    package let month: Int
    /// 2000 to 2099.
    package let year: Int

    /// - **Errors**: nil unless both bytes are BCD and the month is one.
    package init?(_ first: UInt8, _ second: UInt8) {
        guard let month = Self.number(first), let year = Self.number(second), (1...12).contains(month) else {
            return nil
        }
        (self.month, self.year) = (month, 2000 + year)
    }

    /// The first second after it; seconds since 1970, UTC.
    package var end: UInt32 {
        let (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1)
        // Days since 1970 of the first of a month; years counted from March, so that the leap day is the last one.
        let (y, m) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
        let days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 - 719_468
        return UInt32(days * 86_400)
    }

    private static func number(_ byte: UInt8) -> Int? {
        let (high, low) = (Int(byte >> 4), Int(byte & 0xF))
        return high < 10 && low < 10 ? 10 * high + low : nil
    }
}
