import CAllocationCounter
import Foundation
import Journal
import TestSupport
import Testing

/// Nothing is allocated a record: not by the writer, nor by the deciding thread before the committer, nor by the reader.
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
