import CAllocationCounter
import Foundation
import Histogram
import Journal
import Synchronization
import TestSupport
import Testing

/// Nothing is allocated a record: not by the writer, nor by the deciding thread before the committer, nor by the
/// reader.
@Suite(.serialized)
struct AllocationTests {
    private static let key = DeviceKey(identifier: 1, key: [UInt8](repeating: 7, count: 32))

    @Test func writer() throws {
        let folder = try TemporaryFolder()
        var writer = try JournalWriter.open(
            try FileStorage(folder.path, creates: true), device: Samples.device, newEpoch: 1, durability: .crash,
            key: Self.key)
        let tap = Samples.tap(1)
        for number in 0..<2000 {
            // By then everything has been done once.
            if number == 100 { faregate_reset_allocation_count() }
            try writer.append(tap, at: Samples.moment(number))
            if number % 10 == 9 { try writer.commit() }
        }
        let allocations = faregate_allocation_count()
        try writer.close()
        #expect(allocations == 0)
    }

    @Test func decidingThread() throws {
        let folder = try TemporaryFolder()
        let writer = try JournalWriter.open(
            try FileStorage(folder.path, creates: true), device: Samples.device, newEpoch: 1, durability: .crash,
            key: Self.key)
        let committer = try JournalCommitter(
            writer, windowNanoseconds: 0, now: { UInt64(DispatchTime.now().uptimeNanoseconds) })
        let tap = Samples.tap(1)
        for number in 0..<1000 {
            if number == 100 { faregate_reset_allocation_count() }
            try committer.append(tap, at: Samples.moment(number))
        }
        let allocations = faregate_allocation_count()
        try committer.close()
        #expect(allocations == 0)
    }

    /// The thread that writes, syncs and counts the durations of commits; the head anchor is written among them.
    @Test func committingThread() throws {
        let folder = try TemporaryFolder()
        let counts = Mutex((commits: 0, most: UInt64(0)))
        let committer = try JournalCommitter(
            try JournalWriter.open(
                try FileStorage(folder.path, creates: true), device: Samples.device, newEpoch: 1, durability: .power,
                key: Self.key), windowNanoseconds: 0, now: { UInt64(DispatchTime.now().uptimeNanoseconds) }
        ) { _ in
            let count = faregate_allocation_count()
            counts.withLock { counts in
                counts.commits += 1
                if counts.commits > 100 { counts.most = max(counts.most, count) }
            }
            faregate_reset_allocation_count()
        }
        for number in 0..<2000 {
            let sequence = try committer.append(Samples.tap(number), at: Samples.moment(number))
            if number % 5 == 4 { try committer.waitUntilDurable(sequence) }
        }
        try committer.close()
        #expect(counts.withLock { $0.commits } > 300)
        #expect(counts.withLock { $0.most } == 0)
    }

    /// The histogram of durations, whatever it counts.
    @Test func durations() {
        var durations = LatencyHistogram.latencies()
        faregate_reset_allocation_count()
        var nanoseconds: UInt64 = 1
        for _ in 0..<10_000 {
            durations.record(nanoseconds: nanoseconds)
            nanoseconds = nanoseconds &* 6_364_136_223_846_793_005 &+ 1
        }
        #expect(faregate_allocation_count() == 0)
        #expect(durations.totalCount == 10_000)
        #expect(durations.maxRecorded == LatencyHistogram.longestLatency)
    }

    /// As many for 2,000 records as for 200.
    @Test func reader() throws {
        let folder = try TemporaryFolder()
        let storage = try FileStorage(folder.path, creates: true)
        var counts: [UInt64] = []
        var writer = try JournalWriter.open(
            storage, device: Samples.device, newEpoch: 1, durability: .crash, key: Self.key)
        for number in 0..<2000 {
            try writer.append(Samples.tap(number), at: Samples.moment(number))
            try writer.commit()
            if number == 199 || number == 1999 {
                var charged: Int64 = 0
                faregate_reset_allocation_count()
                let scan = try JournalReader.read(storage, keys: [try #require(Self.key)]) {
                    _, body throws(BodyFault) in
                    charged += try JournalTap.read(body, keepsSealedData: false).chargeFen
                }
                counts.append(faregate_allocation_count())
                #expect(scan.authenticated == UInt64(number + 1))
                #expect(charged > 0)
            }
        }
        try writer.close()
        #expect(counts[1] <= counts[0] + 2)
    }
}
