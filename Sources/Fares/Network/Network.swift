/// The position of a station in its network's list: the row and column of every table.
public typealias StationIndex = UInt16

/// Stations, lines and links of one dated state of a metro network. Shenzhen is data, not code.
///
/// - **Shape**: stations in the order of `stations.csv`; a ``StationIndex`` points into that list.
/// - **Unit**: lengths in whole metres, times in seconds.
/// - **Limits**: at most ``maximumStations`` stations, a link at most ``maximumLinkMetres``; the network must be in one
///   piece.
/// - **Errors**: reading throws ``FareDataError`` with file and line.
public struct Network: Sendable {
    /// The most stations a network may have; the fare table then takes 32 MB.
    public static let maximumStations = 4096
    /// The longest link; a way through the most stations by such links still fits 32 bits.
    public static let maximumLinkMetres = 500_000

    /// All stations.
    public let stations: [Station]
    /// All lines.
    public let lines: [Line]
    /// All links.
    public let segments: [Segment]
    /// Six-digit AFC code → station, of the codes in the file and of those made for stations that have none.
    public let stationsByAFCCode: [String: StationIndex]
    /// For each station the codes of its gates' devices: those of the file, else one made by
    /// ``madeAFCCode(line:position:)``.
    public let afcCodes: [[String]]

    init(stations: [Station], lines: [Line], segments: [Segment]) {
        self.stations = stations
        self.lines = lines
        self.segments = segments
        var codes = stations.map(\.afcCodes)
        var byCode: [String: StationIndex] = [:]
        for (index, list) in codes.enumerated() {
            for code in list where byCode[code] == nil { byCode[code] = StationIndex(index) }
        }
        // Codes of the file go first; a made one that is taken is left out.
        for (lineNumber, line) in lines.enumerated() {
            for (position, station) in line.stations.enumerated() where codes[Int(station)].isEmpty {
                let code = Self.madeAFCCode(line: lineNumber + 1, position: position + 1)
                guard byCode[code] == nil else { continue }
                codes[Int(station)] = [code]
                byCode[code] = station
            }
        }
        afcCodes = codes
        stationsByAFCCode = byCode
    }

    /// The six-digit code that stands in where an edition has none: `9`, line number (2 digits), position (3 digits).
    public static func madeAFCCode(line: Int, position: Int) -> String {
        String(900_000 + min(line, 99) * 1000 + min(position, 999))
    }
}
