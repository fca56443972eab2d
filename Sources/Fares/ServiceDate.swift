/// A calendar day, used for the service day that selects editions, rules, caps and passes.
///
/// - **Unit**: days since 1970-01-01 in the proleptic Gregorian calendar.
/// - **Limits**: years 1970 to 2105, so that a ``LocalTime`` fits 32 bits.
public struct ServiceDate: Hashable, Sendable, Comparable {
    /// Days since 1970-01-01.
    public let dayNumber: Int32

    /// The day that many days after 1970-01-01.
    public init(dayNumber: Int32) { self.dayNumber = dayNumber }

    /// The day of a calendar date; nil if there is no such date or it is out of range.
    public init?(year: Int, month: Int, day: Int) {
        guard (1970...2105).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.daysInMonth(year: year, month: month)
        else { return nil }
        // Days from civil: the year starts in March, so that the leap day is its last.
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        dayNumber = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// Reads `YYYY-MM-DD`; nil if it is not such a date.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = decimal(bytes[0..<4]), let month = decimal(bytes[5..<7]), let day = decimal(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Year, month and day of the month.
    public var calendar: (year: Int, month: Int, day: Int) {
        let shifted = Int(dayNumber) + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    /// The number of the Monday-to-Sunday week, for weekly caps. 1970-01-01 was a Thursday.
    public var weekNumber: Int32 { (dayNumber + 3) / 7 }

    public static func < (left: Self, right: Self) -> Bool { left.dayNumber < right.dayNumber }

    private static func daysInMonth(year: Int, month: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension ServiceDate: CustomStringConvertible {
    /// `YYYY-MM-DD`.
    public var description: String {
        let (year, month, day) = calendar
        return "\(year)-\(twoDigits(month))-\(twoDigits(day))"
    }
}

/// A moment on the wall clock of the network's city, without zone: tap logs carry no other.
///
/// - **Unit**: seconds since 1970-01-01 00:00:00 local time. China has had no daylight saving since 1991.
/// - **Limits**: up to 2105-12-31.
public struct LocalTime: Hashable, Sendable, Comparable {
    /// Seconds since 1970-01-01 00:00:00 local time.
    public let seconds: UInt32

    /// The moment that many seconds after 1970-01-01 00:00:00.
    public init(seconds: UInt32) { self.seconds = seconds }

    /// The moment at `secondOfDay` (0..<86,400) of a day.
    public init(_ date: ServiceDate, secondOfDay: Int) {
        seconds = UInt32(Int(date.dayNumber) * 86_400 + secondOfDay)
    }

    /// Reads `YYYY-MM-DD HH:MM:SS`, or the same with `T` between; nil if it is not such a time.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 19, bytes[10] == UInt8(ascii: " ") || bytes[10] == UInt8(ascii: "T"),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let date = ServiceDate(String(decoding: bytes[0..<10], as: UTF8.self)),
            let hour = decimal(bytes[11..<13]), let minute = decimal(bytes[14..<16]),
            let second = decimal(bytes[17..<19]), hour < 24, minute < 60, second < 60
        else { return nil }
        self.init(date, secondOfDay: hour * 3600 + minute * 60 + second)
    }

    /// The calendar day that the moment lies on.
    public var date: ServiceDate { ServiceDate(dayNumber: Int32(seconds / 86_400)) }

    /// Seconds since midnight.
    public var secondOfDay: Int { Int(seconds % 86_400) }

    /// The service day of the moment, when service days start at `startSecondOfDay` (Shenzhen: 04:00 = 14,400).
    public func serviceDate(startSecondOfDay: Int) -> ServiceDate {
        ServiceDate(dayNumber: Int32(max(0, Int(seconds) - startSecondOfDay) / 86_400))
    }

    public static func < (left: Self, right: Self) -> Bool { left.seconds < right.seconds }
}

extension LocalTime: CustomStringConvertible {
    /// `YYYY-MM-DD HH:MM:SS`.
    public var description: String {
        let second = secondOfDay
        return "\(date) \(twoDigits(second / 3600)):\(twoDigits(second / 60 % 60)):\(twoDigits(second % 60))"
    }
}

private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

private func decimal(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
        guard (0x30...0x39).contains(digit) else { return nil }
        value = value * 10 + Int(digit - 0x30)
    }
    return value
}
