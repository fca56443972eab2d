import Fares
import Journal
import Simulator
import Synchronization
import Testing

/// The committer without a thread: the same grouping and the same failures, step by step on a clock of the test's.
@Suite
struct SteppedCommitterTests {
    private static func committer(
        _ disk: SimulatedDisk, window: UInt64 = 3_000_000, lanes: Int = 2, queue: Int = JournalCommitter.queueRecords,
        now: @escaping @Sendable () -> UInt64
    ) throws -> JournalCommitter {
        try JournalCommitter(
            stepped: try JournalWriter.open(disk, device: Samples.device, newEpoch: 1, durability: .power),
            windowNanoseconds: window, lanes: lanes, queueRecords: queue, now: now)
    }

    @Test("a group waits for its window, and comes whole; then for a quiet second, and the anchor is written")
    func window() throws {
        let time = Mutex<UInt64>(1_000_000_000)
        let disk = SimulatedDisk(seed: 1)
        let committer = try Self.committer(disk) { time.withLock { $0 } }
        #expect(committer.step() == .waits(until: nil))
        // Somebody has come a moment ago: whoever comes now is not alone.
        try committer.append(Samples.tap(0), at: Samples.moment(0))
        #expect(committer.step() == .worked)
        time.withLock { $0 += 1_000_000 }
        try committer.append(Samples.tap(1), at: Samples.moment(1))
        #expect(committer.step() == .waits(until: 1_004_000_000))
        time.withLock { $0 += 2_000_000 }
        try committer.append(Samples.tap(2), at: Samples.moment(2))
        #expect(committer.step() == .waits(until: 1_004_000_000))
        #expect(committer.durableSequence == 1 && committer.pending == 2)
        time.withLock { $0 += 1_000_000 }
        #expect(committer.step() == .worked)
        #expect(committer.durableSequence == 3 && committer.pending == 0)
        #expect(committer.step() == .waits(until: 2_004_000_000))
        time.withLock { $0 += 1_000_000_000 }
        #expect(committer.step() == .worked)
        #expect(committer.step() == .waits(until: nil))
        #expect(try JournalReader.read(disk).anchor?.sequence == 3)
        try committer.close()
        #expect(committer.step() == .ended)
    }

    @Test("the only lane's record does not wait for the window once the lane wants it")
    func theOnlyLane() throws {
        let committer = try Self.committer(SimulatedDisk(seed: 1), window: 1 << 40, lanes: 1) { 5 }
        let tap = try committer.append(Samples.tap(0), at: Samples.moment(0))
        #expect(committer.step() == .waits(until: 5 + (1 << 40)))
        committer.want(tap)
        #expect(committer.step() == .worked)
        #expect(committer.durableSequence == tap)
        try committer.close()
    }

    @Test("a short queue is full, and has room again after a commit")
    func shortQueue() throws {
        let committer = try Self.committer(SimulatedDisk(seed: 1), window: 0, queue: 2) { 7 }
        for number in 0..<2 { try committer.append(Samples.tap(number), at: Samples.moment(number)) }
        #expect(throws: JournalError.queueFull(limit: 2)) { try committer.requireRoom(for: 1) }
        #expect(throws: JournalError.queueFull(limit: 2)) {
            try committer.append(Samples.tap(2), at: Samples.moment(2))
        }
        #expect(committer.step() == .worked)
        #expect(try committer.append(Samples.tap(2), at: Samples.moment(2)) == 3)
        try committer.close()
        #expect(committer.durableSequence == 3)
    }

    @Test("registers that are due do not take the place of what has room in a short queue")
    func registersInAShortQueue() throws {
        let committer = try Self.committer(SimulatedDisk(seed: 1), window: 0, queue: 12) { 7 }
        try committer.appendRegisters(at: Samples.moment(0))
        for number in 1..<10 { try committer.append(Samples.tap(number), at: Samples.moment(number)) }
        try committer.requireRoom(for: 2)
        var tap = Samples.tap(10)
        tap.serviceDate = ServiceDate(dayNumber: tap.serviceDate.dayNumber + 1)
        #expect(try committer.append(tap, at: Samples.moment(10)) == 11)
        #expect(try committer.append(JournalOpened(tapSequence: 11), at: Samples.moment(10)) == 12)
        #expect(committer.step() == .worked)
        #expect(try committer.append(tap, at: Samples.moment(11)) == 14, "they are owed until they have room")
        #expect(try committer.append(tap, at: Samples.moment(12)) == 15, "and stand there once")
        try committer.close()
    }

    @Test("a failed sync ends it: nothing is durable that was not, and nothing is taken any more")
    func failure() throws {
        let disk = SimulatedDisk(seed: 1)
        let committer = try Self.committer(disk, window: 0) { 7 }
        try committer.append(Samples.tap(0), at: Samples.moment(0))
        #expect(committer.step() == .worked)
        disk.fault = .sync(disk.syncs + 1, forEver: false)
        try committer.append(Samples.tap(1), at: Samples.moment(1))
        #expect(committer.step() == .ended)
        #expect(committer.step() == .ended)
        #expect(committer.durableSequence == 1)
        #expect(throws: JournalError.self) { try committer.append(Samples.tap(2), at: Samples.moment(2)) }
        #expect(throws: JournalError.self) { try committer.close() }
    }
}
