/// Seconds since 1970 as people and `--expires` write them: `2026-12-01T00:00:00Z`.
enum UTCText {
    /// The text; a number beyond the year 9999 as it is.
    static func text(_ seconds: UInt64) -> String {
        guard seconds < 253_402_300_800 else { return String(seconds) }
        let (days, rest) = (Int(seconds / 86_400), Int(seconds % 86_400))
        // Years from March on, so that the leap day is the last; 719,468 days from 0000-03-01 to 1970-01-01.
        let day = days + 719_468
        let (era, dayOfEra) = (day / 146_097, day % 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        let date = "\(pad(year, 4))-\(pad(month, 2))-\(pad(dayOfYear - (153 * shifted + 2) / 5 + 1, 2))"
        return "\(date)T\(pad(rest / 3600, 2)):\(pad(rest / 60 % 60, 2)):\(pad(rest % 60, 2))Z"
    }

    private static func pad(_ number: Int, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
