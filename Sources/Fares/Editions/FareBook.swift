/// An edition compiled for pricing: for every service date the rules and tables that hold on it.
///
/// Without a date (``undated``) a medium that is not accepted on the edition's reference date is priced by its nearest
/// terms, so that "what would QuickPass pay here" has an answer; with a date it is refused.
///
/// - **Limits**: one table for each distinct set of bands, at most ``maximumVersions`` sets of rules.
/// - **Errors**: compiling throws ``FareDataError``.
public struct FareBook: Sendable {
    /// The most intervals of dates that a tariff may be cut into.
    public static let maximumVersions = 1024

    /// The edition that was compiled.
    public let edition: Edition
    /// The tariff that it was compiled with: the edition's own, or another for a what-if.
    public let tariff: Tariff
    /// The rules where no date is given.
    public let undated: FareRules
    /// The rules by date: the first holds until the second's `from`, and so on.
    public let versions: [FareRules]

    let starts: [Int32]

    /// Compiles an edition with its own tariff, or with `tariff` (its file named for errors) for a what-if.
    ///
    /// The published table prices as long as the bands are those it was published with; other bands price by metres.
    public init(
        _ edition: Edition, tariff whatIf: Tariff? = nil, tariffFile: String? = nil
    ) throws(FareDataError) {
        let tariff = whatIf ?? edition.tariff
        var compilation = FareBookCompilation(
            edition: edition, tariff: tariff, tariffFile: tariffFile ?? edition.tariffFile)
        let boundaries = Self.boundaries(of: tariff)
        guard boundaries.count < Self.maximumVersions else {
            throw .inconsistent(
                file: compilation.tariffFile, what: "rules change on more than \(Self.maximumVersions) dates")
        }
        let reference = edition.referenceDate
        undated = try compilation.rules(from: nil, on: reference, isUndated: true)
        var versions: [FareRules] = []
        for (index, boundary) in ([Int32.min] + boundaries).enumerated() {
            let day = index == 0 ? (boundaries.first ?? reference.dayNumber) - 1 : boundary
            versions.append(
                try compilation.rules(
                    from: index == 0 ? nil : ServiceDate(dayNumber: day), on: ServiceDate(dayNumber: day),
                    isUndated: false))
        }
        self.versions = versions
        starts = [Int32.min] + boundaries
        self.edition = edition
        self.tariff = tariff
    }

    /// A book of a bare table that prices every ride at `percent` of the table's fare, rounded down, by no other rule.
    ///
    /// - **Shape**: `fares` is a square by position in `names`, row = entry; ``FareTable/noFare`` where there is none.
    public init(names: [String], fares: [UInt16], percent: Int) {
        self.init(id: "fare-table", medium: "table", names: names, fares: fares, percent: percent)
    }

    /// A book of a bare table with one medium, `isSingleRide` if that is good for one journey alone.
    ///
    /// - **Shape**: no rule but the table and the share: nothing is charged for a missing half, and the end of the
    ///   service day, at `serviceDayStartSecond`, charges nothing.
    init(
        id: String, medium: String, names: [String], fares: [UInt16], percent: Int, isSingleRide: Bool = false,
        serviceDayStartSecond: Int = 0
    ) {
        var tariff = Tariff()
        tariff.name = id
        tariff.serviceDayStartSecond = serviceDayStartSecond
        tariff.media = [medium]
        tariff.mediaTerms = [
            [
                Dated(
                    from: nil, until: nil,
                    rule: MediaTerms(
                        percent: percent, preauthorisesHighestFare: false, validSeconds: nil, priceFen: nil))
            ]
        ]
        tariff.storedValue = [false]
        tariff.singleRide = [isSingleRide]
        let stations = names.map { Station(id: $0, nameZh: $0, nameEn: "", position: nil, afcCodes: []) }
        let network = Network(stations: stations, lines: [], segments: [])
        edition = Edition(
            id: id, nameZh: "", nameEn: "", validFrom: nil, validThrough: nil, network: network,
            directory: StationDirectory(network), published: nil, exceptions: [], tariff: tariff, tariffFile: "")
        self.tariff = tariff
        undated = FareRules(
            from: nil, on: ServiceDate(dayNumber: 0), isUndated: true, tariff: tariff,
            ordinary: FareTable(stationCount: names.count, fares: fares), business: nil)
        versions = [undated]
        starts = [Int32.min]
    }

    /// The rules of a service date.
    public func rules(on date: ServiceDate) -> FareRules {
        var index = starts.count - 1
        while starts[index] > date.dayNumber { index -= 1 }
        return versions[index]
    }

    /// The service date of a moment.
    public func serviceDate(of time: LocalTime) -> ServiceDate {
        time.serviceDate(startSecondOfDay: tariff.serviceDayStartSecond)
    }

    /// The dense square of shortest distances in metres, row = entry.
    public func distances() -> [Int32] { ShortestPaths(edition.network).allDistances() }

    /// The table from metres, bands and exceptions alone, with the distances it was made from.
    public func computedTable() throws(FareDataError) -> (table: FareTable, distances: [Int32]) {
        var compilation = FareBookCompilation(edition: edition, tariff: tariff, tariffFile: edition.tariffFile)
        let table = try compilation.computed(on: edition.referenceDate)
        return (table, compilation.distances)
    }

    /// The dates on which any rule begins or has just ended, rising.
    private static func boundaries(of tariff: Tariff) -> [Int32] {
        var days: Set<Int32> = []
        func add<Rule>(_ versions: [Dated<Rule>]) {
            for version in versions {
                if let from = version.from { days.insert(from.dayNumber) }
                if let until = version.until { days.insert(until.dayNumber + 1) }
            }
        }
        add(tariff.bands)
        add(tariff.sameStation)
        tariff.mediaTerms.forEach { add($0) }
        tariff.riderPercents.forEach { add($0) }
        add(tariff.business)
        add(tariff.transfer)
        add(tariff.stayLimit)
        add(tariff.missingEntry)
        add(tariff.missingExit)
        add(tariff.promotions)
        add(tariff.dayCaps)
        add(tariff.weekCaps)
        add(tariff.exceptions)
        tariff.cases.forEach { add($0.versions) }
        return days.sorted()
    }
}

/// The state of compiling one book: distances once, and one table for each distinct set of bands.
struct FareBookCompilation {
    let edition: Edition
    let tariff: Tariff
    let tariffFile: String

    private struct TableKey: Hashable {
        let bands: DistanceBands
        let sameStationFen: Int
        let pairs: [TariffPair]
    }

    private var tables: [TableKey: FareTable] = [:]
    private var businessTable: FareTable??
    private var knownDistances: [Int32]?

    init(edition: Edition, tariff: Tariff, tariffFile: String) {
        self.edition = edition
        self.tariff = tariff
        self.tariffFile = tariffFile
    }

    /// The dense square of shortest distances, made on first use.
    var distances: [Int32] {
        mutating get {
            if let knownDistances { return knownDistances }
            let made = ShortestPaths(edition.network).allDistances()
            knownDistances = made
            return made
        }
    }

    private var compiler: FareTableCompiler {
        FareTableCompiler(
            network: edition.network, published: edition.published, exceptions: edition.exceptions,
            tariffFile: tariffFile)
    }

    mutating func rules(from: ServiceDate?, on date: ServiceDate, isUndated: Bool) throws(FareDataError) -> FareRules {
        let key = try key(on: date)
        let table: FareTable
        if let known = tables[key] {
            table = known
        } else {
            table = try makeTable(key)
            tables[key] = table
        }
        guard tariff.promotions.count(where: { $0.isInForce(on: date) }) <= Promotion.maximumAtOnce else {
            throw .inconsistent(
                file: tariffFile, what: "more than \(Promotion.maximumAtOnce) promotions in force on \(date)")
        }
        if businessTable == nil { businessTable = .some(compiler.business()) }
        return FareRules(
            from: from, on: date, isUndated: isUndated, tariff: tariff, ordinary: table,
            business: businessTable ?? nil)
    }

    /// The table from metres, bands and exceptions alone.
    mutating func computed(on date: ServiceDate) throws(FareDataError) -> FareTable {
        try computed(try key(on: date))
    }

    private mutating func computed(_ key: TableKey) throws(FareDataError) -> FareTable {
        try compiler.computed(
            bands: key.bands, sameStationFen: key.sameStationFen, pairs: key.pairs, keepsLower: !isOwn(key.bands),
            distances: distances)
    }

    private mutating func makeTable(_ key: TableKey) throws(FareDataError) -> FareTable {
        guard isOwn(key.bands), edition.published != nil else { return try computed(key) }
        if let table = compiler.completePublished(sameStationFen: key.sameStationFen, pairs: key.pairs) {
            return table
        }
        return compiler.publishedOver(try computed(key), sameStationFen: key.sameStationFen, pairs: key.pairs)
    }

    /// Whether bands are those that the edition's published fares and exceptions stand beside.
    ///
    /// What holds beyond the last band makes no difference: a published table has no pair there.
    private func isOwn(_ bands: DistanceBands) -> Bool {
        let own: DistanceBands? = edition.tariff.bands.nearest(to: edition.referenceDate)
        return own?.bands == bands.bands
    }

    private func key(on date: ServiceDate) throws(FareDataError) -> TableKey {
        guard let bands = tariff.bands.nearest(to: date), let same = tariff.sameStation.nearest(to: date) else {
            throw .inconsistent(file: tariffFile, what: "no bands or no same-station fare")
        }
        var pairs: [TariffPair] = []
        for exception in tariff.exceptions where exception.isInForce(on: date) {
            var ends: [Int] = []
            for name in exception.rule.stations {
                do {
                    ends.append(Int(try edition.directory.station(name)))
                } catch {
                    throw .inconsistent(file: tariffFile, what: "exceptions: \(error)")
                }
            }
            pairs.append(TariffPair(first: ends[0], second: ends[1], fareFen: exception.rule.fareFen))
        }
        return TableKey(bands: bands, sameStationFen: same, pairs: pairs)
    }
}
