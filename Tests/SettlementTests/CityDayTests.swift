import Fares
import Journal
import Settlement
import Simulator
import TestSupport
import Testing

/// A generated day through the desks of several devices, settled, against the truth that the generator has by itself.
struct CityDayTests {
    @Test(
        "each card and the whole day to the fen, each approved tap once", arguments: runsLongTests ? Array(0..<10) : [0]
    )
    func generatedDay(seed: UInt64) throws {
        let feed = seed == 0 ? try CityFeed.shared() : try CityFeed(taps: 30_000, seed: seed)
        let disks = (0..<6).map { SimulatedDisk(seed: UInt64($0)) }
        let approved = try feed.run(0..<feed.taps.count, on: disks)
        var chain = BatchChain(feed.date, feed.book)
        try chain.settle(disks)
        #expect(chain.taps.count == approved && Set(chain.taps).count == approved)
        var truth: [JournalToken: Int64] = [:]
        for (card, fen) in feed.truth where fen != 0 { truth[CityFeed.token(card)] = Int64(fen) }
        #expect(truth.count > 150)
        #expect(chain.charges == truth)
        #expect(chain.all[0].chargeFen == feed.truth.values.reduce(0) { $0 + Int64($1) })
        #expect(chain.all[0].lines.contains { $0.isIncomplete })
        try chain.settle(disks)
        #expect(chain.batches.count == 1, "settling again changes something")
    }

    /// Journals that come whole, in part, late or twice, in whatever order: the sums are those of one batch.
    @Test(arguments: 0..<(runsLongTests ? 50 : 3) as Range<UInt64>)
    func splitsGiveTheSameSums(seed: UInt64) throws {
        let feed = try CityFeed.shared()
        let disks = (0..<4).map { SimulatedDisk(seed: UInt64($0)) }
        var versions: [[SimulatedDisk]] = []
        var approved = 0
        let count = min(feed.taps.count, runsLongTests ? .max : 300)
        for part in 0..<3 {
            approved += try feed.run(count * part / 3..<count * (part + 1) / 3, on: disks)
            for disk in disks { disk.restartProcess() }
            versions.append(disks.map { $0.copy(seed: 1) })
        }
        var whole = BatchChain(feed.date, feed.book)
        try whole.settle(versions[2])
        var random = SplitMix64(seed: seed)
        var chain = BatchChain(feed.date, feed.book)
        var seen = [Int](repeating: 0, count: disks.count)
        for _ in 0..<4 {
            var given: [SimulatedDisk] = []
            for device in disks.indices where !random.oneIn(3) {
                seen[device] = Int.random(in: seen[device]...2, using: &random)
                given.append(versions[seen[device]][device])
            }
            if !given.isEmpty { try chain.settle(given.shuffled(using: &random)) }
        }
        try chain.settle(versions[2])
        #expect(chain.batches.count > 1)
        #expect(chain.charges == whole.charges)
        #expect(chain.taps.sorted() == whole.taps.sorted() && chain.taps.count == approved)
        #expect(
            chain.all.reduce(0) { $0 + $1.collectFen } == whole.all[0].collectFen
                && chain.all.reduce(0) { $0 + $1.debtFen } == whole.all[0].debtFen)
    }
}
