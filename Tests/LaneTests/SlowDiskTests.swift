import CardEmulator
import Foundation
import Gate
import Journal
import Lane
import Simulator
import TestSupport
import Testing

/// A lane whose disk hangs: nobody passes late, and the tap is not lost.
@Suite(.serialized)
struct SlowDiskTests {
    /// A simulated disk whose syncs wait while it hangs.
    private final class HangingDisk: JournalStorage {
        private let disk = SimulatedDisk(seed: 1)
        private let condition = NSCondition()
        private var hangs = false

        func hang(_ hangs: Bool) {
            condition.lock()
            self.hangs = hangs
            condition.broadcast()
            condition.unlock()
        }

        var path: String { disk.path }
        func unlock() { disk.unlock() }
        func lock() throws(StorageError) -> Bool { try disk.lock() }
        func names() throws(StorageError) -> [String] { try disk.names() }
        func create(_ name: String) throws(StorageError) -> StorageFile { try disk.create(name) }
        func open(_ name: String, forWriting: Bool) throws(StorageError) -> StorageFile {
            try disk.open(name, forWriting: forWriting)
        }
        func close(_ file: StorageFile) { disk.close(file) }
        func size(of file: StorageFile) throws(StorageError) -> Int { try disk.size(of: file) }
        func read(
            _ file: StorageFile, at offset: Int, into buffer: inout [UInt8], from start: Int, count: Int
        ) throws(StorageError) -> Int {
            try disk.read(file, at: offset, into: &buffer, from: start, count: count)
        }
        func write(_ file: StorageFile, at offset: Int, _ bytes: Span<UInt8>) throws(StorageError) {
            try disk.write(file, at: offset, bytes)
        }
        func sync(_ file: StorageFile) throws(StorageError) {
            condition.lock()
            while hangs { condition.wait() }
            condition.unlock()
            try disk.sync(file)
        }
        func syncFolder() throws(StorageError) { try disk.syncFolder() }
        func truncate(_ file: StorageFile, to size: Int) throws(StorageError) { try disk.truncate(file, to: size) }
        func rename(_ name: String, to newName: String) throws(StorageError) { try disk.rename(name, to: newName) }
        func remove(_ name: String) throws(StorageError) { try disk.remove(name) }
    }

    @Test(
        "a sync that hangs: the barrier stays shut, and the same card's next try opens once",
        arguments: [CardProfile.quickPassCredit, .tUnion])
    func hangingSync(profile: CardProfile) throws {
        let disk = HangingDisk()
        let time = try TestTime("2026-11-24 08:00:00")
        let rig = try LaneRig(disk, time: time, durability: .power)
        let card = VirtualCard(CardImage(profile))
        disk.hang(true)
        let slow = rig.lane.present(card)
        #expect(slow.outcome == .again && slow.reason == "journal-slow" && slow.journalFailure == nil)
        #expect(rig.barrier.signals == ["again"])
        disk.hang(false)
        try time.set("2026-11-24 08:00:20")
        let next = rig.lane.present(card)
        #expect(next.outcome == .open, "\(next.reason)")
        if profile == .quickPassCredit { #expect(next.reason == "resumed") }
        #expect(rig.barrier.signals == ["again", "open"])
        try rig.close()
    }

    @Test("the end of a gate does not wait for ever for a disk that hangs")
    func hangingEnd() throws {
        let disk = HangingDisk()
        let rig = try LaneRig(disk, time: TestTime("2026-11-24 08:00:00"), durability: .power)
        disk.hang(true)
        let moment = JournalMoment(wallMilliseconds: 0, monotonicNanoseconds: 0)
        try rig.journal.append(JournalNote(text: "waits"), at: moment)
        rig.desk.close()
        #expect(throws: JournalError.notDurableInTime(milliseconds: 50)) { try rig.journal.close(milliseconds: 50) }
        disk.hang(false)
        try rig.journal.close()
        #expect(rig.journal.durableSequence == 1)
    }
}
