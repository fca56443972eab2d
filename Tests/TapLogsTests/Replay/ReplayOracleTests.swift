import Fares
import TestSupport
import Testing

@testable import TapLogs

/// Random logs through the gate and through a replay of twenty plain lines.
struct ReplayOracleTests {
    private static let style = CSVStyle(quotes: .none)

    /// Lines that are no rows, set between the others.
    private static func broken(_ text: String, _ generator: inout SplitMix64) -> String {
        var lines = text.split(separator: "\n").map(String.init)
        for _ in 0..<generator.below(5) {
            let junk = generator.one(of: ["short,row", "x", ",,,", ",,,,,,,,,,,,,", "1,2,3,4,5,6,7,8,9,10,11,12"])
            lines.insert(junk, at: 1 + generator.below(lines.count))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func compare(seed: Int, cards: Int, _ folder: TemporaryFolder) throws {
        let fares = try Edition2018.fares()
        var generator = SplitMix64(seed: UInt64(seed))
        let log = RandomLog(seed: seed, cards: cards, fares: fares, hasTies: true)
        let text = broken(style.text(log.rows), &generator)
        let naive = try NaiveReplay(text, fares)
        let run = try folder.replay(text, threads: 1 + seed % 3)
        #expect(run.interfaceFigures == interfaceFigures(naive), "seed \(seed)")
        #expect(Array(run.trips.dropFirst()) == naive.trips, "seed \(seed)")

        // Without ties the order of the file must not matter.
        let strict = RandomLog(seed: seed, cards: cards, fares: fares, hasTies: false)
        let ordered = try folder.replay(style.text(strict.rows))
        let naiveOrdered = try NaiveReplay(style.text(strict.rows), fares)
        #expect(ordered.interfaceFigures == interfaceFigures(naiveOrdered), "seed \(seed), no ties")
        let shuffled = try folder.replay(style.text(strict.shuffled(seed: seed)))
        #expect(shuffled.figures == ordered.figures, "seed \(seed), shuffled")
        #expect(shuffled.trips == ordered.trips, "seed \(seed), shuffled")
    }

    @Test(arguments: 0..<16)
    func agreesOnSmallLogs(block: Int) throws {
        let folder = try TemporaryFolder()
        for seed in block * 16..<block * 16 + (runsLongTests ? 16 : 4) {
            try Self.compare(seed: seed, cards: 20 + seed % 20, folder)
        }
    }

    @Test(arguments: 1000..<1008)
    func agreesOnLargerLogs(seed: Int) throws {
        try Self.compare(seed: seed, cards: 400, try TemporaryFolder())
    }

    /// The oracle itself, on figures counted by hand.
    @Test func theOracleIsRightOnTheSample() throws {
        let rows = SampleRows.plain.filter { !$0.card.contains("🚇") }
        let naive = try NaiveReplay(Self.style.text(rows), try Edition2018.fares())
        #expect(
            interfaceFigures(naive) == [
                "rows 18", "metro_entries 6", "metro_exits 8", "bus_taps 1",
                "rejected bad-amount=0 bad-time=1 malformed=1 missing-station=0 too-long=0 unknown-kind=1 "
                    + "unknown-station=1",
                "classes free=1 full=1 half=1 standard=3 transfer=1 unexplained=1", "pairs 6", "pairs_same_station 2",
                "pairs_exact 4", "pairs_different 2", "pairs_unpriced 0",
                "charged_fen 98833",
                "rated_fen \(naive.ratedFen)",
            ])
    }
}
