import Foundation
import Histogram
import Journal
import Simulator
import Synchronization
import TestSupport
import Testing

/// Committing on a thread of its own, on a real folder and on disks that fail.
@Suite(.serialized)
struct CommitterTests {
    private static let now: @Sendable () -> UInt64 = { UInt64(DispatchTime.now().uptimeNanoseconds) }

    private static func open(_ storage: any JournalStorage, _ durability: Durability = .power) throws -> JournalWriter {
        try JournalWriter.open(storage, device: Samples.device, newEpoch: 1, durability: durability)
    }

    @Test(arguments: Durability.allCases, [0, 3_000_000] as [UInt64])
    func everythingArrives(durability: Durability, window: UInt64) throws {
        let folder = try TemporaryFolder()
        let seen = Mutex<UInt64>(0)
        let seenInOrder = Mutex(true)
        let committer = try JournalCommitter(
            try Self.open(try FileStorage(folder.path, creates: true), durability), windowNanoseconds: window,
            now: Self.now
        ) { commit in
            guard case .durable(let sequence) = commit else { return }
            let before = seen.withLock { last in
                defer { last = sequence }
                return last
            }
            if before >= sequence { seenInOrder.withLock { $0 = false } }
        }
        for number in 0..<300 {
            let sequence = try committer.append(Samples.tap(number), at: Samples.moment(number))
            if number % 50 == 0 { try committer.waitUntilDurable(sequence) }
        }
        try committer.close()
        try committer.close()
        #expect(seen.withLock { $0 } == 300)
        #expect(seenInOrder.withLock { $0 })
        #expect(committer.durableSequence == 300)
        #expect(committer.commitLatencies.totalCount == 300)
        #expect(throws: JournalError.closed) { try committer.append(Samples.tap(0), at: Samples.moment(0)) }
        var found = TapNumbers()
        let scan = try JournalReader.read(try FileStorage(folder.path, creates: false)) {
            header, body throws(BodyFault) in try found.take(header, body)
        }
        #expect(scan.isSound)
        #expect(scan.anchor?.sequence == 300)
        #expect(found.numbers == Array(0..<300))
    }

    @Test("the only lane does not wait for others: a group that it waits for is committed at once")
    func theOnlyLane() throws {
        // A window of an hour: whoever waits for its end fails.
        let committer = try JournalCommitter(
            try Self.open(SimulatedDisk(seed: 1)), windowNanoseconds: 3_600_000_000_000, lanes: 1, now: Self.now)
        for number in 0..<20 {
            let tap = try committer.append(Samples.tap(number), at: Samples.moment(number))
            try committer.waitUntilDurable(tap, milliseconds: 30_000)
            // Nobody waits for the open signal's record: it goes with the next tap.
            try committer.append(JournalOpened(tapSequence: tap), at: Samples.moment(number))
        }
        #expect(committer.durableSequence == 39)
        try committer.close()
    }

    @Test func aFailureIsToldToEverybody() throws {
        let disk = SimulatedDisk(seed: 1)
        let writer = try Self.open(disk)
        disk.fault = .sync(disk.syncs + 3, forEver: true)
        let failures = Mutex<[UInt64]>([])
        let committer = try JournalCommitter(writer, windowNanoseconds: 0, now: Self.now) { commit in
            if case .failed(_, let durable) = commit { failures.withLock { $0.append(durable) } }
        }
        for number in 0..<2 {
            try committer.waitUntilDurable(try committer.append(Samples.tap(number), at: Samples.moment(number)))
        }
        let third = try committer.append(Samples.tap(2), at: Samples.moment(2))
        do {
            try committer.waitUntilDurable(third)
            Issue.record("durable although the sync failed")
        } catch {
            guard case .storage(let failure) = error else { throw error }
            #expect(failure.operation == .sync)
        }
        do {
            try committer.append(Samples.tap(3), at: Samples.moment(3))
            Issue.record("appended after a failure")
        } catch {
            guard case .poisoned = error else { throw error }
        }
        #expect(throws: JournalError.self) { try committer.close() }
        #expect(failures.withLock { $0 } == [2])
        #expect(committer.durableSequence == 2)
    }

    /// A disk that waits for leave to sync: the deciding thread goes on, until the queue is full.
    @Test func aFullQueueIsRefused() throws {
        let disk = GatedDisk(SimulatedDisk(seed: 1))
        let committer = try JournalCommitter(try Self.open(disk), windowNanoseconds: 0, now: Self.now)
        disk.close()
        var refused: JournalError?
        var appended = 0
        while refused == nil, appended < 3 * JournalCommitter.queueRecords {
            do {
                try committer.append(Samples.tap(appended), at: Samples.moment(appended))
                appended += 1
            } catch {
                refused = error
            }
        }
        guard case .queueFull = refused else { throw refused ?? .closed }
        disk.open()
        try committer.close()
        #expect(committer.durableSequence == UInt64(appended))
        var found = TapNumbers()
        _ = try JournalReader.read(disk) { header, body throws(BodyFault) in try found.take(header, body) }
        #expect(found.numbers == Array(0..<appended))
    }
}
