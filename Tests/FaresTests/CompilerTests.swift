import Fares
import Foundation
import Testing

/// Fares from metres against the published tables and against an independent re-computation: metro.md 5.
struct CompilerTests {
    /// Pairs whose fare from metres and exceptions differs from the published one.
    @Test(arguments: [
        ("2018-08", [String]()),
        ("current", ["SZ123-SZ323 900 1000", "SZ208-SZ256 800 700"]),  // 观澜-福坑, 南油-沙井: metres from a band edge
    ])
    func computedAgainstPublished(id: String, expected: [String]) throws {
        let book = try Shipped.book(id)
        let stations = book.edition.network.stations
        let (table, distances) = try book.computedTable()
        var different: [String] = []
        for entry in stations.indices {
            for exit in stations.indices where exit > entry {
                let fare = table.fare(from: StationIndex(entry), to: StationIndex(exit))
                let published = try #require(book.edition.published?.ordinaryFare(from: entry, to: exit))
                guard fare != published else { continue }
                different.append("\(stations[entry].id)-\(stations[exit].id) \(fare) \(published)")
            }
        }
        #expect(different == expected)
        #expect(distances.count == table.stationCount * table.stationCount)
    }

    /// Floyd-Warshall, the bands as a literal and the list of kept fares: all pairs, both directions.
    @Test(arguments: ["2018-08", "current"])
    func computedAgainstOracle(id: String) throws {
        let oracle = try (id == "current" ? Oracle.fittedCurrent : Oracle.fitted2018).get()
        let kept = try Oracle.grandfathered(id)
        let (table, distances) = try Shipped.book(id).computedTable()
        let count = oracle.ids.count
        #expect(table.stationCount == count && kept.count == 36)
        var wrong = 0
        for entry in 0..<count {
            for exit in 0..<count {
                let (low, high) = (min(entry, exit), max(entry, exit))
                let fare =
                    entry == exit
                    ? 200 : kept["\(oracle.ids[low])-\(oracle.ids[high])"] ?? Oracle.fare(oracle.metres[entry][exit])
                let agrees =
                    table.fare(from: StationIndex(entry), to: StationIndex(exit)) == fare
                    && Int(distances[entry * count + exit]) == oracle.metres[entry][exit]
                wrong += agrees ? 0 : 1
            }
        }
        #expect(wrong == 0)
    }

    /// The table that prices is the published one, cell by cell.
    @Test(arguments: ["2018-08", "current"])
    func publishedPrices(id: String) throws {
        let book = try Shipped.book(id)
        var wrong = 0
        for (pair, fare) in try Oracle.published(id) {
            let ends = pair.split(separator: "-").compactMap { Int($0.dropFirst(2)) }
            let indices = try ends.map { number in
                StationIndex(
                    try #require(book.edition.network.stations.firstIndex { $0.id == Self.stationID(number) }))
            }
            let agrees =
                book.undated.ordinary.fare(from: indices[0], to: indices[1]) == fare
                && book.undated.ordinary.fare(from: indices[1], to: indices[0]) == fare
            wrong += agrees ? 0 : 1
        }
        #expect(wrong == 0)
        for station in book.edition.network.stations.indices {
            #expect(book.undated.ordinary.fare(from: StationIndex(station), to: StationIndex(station)) == 200)
        }
    }

    /// How many published pairs plain bands on the shortest path give, before any exception: the table of metro.md 5.
    @Test(arguments: [
        ("current", "raw_m", 59_477, 1647, 301), ("current", "fitted_m", 61_387, 37, 1),
        ("2018-08", "raw_m", 13_273, nil, nil), ("2018-08", "fitted_m", 13_659, 36, 0),
    ])
    func exactness(id: String, lengths: String, equal: Int, below: Int?, above: Int?) throws {
        let edition = try Self.editionWithoutExceptions(id, lengths: lengths)
        let (table, _) = try FareBook(edition).computedTable()
        let published = try #require(try Shipped.book(id).edition.published)
        var (equalPairs, publishedBelow, publishedAbove) = (0, 0, 0)
        for entry in 0..<table.stationCount {
            for exit in 0..<table.stationCount where exit > entry {
                let fare = table.fare(from: StationIndex(entry), to: StationIndex(exit))
                let legal = try #require(published.ordinaryFare(from: entry, to: exit))
                equalPairs += fare == legal ? 1 : 0
                publishedBelow += legal == fare - 100 ? 1 : 0
                publishedAbove += legal == fare + 100 ? 1 : 0
            }
        }
        #expect(equalPairs == equal)
        #expect(below == nil || publishedBelow == below)
        #expect(above == nil || publishedAbove == above)
        // Every miss is by exactly one yuan.
        #expect(equalPairs + publishedBelow + publishedAbove == published.pairCount)
    }

    /// 66 shortest paths of the current network end exactly on a band edge: metro.md 5.
    @Test func pathsOnABandEdge() throws {
        let (table, distances) = try Shipped.book("current").computedTable()
        let edges = Set(Oracle.bands.map(\.0))
        var count = 0
        for entry in 0..<table.stationCount {
            for exit in 0..<table.stationCount where exit > entry {
                count += edges.contains(Int(distances[entry * table.stationCount + exit])) ? 1 : 0
            }
        }
        #expect(count == 66)
    }

    private static let externalData = ProcessInfo.processInfo.environment["FAREGATE_EXTERNAL_DATA"].flatMap {
        $0.isEmpty ? nil : $0
    }

    /// 406 charged trips of 2018, none used in the fit.
    @Test(.enabled(if: externalData != nil, "skipped: external data not present"))
    func chargedTripsOf2018() throws {
        let folder = try #require(Self.externalData)
        let rows = Oracle.rows(try readWholeFile("\(folder)/data/shenzhen-metro/od_fares_2018.csv"))
        let book = try Shipped.book("2018-08")
        let computed = try book.computedTable().table
        var (trips, published, fromMetres) = (0, 0, 0)
        for row in rows {
            let origin = try book.edition.directory.station(row["origin_id"] ?? "")
            let destination = try book.edition.directory.station(row["destination_id"] ?? "")
            let count = try #require(Int(row["count"] ?? ""))
            let fare = try #require(Int(row["fare_fen"] ?? ""))
            trips += count
            published += book.undated.ordinary.fare(from: origin, to: destination) == fare ? count : 0
            fromMetres += computed.fare(from: origin, to: destination) == fare ? count : 0
        }
        #expect(rows.count == 247 && trips == 406 && published == 406 && fromMetres == 406)
    }

    private static func stationID(_ number: Int) -> String {
        let digits = String(number)
        return "SZ" + String(repeating: "0", count: 3 - digits.count) + digits
    }

    /// A shipped edition's network in a folder of its own, priced by the shipped bands alone.
    private static func editionWithoutExceptions(_ id: String, lengths: String) throws -> Edition {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        for name in ["stations.csv", "lines.csv", "line_stations.csv", "segments.csv"] {
            let bytes = try #require(try DataFolder.embedded("editions/\(id)").contents(of: name))
            var text = String(decoding: bytes, as: UTF8.self)
            if lengths == "raw_m" { text = text.replacing("fitted_m", with: "other_m", maxReplacements: 1) }
            try folder.write(name, text)
        }
        return try Edition.read(directory: folder.path)
    }
}
