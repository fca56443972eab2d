/// The list of fares with their days: what was sold when, what was only said.
///
/// - **Shape**: a row holds until its last day or until a newer row of the same pair, train, class, currency and
///   status.
/// - **Limits**: at most ``maximumRows``, fares at most ``maximumFen``.
/// - **Errors**: reading throws ``FareDataError``: a fare that stands twice, one sold above the published one.
public struct RailFareRows: Sendable {
    /// The most rows.
    public static let maximumRows = 100_000
    /// The highest fare, in fen or cents.
    public static let maximumFen = 10_000_000

    /// All rows, in the order of the file.
    public let rows: [RailFareRow]
    /// The pairs that were ever sold in yuan, in the order of the file.
    let soldKeys: [RailFareRow.Key]

    private let sold: [RailFareRow.Key: [RailFareRow]]

    init(_ list: [RailFareRow], file: String) throws(FareDataError) {
        rows = try Self.ended(list, file: file)
        var sold: [RailFareRow.Key: [RailFareRow]] = [:]
        var keys: [RailFareRow.Key] = []
        for row in rows where row.status.isSold && row.fare.currency == .cny {
            if sold[row.key] == nil { keys.append(row.key) }
            sold[row.key, default: []].append(row)
        }
        self.sold = sold
        soldKeys = keys
        try requireCeilings(file: file)
    }

    /// What a ticket costs on a day in exactly this direction: the fare as sold, else the published one, else a derived
    /// one.
    ///
    /// Without a day the one in force now, else the last that was.
    public func sold(_ key: RailFareRow.Key, on date: ServiceDate?) -> RailFareRow? {
        row(key, of: [.implemented, .published, .derived], on: date)
    }

    /// The published fare on a day in exactly this direction, the ceiling of what is sold; else a derived one.
    public func ceiling(_ key: RailFareRow.Key, on date: ServiceDate?) -> RailFareRow? {
        row(key, of: [.published, .derived], on: date)
    }

    private func row(_ key: RailFareRow.Key, of statuses: [RailFareStatus], on date: ServiceDate?) -> RailFareRow? {
        let rows = (sold[key] ?? []).filter { statuses.contains($0.status) }
        for status in statuses {
            let found = rows.last { row in
                row.status == status && (date.map { row.holds(on: $0) } ?? (row.through == nil))
            }
            if let found { return found }
        }
        return date == nil ? rows.max { $0.from < $1.from } : nil
    }

    /// A published amount in Hong Kong dollars of a month, in either direction.
    public func published(_ key: RailFareRow.Key, hongKongDollarsIn month: RailMonth) -> RailFareRow? {
        rows.last { row in
            row.status == .published && row.fare.currency == .hkd && (row.key == key || row.key == key.reversed)
                && RailMonth(row.from) <= month && (row.through.map { month <= RailMonth($0) } ?? true)
        }
    }

    /// What was said of a pair but never charged, in either direction.
    public func neverSold(_ from: StationIndex, _ to: StationIndex) -> [RailFareRow] {
        rows.filter { row in
            !row.status.isSold
                && ((row.key.from == from && row.key.to == to) || (row.key.from == to && row.key.to == from))
        }
    }

    /// The days on which some fare in yuan begins or has ended, ascending.
    var boundaries: [ServiceDate] {
        var days: Set<ServiceDate> = []
        for row in rows where row.status.isSold && row.fare.currency == .cny {
            days.insert(row.from)
            if let through = row.through { days.insert(ServiceDate(dayNumber: through.dayNumber + 1)) }
        }
        return days.sorted()
    }

    /// The rows with the last day that a newer row gives them.
    private static func ended(_ list: [RailFareRow], file: String) throws(FareDataError) -> [RailFareRow] {
        struct Series: Hashable {
            let key: RailFareRow.Key
            let currency: Currency
            let status: RailFareStatus
        }
        var members: [Series: [Int]] = [:]
        // In the order of the file, so that of several faults the same one is named each time.
        var order: [Series] = []
        for (index, row) in list.enumerated() {
            let series = Series(key: row.key, currency: row.fare.currency, status: row.status)
            if members[series] == nil { order.append(series) }
            members[series, default: []].append(index)
        }
        var rows = list
        for series in order {
            let ordered = (members[series] ?? []).sorted { (list[$0].from, $0) < (list[$1].from, $1) }
            for (earlier, later) in zip(ordered, ordered.dropFirst()) {
                guard list[earlier].from != list[later].from else {
                    throw .contradiction(
                        file: file, line: list[later].line,
                        what: "the same fare begins on the same day in line \(list[earlier].line)")
                }
                let end = ServiceDate(dayNumber: list[later].from.dayNumber - 1)
                rows[earlier].through = min(rows[earlier].through ?? end, end)
            }
        }
        return rows
    }

    /// No fare is sold above the published one of the same days.
    private func requireCeilings(file: String) throws(FareDataError) {
        for row in rows where row.status == .implemented && row.fare.currency == .cny {
            let own = (sold[row.key] ?? []).filter { $0.status == .published }
            let ceilings = own.isEmpty ? (sold[row.key.reversed] ?? []).filter { $0.status == .published } : own
            for ceiling in ceilings where ceiling.fare.minorUnits < row.fare.minorUnits {
                let start = max(row.from, ceiling.from)
                guard row.through.map({ start <= $0 }) ?? true, ceiling.through.map({ start <= $0 }) ?? true else {
                    continue
                }
                throw .contradiction(
                    file: file, line: row.line,
                    what: "sold at \(row.fare), above the published \(ceiling.fare) of line \(ceiling.line)")
            }
        }
    }
}
