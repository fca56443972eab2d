import TestSupport
import Testing

@testable import TapLogs

/// The names of a report do not depend on how rows were shared among workers.
struct NameCountsTests {
    @Test(arguments: 0..<16)
    func keepsTheFirstNamesWithCompleteCounts(seed: Int) {
        var generator = SplitMix64(seed: UInt64(seed))
        var expected: [String: Int] = [:]
        var workers = [NameCounts](repeating: NameCounts(), count: 1 + generator.below(4))
        for _ in 0..<20_000 {
            let name = "站\(generator.below(generator.oneIn(2) ? 300 : 3000))"
            expected[name, default: 0] += 1
            workers[generator.below(workers.count)].add(name)
        }
        var total = NameCounts()
        for worker in workers { total.add(worker) }
        let first = expected.keys.sorted().prefix(NameCounts.maximumNames)
        #expect(total.counts == expected.filter { first.contains($0.key) })
    }

    @Test func threadsReportTheSameNames() throws {
        let folder = try TemporaryFolder()
        let rows = (0..<6000).map { number in
            LogRow(
                time: "2018-08-31 08:00:00", card: "ABCDEFGH", kind: LogRow.entry, station: "乌有\(number * 7 % 2500)",
                company: String(repeating: "x", count: 600))
        }
        let file = try folder.write(CSVStyle().text(rows))
        let expected = try folder.replay(file: file, keepsRejects: false)
        #expect(try folder.replay(file: file, threads: 3, keepsRejects: false) == expected)
    }
}
