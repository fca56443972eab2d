/// All railway stations that are known, with their names of all times.
///
/// - **Shape**: stations with a telecode first, in the order of `stations.csv`; a ``StationIndex`` points into the
///   list.
/// - **Limits**: at most ``Network/maximumStations`` stations.
/// - **Errors**: reading throws ``FareDataError`` with file and line.
/// - **Source**: `Sources/FareData/README.md`, rail.
public struct RailStations: Sendable {
    /// All stations.
    public let stations: [RailStation]
    /// How many of them, from the first, have a telecode and so a row in fare tables.
    public let pricedCount: Int
    /// Hong Kong West Kowloon.
    public let hongKong: StationIndex
    /// The stations as a network without lines, for gates and reports that ask for one.
    public let network: Network
    /// Finds stations by telecode, name of any time, or spelling.
    public let directory: StationDirectory

    private let names: [[RailStationName]]
    /// Telecode → station.
    let byTelecode: [String: StationIndex]

    init(stations: [RailStation], names: [[RailStationName]], hongKong: StationIndex) {
        self.stations = stations
        self.names = names
        self.hongKong = hongKong
        pricedCount = stations.prefix { $0.telecode != nil }.count
        network = Network(
            stations: stations.map {
                Station(id: $0.id, nameZh: $0.nameZh, nameEn: $0.nameEn, position: nil, afcCodes: [])
            }, lines: [], segments: [])
        var aliases: [String: String] = [:]
        var indices: [String: StationIndex] = [:]
        for (index, station) in stations.enumerated() {
            if let telecode = station.telecode { indices[telecode] = StationIndex(index) }
            for name in names[index] {
                for text in [name.nameZh, name.nameEn] where !text.isEmpty { aliases[text] = station.nameZh }
                if !name.nameZh.isEmpty { aliases[name.nameZh + "站"] = station.nameZh }
            }
        }
        byTelecode = indices
        directory = StationDirectory(network, aliases: aliases)
    }

    /// The station that a text names: telecode, name of any time, spelling.
    public func station(_ text: String) throws(StationLookupError) -> StationIndex { try directory.station(text) }

    /// The station of a telecode, or nil.
    public func index(ofTelecode telecode: String) -> StationIndex? { byTelecode[telecode] }

    /// The names of a station that have dates, and its other spellings.
    public func names(of index: StationIndex) -> [RailStationName] { names[Int(index)] }

    /// What a station is called on a day; without a day, or where no dated name holds, its newest name.
    public func name(of index: StationIndex, on date: ServiceDate?) -> (zh: String, en: String) {
        let station = stations[Int(index)]
        guard let date, let name = names[Int(index)].first(where: { $0.holds(on: date) }) else {
            return (station.nameZh, station.nameEn)
        }
        return (name.nameZh, name.nameEn)
    }

    /// Whether exactly one of two stations is in Hong Kong.
    public func isCrossBorder(_ from: StationIndex, _ to: StationIndex) -> Bool {
        stations[Int(from)].jurisdiction != stations[Int(to)].jurisdiction
    }
}
