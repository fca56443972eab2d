/// The railway's fares made ready: stations, dated rows, a table for every interval between two changes.
///
/// - **Shape**: all tables are made at the start and kept; 98 stations and five intervals take 2 MB.
/// - **Errors**: reading throws ``FareDataError`` with file and line; a price that is not there is a ``RailRefusal``.
/// - **Source**: `Sources/FareData/README.md`, rail; rules in `Docs/rail.md`.
public struct RailFareBook: Sendable {
    /// All stations.
    public let stations: RailStations
    /// All fares, those never charged too.
    public let rows: RailFareRows
    /// All kinds of riders.
    public let riders: RailRiders
    /// The rates of Hong Kong dollars inside the binary.
    public let rates: HKDRates
    /// One table for each interval, ascending; before the first there is no fare.
    public let tables: [RailFareTable]
    /// What was sold last, for a question without a day.
    public let undated: RailFareTable

    let sums: RailSums

    /// The fares inside the binary.
    public static func shipped() throws(FareDataError) -> RailFareBook {
        let folder = DataFolder.embedded("rail")
        let stations = try RailStations.shipped()
        return RailFareBook(
            stations: stations, rows: try RailFareRows.read(RailFile("fares.csv", in: folder), stations),
            riders: try RailRiders.read(RailFile("riders.csv", in: folder)), rates: try HKDRates.shipped())
    }

    package init(stations: RailStations, rows: RailFareRows, riders: RailRiders, rates: HKDRates) {
        self.stations = stations
        self.rows = rows
        self.riders = riders
        self.rates = rates
        let sums = RailSums(stations)
        self.sums = sums
        let count = stations.pricedCount
        tables = rows.boundaries.map { RailFareTable(rows, sums, stationCount: count, on: $0, from: $0) }
        undated = RailFareTable(rows, sums, stationCount: count, on: nil, from: nil)
    }

    /// The table of a day, or of no day; nil before the first fare.
    public func table(on date: ServiceDate?) -> RailFareTable? {
        guard let date else { return undated }
        return tables.last { $0.from.map { $0 <= date } ?? false }
    }

    /// Whether tables have a row for a station.
    public func isPriced(_ station: StationIndex) -> Bool { Int(station) < stations.pricedCount }

    /// The legs of a fare of the table: one, or two of a sum, with the rows they stand in.
    public func legs(
        from: StationIndex, to: StationIndex, _ letter: RailLetter, _ seatClass: RailClass, on date: ServiceDate?
    ) -> [RailLeg] {
        guard isPriced(from), isPriced(to), let table = table(on: date) else { return [] }
        switch table.source(from: from, to: to, in: table.plane(letter, seatClass)) {
        case .none: return []
        case .row, .reverseRow: return [leg(from, to, letter, seatClass, on: date)].compactMap { $0 }
        case .legs:
            guard let hub = sums.hub(from, to) else { return [] }
            return [
                leg(from, hub, sums.letter(of: letter, from: from, to: hub), seatClass, on: date),
                leg(hub, to, sums.letter(of: letter, from: hub, to: to), seatClass, on: date),
            ].compactMap { $0 }
        }
    }

    /// The row that prices a pair in the direction of travel, else the other way round.
    func leg(
        _ from: StationIndex, _ to: StationIndex, _ letter: RailLetter, _ seatClass: RailClass, on date: ServiceDate?
    ) -> RailLeg? {
        let key = RailFareRow.Key(from: from, to: to, letter: letter, seatClass: seatClass)
        if let row = rows.sold(key, on: date) { return RailLeg(from: from, to: to, row: row, isReverse: false) }
        guard let row = rows.sold(key.reversed, on: date) else { return nil }
        return RailLeg(from: from, to: to, row: row, isReverse: true)
    }

    /// What legs come to by the published fare, in fen; nil if it is not known of one of them.
    func ceiling(of legs: [RailLeg], on date: ServiceDate?) -> Int? {
        var fen = 0
        for leg in legs {
            let key = RailFareRow.Key(
                from: leg.from, to: leg.to, letter: leg.row.key.letter, seatClass: leg.row.key.seatClass)
            guard let row = rows.ceiling(key, on: date) ?? rows.ceiling(key.reversed, on: date) else { return nil }
            fen += row.fare.minorUnits
        }
        return fen
    }
}
