/// A calendar month, for which a rate is fixed.
public struct RailMonth: Hashable, Sendable, Comparable {
    /// Months since January of year 0.
    public let number: Int

    /// The month of a day.
    public init(_ date: ServiceDate) {
        let (year, month, _) = date.calendar
        number = year * 12 + month - 1
    }

    /// Reads `YYYY-MM`; nil if it is not such a month.
    public init?(_ text: String) {
        guard text.utf8.count == 7, let date = ServiceDate(dayOrMonth: text) else { return nil }
        self.init(date)
    }

    public static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

extension RailMonth: CustomStringConvertible {
    /// `YYYY-MM`.
    public var description: String {
        let month = number % 12 + 1
        return "\(number / 12)-\(month < 10 ? "0" : "")\(month)"
    }
}
