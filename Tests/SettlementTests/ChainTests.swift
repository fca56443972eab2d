import Fares
import Gate
import Journal
import Settlement
import Simulator
import Testing

/// Batches of a day stand one after the other, and are settled by the same fares.
struct ChainTests {
    private static let late = FareVersion(edition: "current", hash: 2)

    private static func disk(_ device: String, _ fares: FareVersion = BatchChain.fares) throws -> SimulatedDisk {
        let disk = SimulatedDisk(seed: 1)
        var writer = try JournalWriter.open(disk, device: device, newEpoch: 1, durability: .none)
        let tap = JournalTap(
            time: LocalTime(TapScene.date, secondOfDay: 8 * 3600), serviceDate: TapScene.date, kind: .entry,
            station: JournalStation(index: 0, id: "SZ001"), token: TapScene.token, medium: "quickpass", rider: "adult",
            fares: fares, outcome: .open, reason: .entered)
        try writer.append(tap, at: JournalMoment(wallMilliseconds: 1, monotonicNanoseconds: 1))
        try writer.close()
        disk.restartProcess()
        return disk
    }

    @Test("a batch that does not follow the one before ends the settlement, sound as it is by itself")
    func replaced() throws {
        let (one, two) = (try Self.disk("one"), try Self.disk("two"))
        var chain = BatchChain(TapScene.date, try TapScene.book())
        var other = chain
        try chain.settle([one])
        try chain.settle([one, two])
        try other.settle([two])
        #expect(chain.batches.count == 2)
        #expect(try chain.settled().batches == 2)
        for folders in [
            [other.batches[0], chain.batches[1]], [chain.batches[1], chain.batches[0]], [chain.batches[1]],
        ] {
            var day = SettledDay(TapScene.date)
            #expect(throws: SettlementError.self) {
                for (index, files) in folders.enumerated() { try day.take("\(index)") { files[$0] } }
            }
        }
        var wrongDay = SettledDay(ServiceDate(dayNumber: TapScene.date.dayNumber + 1))
        #expect(throws: SettlementError.batch(folder: "x", what: "is one of \(TapScene.date)")) {
            try wrongDay.take("x") { chain.batches[0][$0] }
        }
    }

    @Test("a supplement by other fares is refused unless the day is to be priced anew")
    func otherFares() throws {
        let disks = [try Self.disk("one"), try Self.disk("two")]
        var chain = BatchChain(TapScene.date, try TapScene.book())
        try chain.settle([disks[0]])
        let error = SettlementError.otherFares(settled: BatchChain.fares, given: Self.late)
        #expect(throws: error) { try chain.settle(disks, fares: Self.late) }
        try chain.settle(disks, fares: Self.late, reprices: true)
        #expect(try chain.batches.count == 2 && chain.settled().fares == Self.late)
    }

    @Test("a journal whose taps were decided by other fares takes no part")
    func tapsOfOtherFares() throws {
        let (one, two) = (try Self.disk("one"), try Self.disk("two", Self.late))
        var input = SettlementInput()
        for (name, disk) in [("one", one), ("two", two)] {
            input.add(name) { () throws(JournalRefusal) in try JournalExtract.read(disk, day: TapScene.date) }
        }
        input.refuseOtherFares(than: BatchChain.fares)
        #expect(input.sources.map(\.path) == ["one"])
        #expect(
            input.refusals.map(\.reason) == [.otherFares(found: Self.late, taps: 1, wanted: BatchChain.fares)])
    }
}
