extension FareBook {
    /// The media of the railway's tap-in/tap-out trains, which pay the whole fare at the exit.
    ///
    /// - **Source**: the railway's e-card is scanned in and out (press 2021). Bank cards with QuickPass and payment
    ///   codes are our choice: no source confirms such taps on Guangdong's intercity lines.
    public static let intercityMedia = ["railway-e-card", "quickpass", "qr-code"]

    /// The book of the tap-in/tap-out intercity trains: second class of C trains between every two stations, by date.
    ///
    /// - **Shape**: stations and their indices are those of ``RailStations``; one version for each interval of the
    ///   fares.
    /// - **Limits**: the lines around Guangzhou only: both ends in the delta, or one and Guangzhounan. C trains
    ///   elsewhere (Shenzhenbei - Huiyang) are not tapped in, as far as is known. A pair that no row prices has no
    ///   fare, leaving where one entered included. A missing half is not charged: no rule is known. Service days begin
    ///   at 04:00, as at the metro.
    /// - **Errors**: ``FareDataError/inconsistent(file:what:)`` for a fare above ``FareTable/maximumFareFen``.
    /// - **Source**: rows of `Sources/FareData/rail/fares.csv`, letter C.
    public static func intercity(_ rail: RailFareBook) throws(FareDataError) -> FareBook {
        var tariff = Tariff()
        tariff.name = "rail-intercity"
        tariff.serviceDayStartSecond = 4 * 3600
        tariff.media = intercityMedia
        let whole = MediaTerms(percent: 100, preauthorisesHighestFare: false, validSeconds: nil, priceFen: nil)
        tariff.mediaTerms = intercityMedia.map { _ in [Dated(from: nil, until: nil, rule: whole)] }
        tariff.storedValue = intercityMedia.map { _ in false }
        tariff.singleRide = intercityMedia.map { _ in false }
        // Logged exits of every class were made by the e-card: the trains know no other product.
        for name in ["standard", "transfer", "half", "free", "full"] {
            tariff.logClasses[name] = LogClass(medium: FareMedia(index: 0), rider: .adult)
        }
        let first = rail.tables.compactMap(\.from).min()
        let edition = Edition(
            id: "rail-intercity", nameZh: "城际铁路", nameEn: "Intercity railway", validFrom: first, validThrough: nil,
            network: rail.stations.network, directory: rail.stations.directory, published: nil, exceptions: [],
            tariff: tariff, tariffFile: "(built in) rail/fares.csv")
        func rules(
            _ table: RailFareTable?, from: ServiceDate?, isUndated: Bool = false
        ) throws(FareDataError) -> FareRules {
            FareRules(
                from: from, on: from ?? first ?? ServiceDate(dayNumber: 0), isUndated: isUndated, tariff: tariff,
                ordinary: try FareTable(rail, table), business: nil)
        }
        var dated: [FareRules] = []
        for table in rail.tables {
            if let from = table.from { dated.append(try rules(table, from: from)) }
        }
        return FareBook(
            edition: edition, tariff: tariff, undated: try rules(rail.undated, from: nil, isUndated: true),
            versions: [try rules(nil, from: nil)] + dated)
    }

    /// A book whose rules are made already; the first version holds before all others.
    private init(edition: Edition, tariff: Tariff, undated: FareRules, versions: [FareRules]) {
        self.edition = edition
        self.tariff = tariff
        self.undated = undated
        self.versions = versions
        starts = versions.map { $0.from?.dayNumber ?? .min }
    }
}

extension FareTable {
    /// The second class of C trains; without a table nothing has a fare.
    fileprivate init(_ rail: RailFareBook, _ table: RailFareTable?) throws(FareDataError) {
        let count = rail.stations.stations.count
        var fares = [UInt16](repeating: UInt16(Self.noFare), count: count * count)
        if let table {
            let plane = table.plane(.c, .second)
            for entry in 0..<table.stationCount {
                for exit in 0..<table.stationCount {
                    let fen = table.fare(from: StationIndex(entry), to: StationIndex(exit), in: plane)
                    // A sum over a hub would price a train that runs through, which these do not.
                    let source = table.source(from: StationIndex(entry), to: StationIndex(exit), in: plane)
                    guard source == .row || source == .reverseRow, rail.stations.isTapped(entry, exit) else {
                        continue
                    }
                    guard fen <= Self.maximumFareFen else {
                        let ends = [entry, exit].map { rail.stations.stations[$0].id }.joined(separator: " - ")
                        throw .inconsistent(
                            file: "rail/fares.csv",
                            what:
                                "the fare of \(ends), \(fen) fen, is above the \(Self.maximumFareFen) of a tapped train"
                        )
                    }
                    fares[entry * count + exit] = UInt16(fen)
                }
            }
        }
        self.init(stationCount: count, fares: fares)
    }
}

extension RailStations {
    /// Whether both stations are on the tapped lines: Guangzhounan - Zhuhai and Xinhui, Guangzhoudong - Shenzhen, its
    /// airport and Dongguanxi.
    fileprivate func isTapped(_ entry: Int, _ exit: Int) -> Bool {
        let ends = [stations[entry], stations[exit]]
        return ends.contains { $0.side == .delta } && ends.allSatisfy { $0.side == .delta || $0.id == "IZQ" }
    }
}
