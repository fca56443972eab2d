/// The operator's own table of fares, ordinary and business, as far as it is published.
///
/// - **Shape**: dense squares, symmetric; a missing pair is ``unknown``.
/// - **Unit**: fen.
/// - **Errors**: reading throws ``FareDataError``; a pair that stands twice with different fares is refused.
public struct PublishedFares: Sendable {
    /// Marks a pair without a published fare.
    static let unknown: Int32 = -1

    /// The number of unordered pairs of different stations that have an ordinary fare.
    public let pairCount: Int

    private let stationCount: Int
    private let ordinary: [Int32]
    private let business: [Int32]?

    /// Whether business fares are published at all.
    public var hasBusinessFares: Bool { business != nil }

    /// The published ordinary fare, or nil.
    public func ordinaryFare(from entry: Int, to exit: Int) -> Int? {
        let fare = ordinary[entry * stationCount + exit]
        return fare == Self.unknown ? nil : Int(fare)
    }

    /// The published business fare, or nil.
    public func businessFare(from entry: Int, to exit: Int) -> Int? {
        guard let fare = business?[entry * stationCount + exit], fare != Self.unknown else { return nil }
        return Int(fare)
    }
}

extension PublishedFares {
    /// The file names looked for in a folder, in this order.
    static let fileNames = ["fares.csv", "fares_standard.csv"]

    /// Reads the published table of a folder; nil if the folder has none.
    static func read(
        from folder: DataFolder, stations: [String: StationIndex]
    ) throws(FareDataError) -> PublishedFares? {
        for name in fileNames {
            guard let bytes = try folder.contents(of: name) else { continue }
            return try read(file: folder.displayName(of: name), bytes: bytes, stations: stations)
        }
        return nil
    }

    private static func read(
        file: String, bytes: [UInt8], stations: [String: StationIndex]
    ) throws(FareDataError) -> PublishedFares {
        var reader = try CSVReader(file: file, bytes: bytes)
        let from = try reader.requiredColumn("from_station_id")
        let to = try reader.requiredColumn("to_station_id")
        let standardName = reader.column("standard_fen") == nil ? "fare_fen" : "standard_fen"
        let standard = try reader.requiredColumn(standardName)
        let premium = reader.column("business_fen")
        let count = stations.count
        var ordinary = [Int32](repeating: unknown, count: count * count)
        var business = premium == nil ? nil : [Int32](repeating: unknown, count: count * count)
        var pairs = 0
        // Rows come sorted by station: the id of the row before is looked up once, not 60,000 times.
        var lastID: ArraySlice<UInt8> = []
        var lastStation: StationIndex = 0
        var ids = [[UInt8]](repeating: [], count: count)
        for (id, index) in stations { ids[Int(index)] = Array(id.utf8) }
        var next = -1
        while try reader.next() {
            if reader.raw(from) != lastID || lastID.isEmpty {
                lastStation = try Network.station(in: reader, column: from, stations: stations)
                lastID = reader.raw(from)
            }
            let one = Int(lastStation)
            // Destinations mostly rise by one: the next id is compared as bytes before it is looked up as text.
            next = next + 1 < ids.count && reader.raw(to).elementsEqual(ids[next + 1]) ? next + 1 : -1
            if next < 0 { next = Int(try Network.station(in: reader, column: to, stations: stations)) }
            let other = next
            let fen = Int32(try reader.integer(standard, maximum: FareTable.maximumFareFen))
            let known = ordinary[one * count + other]
            guard known == unknown || known == fen else {
                throw .contradiction(
                    file: file, line: reader.line,
                    what: "\(reader.string(from))-\(reader.string(to)) stands already with \(known) fen")
            }
            if known == unknown, one != other { pairs += 1 }
            ordinary[one * count + other] = fen
            ordinary[other * count + one] = fen
            if let premium, !reader.raw(premium).isEmpty {
                let fen = Int32(try reader.integer(premium, maximum: FareTable.maximumFareFen))
                let known = business?[one * count + other] ?? unknown
                guard known == unknown || known == fen else {
                    throw .contradiction(
                        file: file, line: reader.line,
                        what: "\(reader.string(from))-\(reader.string(to)) stands already with \(known) fen")
                }
                business?[one * count + other] = fen
                business?[other * count + one] = fen
            }
        }
        return PublishedFares(pairCount: pairs, stationCount: count, ordinary: ordinary, business: business)
    }
}
