import Fares

/// A slow and simple pricer that shares no code with the fare engine: the source of a simulated log's truth.
///
/// It reads the same network folder byte by byte, finds shortest paths by Floyd and Warshall, and walks the bands from
/// the top. If it and the engine agree, two programs agree.
///
/// - **Shape**: a dense square over the stations in the order of `stations.csv`.
/// - **Unit**: fen and whole metres.
/// - **Errors**: ``FareDataError``.
package struct NaivePricer: Sendable {
    /// The ids of the stations; a position in this list is the index of the other functions.
    package let stationIDs: [String]

    private let indices: [String: Int]
    private var fares: [Int32]
    private let cardPercent: Int
    private let halfPercent: Int
    private let freePercent: Int
    private let transferFen: Int

    /// The longest time between a bus tap and the entry that still gets the transfer discount, in seconds.
    package let transferSeconds: Int

    /// Reads a network folder and prices every pair of its stations.
    ///
    /// - **Parameters** tariff: a file in place of the folder's own tariff; date: the service date that selects the
    ///   versions of the rules; ignoringPublished: price by metres even where a published fare stands.
    package init(
        folder: DataFolder, tariff: (name: String, bytes: [UInt8])? = nil, date: ServiceDate,
        ignoringPublished: Bool = false
    ) throws(FareDataError) {
        let own = try Self.ownTariff(of: folder, date)
        let rules = try tariff.map { (file) throws(FareDataError) in
            try NaiveTariff(name: file.name, bytes: file.bytes, date: date)
        }
        let used = rules ?? own
        let isOwn = own.allBands.contains(used.bands)

        let stations = try Self.csv("stations.csv", in: folder)
        let ids = try stations.column("station_id")
        stationIDs = stations.rows.map { $0[ids] }
        var byID: [String: Int] = [:]
        for (index, id) in stationIDs.enumerated() { byID[id] = index }
        indices = byID

        let published = isOwn && !ignoringPublished ? try Self.published(folder, byID) : nil
        if var published, Self.isComplete(published, stationIDs.count) {
            for station in stationIDs.indices where published[station * (stationIDs.count + 1)] == Self.none {
                published[station * (stationIDs.count + 1)] = Int32(used.sameStationFen)
            }
            fares = published
        } else {
            let computed = try Self.computed(folder, byID, used, keepsLower: !isOwn)
            fares = zip(computed, published ?? computed).map { $1 == Self.none ? $0 : $1 }
        }
        cardPercent = used.cardPercent
        halfPercent = used.halfPercent
        freePercent = used.freePercent
        transferFen = used.transferFen
        transferSeconds = used.transferSeconds
        try applyPairs(used, stations: stations, ids: ids)
    }

    /// The base fare between two stations by id, in fen; nil for an id that the network does not have.
    package func baseFen(_ origin: String, _ destination: String) -> Int? {
        guard let from = indices[origin], let to = indices[destination] else { return nil }
        return baseFen(from, to)
    }

    /// The base fare between two stations by index, in fen.
    package func baseFen(_ origin: Int, _ destination: Int) -> Int {
        Int(fares[origin * stationIDs.count + destination])
    }

    /// What a stored-value card pays of a base fare, in fen: in full, as a concession, or after a bus.
    package func charge(base: Int, isHalf: Bool = false, isFree: Bool = false, isTransfer: Bool = false) -> Int {
        if isFree { return base * freePercent / 100 }
        if isHalf { return base * halfPercent / 100 }
        let charged = base * cardPercent / 100
        return isTransfer ? max(0, charged - transferFen) : charged
    }
}

extension NaivePricer {
    private static let none: Int32 = -1

    /// Whether every two different stations have a published fare, so that no metres are needed.
    private static func isComplete(_ square: [Int32], _ count: Int) -> Bool {
        square.indices.allSatisfy { square[$0] != none || $0 / count == $0 % count }
    }

    private static func csv(_ name: String, in folder: DataFolder) throws(FareDataError) -> NaiveCSV {
        let file = folder.displayName(of: name)
        guard let bytes = try folder.contents(of: name) else { throw .missingFile(file: file) }
        return try NaiveCSV(name: file, bytes: bytes)
    }

    private static func ownTariff(of folder: DataFolder, _ date: ServiceDate) throws(FareDataError) -> NaiveTariff {
        for name in ["tariff.yaml", "tariff.csv"] {
            if let bytes = try folder.contents(of: name) {
                return try NaiveTariff(name: folder.displayName(of: name), bytes: bytes, date: date)
            }
        }
        return try NaiveTariff.shipped(date)
    }

    private static func published(
        _ folder: DataFolder, _ indices: [String: Int]
    ) throws(FareDataError) -> [Int32]? {
        for name in ["fares.csv", "fares_standard.csv"] where try folder.contents(of: name) != nil {
            let csv = try csv(name, in: folder)
            var square = [Int32](repeating: none, count: indices.count * indices.count)
            try fill(csv, try csv.column("standard_fen", "fare_fen"), indices) { from, to, fen in
                square[from * indices.count + to] = fen
                square[to * indices.count + from] = fen
            }
            return square
        }
        return nil
    }

    /// Bands on the shortest path, the same-station fare, and grandfathered pairs on top; residual pairs never.
    private static func computed(
        _ folder: DataFolder, _ indices: [String: Int], _ tariff: NaiveTariff, keepsLower: Bool
    ) throws(FareDataError) -> [Int32] {
        let count = indices.count
        let metres = try shortestMetres(folder, indices)
        var square = [Int32](repeating: none, count: count * count)
        for cell in square.indices {
            if cell / count == cell % count {
                square[cell] = Int32(tariff.sameStationFen)
            } else {
                guard let fen = tariff.bands.fare(metres: Int(metres[cell])) else {
                    let file = folder.displayName(of: "segments.csv")
                    throw .inconsistent(file: file, what: "a path of \(metres[cell]) m is beyond all bands")
                }
                square[cell] = Int32(fen)
            }
        }
        guard try folder.contents(of: "fare_exceptions.csv") != nil else { return square }
        let exceptions = try csv("fare_exceptions.csv", in: folder)
        let kind = try exceptions.column("kind")
        try fill(exceptions, try exceptions.column("published_fen"), indices, where: { $0[kind] == "grandfathered" }) {
            for cell in [$0 * count + $1, $1 * count + $0] { square[cell] = keepsLower ? min(square[cell], $2) : $2 }
        }
        return square
    }

    /// Floyd and Warshall over whole metres.
    private static func shortestMetres(
        _ folder: DataFolder, _ indices: [String: Int]
    ) throws(FareDataError) -> [Int32] {
        let count = indices.count
        let far: Int32 = 1_000_000_000
        var metres = [Int32](repeating: far, count: count * count)
        for station in 0..<count { metres[station * count + station] = 0 }
        let segments = try csv("segments.csv", in: folder)
        try fill(segments, try segments.column("fitted_m", "raw_m"), indices, orElse: try? segments.column("raw_m")) {
            let length = min($2, metres[$0 * count + $1])
            metres[$0 * count + $1] = length
            metres[$1 * count + $0] = length
        }
        for middle in 0..<count {
            for from in 0..<count {
                let first = metres[from * count + middle]
                if first == far { continue }
                for to in 0..<count {
                    let through = first + metres[middle * count + to]
                    if through < metres[from * count + to] { metres[from * count + to] = through }
                }
            }
        }
        return metres
    }

    /// Hands each row's two stations and number to `set`.
    private static func fill(
        _ csv: NaiveCSV, _ column: Int, _ indices: [String: Int], orElse: Int? = nil,
        where isWanted: ([String]) -> Bool = { _ in true }, set: (Int, Int, Int32) -> Void
    ) throws(FareDataError) {
        let from = try csv.column("from_station_id")
        let to = try csv.column("to_station_id")
        for row in csv.rows where isWanted(row) {
            let text = row[column].isEmpty ? orElse.map { row[$0] } ?? "" : row[column]
            guard let one = indices[row[from]], let other = indices[row[to]], let value = Int32(text), value >= 0,
                value <= 1_000_000
            else { throw .inconsistent(file: csv.name, what: "cannot use the row \(row.joined(separator: ","))") }
            set(one, other, value)
        }
    }

    /// The tariff's own fares for single pairs, by id or Chinese name.
    private mutating func applyPairs(_ tariff: NaiveTariff, stations: NaiveCSV, ids: Int) throws(FareDataError) {
        let names = try stations.column("name_zh")
        for pair in tariff.pairs {
            func find(_ text: String) -> Int? { stations.rows.firstIndex { $0[ids] == text || $0[names] == text } }
            guard let one = find(pair.first), let other = find(pair.second) else {
                throw .inconsistent(file: stations.name, what: "no station \(pair.first) or \(pair.second)")
            }
            fares[one * stationIDs.count + other] = Int32(pair.fareFen)
            fares[other * stationIDs.count + one] = Int32(pair.fareFen)
        }
    }
}
