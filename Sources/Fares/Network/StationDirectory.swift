/// Why a station argument was refused, with the nearest stations for the message.
public enum StationLookupError: Error, Hashable, Sendable {
    /// No station has that id, name or code.
    case unknown(text: String, near: [String])
    /// Several stations answer to it.
    case ambiguous(text: String, matches: [String])
}

extension StationLookupError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknown(let text, let near):
            "no station \"\(text)\"" + (near.isEmpty ? "" : "; near: \(near.joined(separator: ", "))")
        case .ambiguous(let text, let matches):
            "\"\(text)\" means several stations: \(matches.joined(separator: ", ")); give the id"
        }
    }
}

/// Finds stations by id, Chinese name, English name, AFC code or alias.
///
/// - **Shape**: exact matches first (English without regard to case and spaces), then the alias table, then the name
///   with a final `站` taken away or added. Never a guess: what is not found is refused with near matches.
public struct StationDirectory: Sendable {
    private let stations: [Station]
    private let byID: [String: StationIndex]
    private let byName: [String: [StationIndex]]
    private let aliases: [String: StationIndex]
    /// The variant names of the alias table whose station is in this network, in order.
    public let aliasNames: [String]

    /// Indexes the stations of `network`, with `aliases` (variant name → Chinese name).
    public init(_ network: Network, aliases: [String: String] = [:]) {
        stations = network.stations
        var names: [String: [StationIndex]] = [:]
        func add(_ key: String, _ index: StationIndex) {
            guard !key.isEmpty, names[key]?.contains(index) != true else { return }
            names[key, default: []].append(index)
        }
        for (position, station) in network.stations.enumerated() {
            let index = StationIndex(position)
            add(Self.folded(station.id), index)
            add(Self.folded(station.nameZh), index)
            add(Self.folded(station.nameEn), index)
            for code in network.afcCodes[position] { add(code, index) }
        }
        byName = names
        byID = Dictionary(
            network.stations.enumerated().map { ($1.id, StationIndex($0)) }, uniquingKeysWith: { first, _ in first })
        var known: [String: StationIndex] = [:]
        for (alias, name) in aliases.sorted(by: { $0.key < $1.key }) {
            if let target = names[Self.folded(name)], target.count == 1 { known[Self.folded(alias)] = target[0] }
        }
        aliasNames = aliases.keys.filter { known[Self.folded($0)] != nil }.sorted()
        self.aliases = known
    }

    /// The station that `text` names.
    public func station(_ text: String) throws(StationLookupError) -> StationIndex {
        // The id as it stands goes before all folding: it is what an ambiguous name is to be replaced by.
        if let exact = byID[text] { return exact }
        let key = Self.folded(text)
        let found = matches(key)
        if found.count == 1 { return found[0] }
        if found.count > 1 {
            throw .ambiguous(text: text, matches: found.map { label($0) })
        }
        throw .unknown(text: text, near: near(key))
    }

    /// The station of a name in a tap log, or nil: exact, alias, or without a final `站`.
    public func logStation(_ name: String) -> StationIndex? {
        let found = matches(Self.folded(name))
        return found.count == 1 ? found[0] : nil
    }

    private func matches(_ key: String) -> [StationIndex] {
        if let exact = byName[key] { return exact }
        if let alias = aliases[key] { return [alias] }
        if key.hasSuffix("站"), key.count > 1 { return byName[String(key.dropLast())] ?? [] }
        return byName[key + "站"] ?? []
    }

    private func label(_ index: StationIndex) -> String {
        let station = stations[Int(index)]
        return "\(station.id) \(station.nameZh) \(station.nameEn)"
    }

    /// The longest text that near matches are looked for, in characters; no station's name is as long.
    private static let longestNearText = 64

    private func near(_ key: String) -> [String] {
        guard key.count <= Self.longestNearText else { return [] }
        var ranked: [(distance: Int, index: Int)] = []
        for (index, station) in stations.enumerated() {
            let names = [station.id, station.nameZh, station.nameEn].map { Self.folded($0) }
            let distance = names.filter { !$0.isEmpty }.map { name in
                name.contains(key) || key.contains(name) ? 0 : editDistance(name, key)
            }.min()
            if let distance, distance <= max(1, key.count / 2) { ranked.append((distance, index)) }
        }
        return ranked.sorted { ($0.distance, $0.index) < ($1.distance, $1.index) }.prefix(5)
            .map { label(StationIndex($0.index)) }
    }

    private static func folded(_ text: String) -> String {
        String(text.lowercased().filter { $0 != " " && $0 != "'" && $0 != "’" && $0 != "-" })
    }
}

/// The number of single-character changes between two words (Levenshtein), for near matches.
public func editDistance(_ left: String, _ right: String) -> Int {
    let a = Array(left)
    let b = Array(right)
    var row = Array(0...b.count)
    for i in a.indices {
        var diagonal = row[0]
        row[0] = i + 1
        for j in b.indices {
            let above = row[j + 1]
            row[j + 1] = a[i] == b[j] ? diagonal : 1 + min(diagonal, row[j], above)
            diagonal = above
        }
    }
    return row[b.count]
}
