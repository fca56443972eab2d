import Fares
import Testing

/// The fares of an edition made again in the plainest way: split lines, Floyd-Warshall, a list of bands.
///
/// Shares nothing with the code under test but the embedded files.
struct Oracle {
    /// metro.md 1.1: upper edges (inclusive) and fares.
    static let bands = [
        (4_000, 200), (8_000, 300), (12_000, 400), (18_000, 500), (24_000, 600), (32_000, 700), (40_000, 800),
        (48_000, 900), (56_000, 1000), (64_000, 1100), (72_000, 1200), (80_000, 1300), (88_000, 1400), (96_000, 1500),
    ]

    let ids: [String]
    let metres: [[Int]]

    static let fitted2018 = Result { try Oracle("2018-08", lengths: "fitted_m") }
    static let fittedCurrent = Result { try Oracle("current", lengths: "fitted_m") }
    static let raw2018 = Result { try Oracle("2018-08", lengths: "raw_m") }
    static let rawCurrent = Result { try Oracle("current", lengths: "raw_m") }

    init(_ edition: String, lengths: String) throws {
        ids = try Self.rows(edition, "stations.csv").map { $0["station_id"] ?? "" }
        let places = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
        let links = try Self.rows(edition, "segments.csv").map { row in
            (
                try #require(places[row["from_station_id"] ?? ""]), try #require(places[row["to_station_id"] ?? ""]),
                try #require(Int(row[lengths] ?? ""))
            )
        }
        metres = Self.floydWarshall(ids.count, links)
    }

    /// Shortest lengths between all nodes.
    static func floydWarshall(_ count: Int, _ links: [(Int, Int, Int)]) -> [[Int]] {
        let far = Int.max / 4
        var table = (0..<count).map { row in (0..<count).map { $0 == row ? 0 : far } }
        for (a, b, length) in links where length < table[a][b] { (table[a][b], table[b][a]) = (length, length) }
        for via in 0..<count {
            let onward = table[via]
            for a in 0..<count where onward[a] < far {
                var row = table[a]
                table[a] = []
                let first = onward[a]
                var b = 0
                while b < count {
                    let sum = first + onward[b]
                    if sum < row[b] { row[b] = sum }
                    b += 1
                }
                table[a] = row
            }
        }
        return table
    }

    static func fare(_ metres: Int) -> Int { bands.first { metres <= $0.0 }?.1 ?? 0 }

    /// The rows of a data file as column → field; the shipped files have neither quotes nor empty lines.
    static func rows(_ edition: String, _ file: String) throws -> [[String: String]] {
        let bytes = try #require(try DataFolder.embedded("editions/\(edition)").contents(of: file))
        return rows(bytes)
    }

    static func rows(_ bytes: [UInt8]) -> [[String: String]] {
        let lines = bytes.split { $0 == 0x0A || $0 == 0x0D }
            .map {
                $0.split(separator: 0x2C, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
            }
        let header = lines.first ?? []
        return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
    }

    /// Published ordinary fares by `id-id`.
    static func published(_ edition: String) throws -> [String: Int] {
        var fares: [String: Int] = [:]
        for row in try rows(edition, "fares.csv") {
            let fare = try #require(Int(row["standard_fen"] ?? row["fare_fen"] ?? ""))
            fares["\(row["from_station_id"] ?? "")-\(row["to_station_id"] ?? "")"] = fare
        }
        return fares
    }

    /// The lower fares kept from earlier tables, by `id-id`.
    static func grandfathered(_ edition: String) throws -> [String: Int] {
        var fares: [String: Int] = [:]
        for row in try rows(edition, "fare_exceptions.csv") where row["kind"] == "grandfathered" {
            let pair = "\(row["from_station_id"] ?? "")-\(row["to_station_id"] ?? "")"
            let fare = try #require(Int(row["published_fen"] ?? ""))
            fares[pair] = fare
        }
        return fares
    }
}
