import Fares
import Yams

/// The few tariff rules that a simulated day needs, read from plain YAML nodes.
///
/// - **Errors**: ``FareDataError/inconsistent(file:what:)``.
struct NaiveTariff {
    /// The bands in force on the date.
    private(set) var bands = NaiveBands()
    /// The bands of every version, to see whether a published table was made with them.
    private(set) var allBands: [NaiveBands] = []
    private(set) var sameStationFen = 0
    private(set) var cardPercent = 0
    private(set) var halfPercent = 0
    private(set) var freePercent = 0
    private(set) var transferFen = 0
    private(set) var transferSeconds = 0
    /// Fares of their own: two station ids or Chinese names, and the fare.
    private(set) var pairs: [(first: String, second: String, fareFen: Int)] = []

    /// Reads a tariff file; one ending in `.csv` holds bands only and takes the rest from the shipped tariff.
    init(name: String, bytes: [UInt8], date: ServiceDate) throws(FareDataError) {
        if name.hasSuffix(".csv") {
            self = try Self.shipped(date)
            bands = try NaiveBands(csv: try NaiveCSV(name: name, bytes: bytes))
            allBands = [bands]
            return
        }
        let parsed: Node?
        do {
            parsed = try compose(yaml: String(decoding: bytes, as: UTF8.self))
        } catch {
            throw .inconsistent(file: name, what: "not YAML: \(error)")
        }
        guard let root = parsed else { throw .inconsistent(file: name, what: "the file is empty") }
        if root["extends"] != nil { self = try Self.shipped(date) }
        if let node = Self.version(root["bands"], date) {
            allBands = root["bands"]?.sequence?.compactMap { NaiveBands(yaml: $0) } ?? []
            bands = NaiveBands(yaml: node) ?? NaiveBands()
        }
        if let fen = Self.version(root["same_station"], date)?["fare_fen"]?.int { sameStationFen = fen }
        if let percent = Self.version(root["media"]?["shenzhen-tong"], date)?["percent"]?.int { cardPercent = percent }
        if let percent = Self.version(root["riders"]?["student"], date)?["percent"]?.int { halfPercent = percent }
        if let percent = Self.version(root["riders"]?["free"], date)?["percent"]?.int { freePercent = percent }
        if let transfer = Self.version(root["transfer"], date) {
            transferFen = transfer["discount_fen"]?.int ?? 0
            transferSeconds = (transfer["within_minutes"]?.int ?? 0) * 60
        }
        for node in root["exceptions"]?.sequence ?? [] where Self.isInForce(node, "\(date)") {
            guard let ends = node["stations"]?.sequence, ends.count == 2, let first = ends[0].string,
                let second = ends[1].string, let fen = node["fare_fen"]?.int
            else { throw .inconsistent(file: name, what: "exceptions: expected two stations and a fare") }
            pairs.append((first, second, fen))
        }
        guard !bands.rows.isEmpty else { throw .inconsistent(file: name, what: "no bands on \(date)") }
    }

    /// The tariff inside the binary.
    static func shipped(_ date: ServiceDate) throws(FareDataError) -> NaiveTariff {
        let (folder, name) = (DataFolder.embedded("tariffs"), "shenzhen.yaml")
        guard let bytes = try folder.contents(of: name) else { throw .missingFile(file: folder.displayName(of: name)) }
        return try NaiveTariff(name: name, bytes: bytes, date: date)
    }

    /// The version in force; else the one that ended last before the date; else the first to begin.
    private static func version(_ list: Node?, _ date: ServiceDate) -> Node? {
        // YYYY-MM-DD sorts as text.
        let day = "\(date)"
        let versions = list?.sequence.map(Array.init) ?? []
        if let found = versions.first(where: { isInForce($0, day) }) { return found }
        func until(_ node: Node) -> String { node["until"]?.string ?? day }
        func from(_ node: Node) -> String { node["from"]?.string ?? day }
        return versions.filter { until($0) < day }.max { until($0) < until($1) }
            ?? versions.min { from($0) < from($1) }
    }

    private static func isInForce(_ node: Node, _ day: String) -> Bool {
        (node["from"]?.string ?? day) <= day && day <= (node["until"]?.string ?? day)
    }
}
