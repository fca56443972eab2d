/// Days of the year as UIC codes count them, against seconds since 1970, UTC.
enum UICDate {
    static let secondsPerDay = 86_400

    static func days(in year: Int) -> Int { isLeap(year) ? 366 : 365 }

    /// The first second of a year; 1970 and later.
    static func start(of year: Int) -> Int {
        let before = year - 1
        let leaps = (before / 4 - before / 100 + before / 400) - (1969 / 4 - 1969 / 100 + 1969 / 400)
        return ((year - 1970) * 365 + leaps) * secondsPerDay
    }

    /// The year that a second lies in.
    static func year(of second: Int) -> Int {
        var year = 1970 + second / (366 * secondsPerDay)
        while start(of: year + 1) <= second { year += 1 }
        return year
    }

    private static func isLeap(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }
}
