/// A day as purses write it, `YYYYMMDD` in four bytes.
package struct PurseDate: Hashable, Comparable, Sendable {
    /// The eight digits as hexadecimal, `0x20261123`.
    package let digits: UInt32

    /// A day of the years 2000 to 2099; nil for any other digits. The length of the month is not checked.
    package init?(digits: UInt32) {
        guard let year = Self.decimal(digits >> 16, 4), let month = Self.decimal(digits >> 8 & 0xFF, 2),
            let day = Self.decimal(digits & 0xFF, 2), (2000...2099).contains(year), (1...12).contains(month),
            (1...31).contains(day)
        else { return nil }
        self.digits = digits
    }

    package static func < (left: PurseDate, right: PurseDate) -> Bool { left.digits < right.digits }

    /// Year, month and day as numbers.
    package var calendar: (year: Int, month: Int, day: Int) {
        (
            Self.decimal(digits >> 16, 4) ?? 0, Self.decimal(digits >> 8 & 0xFF, 2) ?? 0,
            Self.decimal(digits & 0xFF, 2) ?? 0
        )
    }

    static func decimal(_ digits: UInt32, _ count: Int) -> Int? {
        var value = 0
        for shift in stride(from: (count - 1) * 4, through: 0, by: -4) {
            let digit = digits >> UInt32(shift) & 15
            guard digit < 10 else { return nil }
            value = value * 10 + Int(digit)
        }
        return value
    }

    static func packed(_ value: Int) -> UInt32 {
        var (rest, digits, shift) = (value, UInt32(0), UInt32(0))
        while rest > 0 {
            digits |= UInt32(rest % 10) << shift
            rest /= 10
            shift += 4
        }
        return digits
    }
}

/// A second as purses write it, `YYYYMMDDhhmmss` in seven bytes, local time.
package struct PurseMoment: Hashable, Sendable {
    package let date: PurseDate
    /// `hhmmss` as hexadecimal.
    package let time: UInt32

    /// The 14 digits as a hexadecimal number; nil unless they are a second of the years 2000 to 2099.
    package init?(digits: UInt64) {
        guard digits >> 56 == 0, let date = PurseDate(digits: UInt32(digits >> 24)) else { return nil }
        let time = UInt32(digits & 0xFF_FFFF)
        guard let hour = PurseDate.decimal(time >> 16, 2), let minute = PurseDate.decimal(time >> 8 & 0xFF, 2),
            let second = PurseDate.decimal(time & 0xFF, 2), hour < 24, minute < 60, second < 60
        else { return nil }
        self.date = date
        self.time = time
    }

    /// A second by its parts; nil outside the years 2000 to 2099.
    package init?(year: Int, month: Int, day: Int, secondOfDay: Int) {
        guard (2000...2099).contains(year), (1...12).contains(month), (1...31).contains(day),
            (0..<86_400).contains(secondOfDay)
        else { return nil }
        let date = PurseDate.packed(year * 10_000 + month * 100 + day)
        let time = PurseDate.packed(secondOfDay / 3600 * 10_000 + secondOfDay / 60 % 60 * 100 + secondOfDay % 60)
        self.init(digits: UInt64(date) << 24 | UInt64(time))
    }

    /// The 14 digits as a hexadecimal number.
    package var digits: UInt64 { UInt64(date.digits) << 24 | UInt64(time) }

    /// Seconds since midnight.
    package var secondOfDay: Int {
        let parts = [time >> 16, time >> 8 & 0xFF, time & 0xFF].map { PurseDate.decimal($0, 2) ?? 0 }
        return parts[0] * 3600 + parts[1] * 60 + parts[2]
    }
}
