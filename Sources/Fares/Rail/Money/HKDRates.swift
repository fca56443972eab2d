/// The rate of each month.
///
/// - **Shape**: ascending months; a month that is not there has no rate.
/// - **Limits**: at most ``maximumMonths``.
/// - **Errors**: reading throws ``FareDataError`` with file and line.
public struct HKDRates: Hashable, Sendable {
    /// The most months; a century has 1,200.
    public static let maximumMonths = 2000

    /// One month's rate, and where it is from.
    public struct Row: Hashable, Sendable {
        /// The month of purchase that it holds for.
        public let month: RailMonth
        /// The rate.
        public let rate: HKDRate
        /// Where it is from.
        public let source: String
    }

    /// All rates, by month.
    public let rows: [Row]

    /// The rate of a month, or nil.
    public func row(of month: RailMonth) -> Row? { rows.first { $0.month == month } }

    /// The one month inside the binary, 2018-09.
    public static func shipped() throws(FareDataError) -> HKDRates {
        try read(RailFile("rates.csv", in: .embedded("rail")))
    }

    /// Reads a file with the columns `month,hkd_per_cny` and, where it has one, `source`.
    public static func read(path: String) throws(FareDataError) -> HKDRates {
        try read(RailFile(name: path, bytes: try readWholeFile(path, limit: 1 << 20)))
    }

    package static func read(_ file: RailFile) throws(FareDataError) -> HKDRates {
        var reader = try file.reader()
        let month = try reader.requiredColumn("month")
        let rate = try reader.requiredColumn("hkd_per_cny")
        let source = reader.column("source")
        var rows: [Row] = []
        var lineOfMonth: [RailMonth: Int] = [:]
        while try reader.next() {
            guard let start = RailMonth(reader.string(month)) else { throw reader.bad(month, "YYYY-MM") }
            if let before = lineOfMonth.updateValue(reader.line, forKey: start) {
                throw .contradiction(
                    file: reader.file, line: reader.line, what: "the month \(start) stands already in line \(before)")
            }
            guard rows.count < maximumMonths else {
                throw .inconsistent(file: reader.file, what: "more than \(maximumMonths) months")
            }
            let value: HKDRate
            do {
                value = try HKDRate(reader.string(rate))
            } catch {
                throw reader.bad(rate, "a rate above 0, at most \(HKDRate.maximum), with at most six decimals")
            }
            rows.append(Row(month: start, rate: value, source: source.map { reader.string($0) } ?? ""))
        }
        return HKDRates(rows: rows.sorted { $0.month < $1.month })
    }
}
