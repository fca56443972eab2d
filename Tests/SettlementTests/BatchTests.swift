import Fares
import Gate
import Journal
import Settlement
import Simulator
import TestSupport
import Testing

/// Batches as files: the same bytes, nothing twice, and what was changed is refused.
struct BatchTests {
    private static func disks() throws -> (feed: CityFeed, disks: [SimulatedDisk]) {
        let feed = try CityFeed.shared()
        let disks = (0..<2).map { SimulatedDisk(seed: UInt64($0)) }
        _ = try feed.run(0..<100, on: disks)
        return (feed, disks)
    }

    @Test func theSameBytes() throws {
        let (feed, disks) = try Self.disks()
        var first = BatchChain(feed.date, feed.book)
        var second = BatchChain(feed.date, feed.book)
        try first.settle(disks)
        try second.settle(disks.reversed())
        #expect(first.batches == second.batches)
        let control = String(decoding: try #require(first.batches[0]["control.csv"]), as: UTF8.self)
        #expect(control.hasPrefix("file,role,medium,records,sum_fen,sha256\nbatch.csv,batch,,"))
    }

    @Test(
        "a file of a batch that was changed, or is gone, ends the settlement", arguments: ["taps.csv", "control.csv"])
    func changedBatches(name: String) throws {
        let (feed, disks) = try Self.disks()
        var chain = BatchChain(feed.date, feed.book)
        try chain.settle(disks)
        chain.change(0, name) { bytes in bytes[bytes.count / 2] ^= 1 }
        #expect(throws: SettlementError.self) { try chain.settle(disks) }
        chain.change(0, name) { bytes in bytes = [] }
        #expect(throws: SettlementError.self) { try chain.settle(disks) }
    }

    @Test("a line's amounts add up over the batches, what the gate recorded too")
    func recordedOnce() throws {
        var day = try LiveDay(medium: "quickpass")
        try day.run("09:00 out SZ030")
        var (_, recorded, _, chain) = try day.settled()
        day.disk.restartProcess()
        let other = SimulatedDisk(seed: 2)
        var writer = try JournalWriter.open(other, device: "other", newEpoch: 1, durability: .none)
        let entry = JournalTap(
            time: LocalTime(TapScene.date, secondOfDay: 8 * 3600), serviceDate: TapScene.date, kind: .entry,
            station: JournalStation(index: 0, id: "SZ001"), token: TapScene.token, medium: "quickpass",
            rider: "adult", fares: BatchChain.fares, outcome: .open, reason: .entered)
        try writer.append(entry, at: JournalMoment(wallMilliseconds: 1, monotonicNanoseconds: 1))
        try writer.close()
        other.restartProcess()
        try chain.settle([day.disk, other])
        // The gate knew of no entry and took 700; with it the journey costs 900.
        #expect(recorded == 700 && chain.all.map(\.chargeFen) == [700, 200])
        #expect(Self.recorded(chain).values.sorted() == [700])
    }

    /// What the gates recorded for each line, over all batches.
    private static func recorded(_ chain: BatchChain) -> [String: Int64] {
        var sums: [String: Int64] = [:]
        for line in chain.all.flatMap(\.lines) { sums[line.id, default: 0] += line.recordedFen }
        return sums.filter { $0.value != 0 }
    }

    @Test("a tap that is not what was settled before is named")
    func aChangedTap() throws {
        let (feed, disks) = try Self.disks()
        let other = (0..<2).map { SimulatedDisk(seed: UInt64($0)) }
        _ = try feed.run(100..<300, on: other)
        var chain = BatchChain(feed.date, feed.book)
        try chain.settle(disks)
        #expect(throws: (any Error).self) { try chain.settle(other) }
    }

    @Test("a register that is not what its journal adds up to stops the settlement")
    func unbalanced() throws {
        let (feed, disks) = try Self.disks()
        disks[0].restartProcess()
        var writer = try JournalWriter.open(disks[0], device: "device-1", newEpoch: 1, durability: .none)
        let old = JournalRegister(registers: AuditRegisters())
        try writer.append(old, at: JournalMoment(wallMilliseconds: 0, monotonicNanoseconds: 0))
        try writer.close()
        var chain = BatchChain(feed.date, feed.book)
        do {
            try chain.settle(disks)
            Issue.record("settled")
        } catch let error as SettlementError {
            guard case .unbalanced(let lines) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(lines.contains { $0.hasPrefix("journal-0: record ") && $0.contains("the register says nothing") })
        }
    }

    private static func refusal(_ input: SettlementInput) -> JournalRefusal.Reason? { input.refusals.first?.reason }

    @Test func journalsThatTakeNoPart() throws {
        let (feed, disks) = try Self.disks()
        func read(_ disk: SimulatedDisk) -> () throws(JournalRefusal) -> JournalExtract {
            { () throws(JournalRefusal) in try JournalExtract.read(disk, day: feed.date) }
        }
        var twice = SettlementInput()
        twice.add("one", read(disks[0]))
        twice.add("two", read(disks[0]))
        #expect(Self.refusal(twice) == .givenTwice(path: "one") && twice.sources.count == 1)
        var number = SettlementInput(wantedKeys: [2])
        number.add("one", read(disks[0]))
        #expect(Self.refusal(number) == .tokenKeyNumber(found: 1, wanted: [2]))
        var missing = SettlementInput()
        missing.add("none", read(SimulatedDisk(seed: 1)))
        #expect(Self.refusal(missing) == .journal(.noJournal(path: "simulated")))
        let broken = disks[0].copy(seed: 1)
        broken.flip(bit: 1, of: 700, in: JournalFormat.segmentName(1))
        var damaged = SettlementInput()
        damaged.add("broken", read(broken))
        guard case .journal(.damaged) = Self.refusal(damaged) else {
            Issue.record("\(String(describing: damaged.refusals))")
            return
        }
        let foreign = SimulatedDisk(seed: 9)
        var writer = try JournalWriter.open(foreign, device: "foreign", newEpoch: 9, durability: .none)
        try writer.append(
            JournalTokenKey(identifier: 1, checkValue: 1),
            at: JournalMoment(wallMilliseconds: 0, monotonicNanoseconds: 0))
        try writer.close()
        var other = SettlementInput()
        other.add("one", read(disks[0]))
        other.add("foreign", read(foreign))
        #expect(Self.refusal(other) == .otherTokenKey(number: 1, path: "one"))
        var chain = BatchChain(feed.date, feed.book)
        try chain.settle(disks)
        let older = SimulatedDisk(seed: 1)
        _ = try feed.run(0..<20, on: [older])
        var copy = SettlementInput()
        copy.add("older", read(older))
        copy.refuseOlderCopies(than: try chain.settled().journals)
        guard case .olderCopy = Self.refusal(copy) else {
            Issue.record("\(copy.refusals)")
            return
        }
    }

    /// Changed bytes in a batch's tables are refused or read, and never trap.
    @Test(arguments: 0..<16)
    func changedTables(seed: Int) throws {
        let feed = try CityFeed.shared()
        let disks = [SimulatedDisk(seed: 1)]
        _ = try feed.run(0..<20, on: disks)
        var chain = BatchChain(feed.date, feed.book)
        try chain.settle(disks)
        let all = chain.all[0].files(operatorName: "metro").filter { $0.role != .journals }
        let (head, files) = (all[0], Array(all.dropFirst()))
        var random = SplitMix64(seed: UInt64(seed))
        var refused = 0
        for _ in 0..<(runsLongTests ? 1000 : 100) {
            let file = random.one(of: files)
            var bytes = file.bytes
            for _ in 0...random.below(4) {
                let place = random.below(bytes.count)
                bytes[place] = UInt8.random(in: 0...255, using: &random)
            }
            let changed = BatchFile(name: file.name, role: file.role, records: 1, bytes: bytes)
            let control = SettlementBatch.control([head, changed]).bytes
            var day = SettledDay()
            do throws(SettlementError) {
                try day.take("batch") { $0 == file.name ? bytes : $0 == head.name ? head.bytes : control }
            } catch {
                refused += 1
            }
        }
        #expect(refused > 10)
    }
}
