/// A pair of stations whose published fare differs from bands on the shortest path.
public struct FareException: Hashable, Sendable {
    /// Why the pair differs.
    public enum Kind: String, Hashable, Sendable {
        /// An earlier, lower fare that a newly computed one never replaced; the compiler applies it.
        case grandfathered
        /// The fitted lengths are a few metres off; reported, never applied.
        case residual
    }

    /// The station with the lower index.
    public let first: StationIndex
    /// The station with the higher index.
    public let second: StationIndex
    /// The published fare in fen.
    public let publishedFen: Int
    /// Why the pair differs.
    public let kind: Kind
}

extension FareException {
    /// Reads `fare_exceptions.csv` of a folder; none if the folder has no such file.
    static func read(
        from folder: DataFolder, stations: [String: StationIndex]
    ) throws(FareDataError) -> [FareException] {
        let name = "fare_exceptions.csv"
        guard let bytes = try folder.contents(of: name) else { return [] }
        var reader = try CSVReader(file: folder.displayName(of: name), bytes: bytes)
        let from = try reader.requiredColumn("from_station_id")
        let to = try reader.requiredColumn("to_station_id")
        let fare = try reader.requiredColumn("published_fen")
        let kind = try reader.requiredColumn("kind")
        var found: [FareException] = []
        while try reader.next() {
            guard let kind = Kind(rawValue: reader.string(kind)) else {
                throw .badValue(
                    file: reader.file, line: reader.line, name: "kind", value: reader.string(kind),
                    expected: "grandfathered or residual")
            }
            let one = try Network.station(in: reader, column: from, stations: stations)
            let other = try Network.station(in: reader, column: to, stations: stations)
            guard one != other else {
                throw .contradiction(
                    file: reader.file, line: reader.line, what: "an exception needs two different stations")
            }
            let fen = try reader.integer(fare, maximum: FareTable.maximumFareFen)
            let exception = FareException(
                first: min(one, other), second: max(one, other), publishedFen: fen, kind: kind)
            let before = found.first { $0.first == exception.first && $0.second == exception.second }
            guard before == nil || before == exception else {
                throw .contradiction(
                    file: reader.file, line: reader.line, what: "the pair stands already with another fare or kind")
            }
            found.append(exception)
        }
        return found
    }
}
