import Fares
import TestSupport
import Testing

@testable import TapLogs

/// Re-rating by a bare table against a plain loop, and the full engine on the same table.
struct FareTableOracleTests {
    /// A table of some ordered pairs of the log's names, not symmetric.
    private static func table(_ fares: NaiveFares, _ generator: inout SplitMix64) -> [(String, String, Int)] {
        var rows: [(String, String, Int)] = []
        for from in fares.namesZh {
            for to in fares.namesZh where !generator.oneIn(5) {
                rows.append((from, to, generator.oneIn(9) ? 0 : 1 + generator.below(1500)))
            }
        }
        rows.shuffle(using: &generator)
        return rows
    }

    /// `stations`, `trips`, `revenue_fen` by INTERFACES: names exactly as in the log, each fare times P rounded down.
    private static func naive(_ rows: [LogRow], _ table: [(String, String, Int)], percent: Int) -> [Int] {
        var fares: [[String]: Int] = [:]
        for (from, to, fen) in table { fares[[from, to]] = fen }
        var cards: [String: [(offset: Int, row: LogRow)]] = [:]
        for (offset, row) in rows.enumerated() {
            guard !row.card.isEmpty, [LogRow.entry, LogRow.exit].contains(row.kind), row.time.count == 19,
                !row.time.contains(" 24:00"), !row.time.contains("-30 ")
            else { continue }
            cards[row.card, default: []].append((offset, row))
        }
        var stations: Set<String> = []
        var (trips, revenue) = (0, 0)
        for list in cards.values {
            let taps = list.sorted { ($0.row.time, $0.offset) < ($1.row.time, $1.offset) }.map(\.row)
            for (entry, exit) in zip(taps, taps.dropFirst())
            where entry.kind == LogRow.entry && exit.kind == LogRow.exit {
                guard let fen = fares[[entry.station, exit.station]] else { continue }
                stations.insert(exit.station)
                trips += 1
                revenue += fen * percent / 100
            }
        }
        return [stations.count, trips, revenue]
    }

    private static func file(_ table: [(String, String, Int)]) -> String {
        "origin,dest,fare_fen\n" + table.map { "\($0.0),\($0.1),\($0.2)\n" }.joined()
    }

    @Test(arguments: 0..<16)
    func agreesOnRandomLogs(block: Int) throws {
        let folder = try TemporaryFolder()
        let fares = try Edition2018.fares()
        for seed in block * 6..<block * 6 + (runsLongTests ? 6 : 1) {
            var generator = SplitMix64(seed: UInt64(seed))
            let table = Self.table(fares, &generator)
            let percent = generator.one(of: [0, 1, 33, 50, 95, 99, 100])
            let path = try folder.write(Self.file(table), to: "fares.csv")
            let rows = RandomLog(seed: seed, cards: 20 + seed * 4, fares: fares, hasTies: true).rows
            let log = try folder.write(CSVStyle().text(rows))
            let replay = FareTableReplay(try FareTableFile(path: path), percent: percent)
            let output = try OutputFile(folder.file("fast"))
            let report = try replay.run(log, threads: 1 + seed % 3, trips: output)
            try output.complete()
            let totals = report.totals
            #expect(
                [report.stations, report.trips, report.revenueFen] == Self.naive(rows, table, percent: percent),
                "seed \(seed)")
            #expect(
                totals.rows
                    == totals.metroEntries + totals.metroExits + totals.busTaps + totals.rejected.reduce(0, +),
                "seed \(seed)")

            let full = try Replay(try FareTableFile(path: path), percent: percent, file: path)
            let run = try folder.replay(file: log, threads: 2, by: full)
            #expect(run.trips.joined(separator: "\n") + "\n" == (try folder.text("fast")), "seed \(seed)")
        }
    }

    /// The table's fare, the percentage, and what is charged: rounded down, never up.
    @Test(arguments: [
        (200, 95, 190), (1, 99, 0), (3, 50, 1), (65_534, 95, 62_257), (65_534, 100, 65_534), (0, 100, 0), (999, 0, 0),
        (101, 33, 33),
    ])
    func roundsDown(fare: Int, percent: Int, charged: Int) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("origin,dest,fare_fen\nA,B,\(fare)\n", to: "fares.csv")
        let log = try folder.write(
            CSVStyle().text([
                LogRow(time: "2018-08-31 08:00:00", card: "X", kind: LogRow.entry, station: "A"),
                LogRow(time: "2018-08-31 09:00:00", card: "X", kind: LogRow.exit, station: "B"),
            ]))
        let report = try FareTableReplay(try FareTableFile(path: path), percent: percent).run(log, threads: 1)
        #expect([report.stations, report.trips, report.revenueFen] == [1, 1, charged])
        let full = try folder.replay(
            file: log, by: try Replay(try FareTableFile(path: path), percent: percent, file: path))
        #expect(full.trips.dropFirst() == ["X,2018-08-31 08:00:00,A,2018-08-31 09:00:00,B,\(fare),\(charged)"])
    }

    /// A fare that only the bare table can hold.
    @Test func theFullEngineRefusesFaresItCannotHold() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("origin,dest,fare_fen\nA,B,65535\n", to: "fares.csv")
        let table = try FareTableFile(path: path)
        #expect(throws: FareDataError.self) { try Replay(table, percent: 100, file: path) }
    }

    @Test(arguments: [
        ("", "empty"), ("origin,dest\n", "fare_fen"), ("origin,dest,fare_fen\n", "no fare"),
        ("origin,dest,fare_fen\nA,B,x\n", ":2:"), ("origin,dest,fare_fen\nA,B,-1\n", ":2:"),
        ("origin,dest,fare_fen\nA,B,1\nA,B\n", ":3:"), ("origin,dest,fare_fen\nA,B,2147483648\n", ":2:"),
    ])
    func refusesWrongTables(text: String, words: String) throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(text, to: "fares.csv")
        let error = #expect(throws: FareDataError.self) { try FareTableFile(path: file) }
        #expect((error.map { "\($0)" } ?? "").contains(words))
    }
}
