import Journal
import Simulator
import TestSupport
import Testing

/// What is not as it was written is found, and refused where it was durable.
@Suite(.serialized)
struct DamageTests {
    private static func journal(records: Int) throws -> SimulatedDisk {
        let run = GateRun(SimulatedDisk(seed: 1))
        try run.write(upTo: records)
        run.disk.restartProcess()
        return run.disk
    }

    private static func read(_ disk: SimulatedDisk) throws -> JournalScan { try JournalReader.read(disk) }

    @Test func everyByteFlipped() throws {
        let disk = try Self.journal(records: runsLongTests ? 1000 : 16)
        var random = SplitMix64(seed: 1)
        var flips = 0
        for name in try disk.names() {
            for byte in 0..<(disk.contents(of: name)?.count ?? 0) {
                let bit = Int.random(in: 0..<8, using: &random)
                disk.flip(bit: bit, of: byte, in: name)
                let scan = try Self.read(disk)
                disk.flip(bit: bit, of: byte, in: name)
                flips += 1
                let isFound = name == "head" ? scan.unreadableSlots > 0 || scan.damage != nil : scan.damage != nil
                if !isFound { Issue.record("\(name), byte \(byte), bit \(bit) was not noticed") }
            }
        }
        print("\(try Self.read(disk).lastSequence) records: \(flips) bytes flipped, one at a time")
        #expect(flips > 11_000)
        #expect(try Self.read(disk).isSound)
    }

    /// A byte above the anchor, but below what a later group proves durable, is no torn tail.
    @Test func damageAboveTheAnchor() throws {
        let disk = SimulatedDisk(seed: 1)
        var writer = try JournalWriter.open(disk, device: Samples.device, newEpoch: 1, durability: .power)
        for number in 0..<10 {
            try writer.append(Samples.tap(number), at: Samples.moment(number))
            try writer.commit()
        }
        let name = JournalFormat.segmentName(1)
        let length = try #require(disk.contents(of: name)).count
        disk.restartProcess()
        // The last record alone may be a torn tail; the one before may not, for the last one says it was durable.
        let last = (length - JournalFormat.segmentHeaderLength) / 10
        for (byte, isTorn) in [(length - 1, true), (length - last, true), (length - last - 30, false), (140, false)] {
            let copy = disk.copy(seed: 1)
            copy.flip(bit: 0, of: byte, in: name)
            let scan = try Self.read(copy)
            #expect(scan.isSound == isTorn, "byte \(byte)")
            if isTorn { #expect(scan.tornTailBytes > 0 && scan.lastSequence == 9) }
        }
    }

    @Test func aTornTailIsKeptAside() throws {
        let disk = SimulatedDisk(seed: 1)
        var writer = try JournalWriter.open(disk, device: Samples.device, newEpoch: 1, durability: .power)
        try writer.append(Samples.tap(0), at: Samples.moment(0))
        try writer.commit()
        let name = JournalFormat.segmentName(1)
        let good = try #require(disk.contents(of: name))
        let torn = disk.copy(seed: 1)
        torn.put(name, good + [1, 2, 3, 4, 5])
        let reopened = try JournalWriter.open(torn, device: Samples.device, newEpoch: 2, durability: .power)
        #expect(reopened.recovery.tornBytes == 5)
        #expect(reopened.recovery.tornFile == "torn-1")
        #expect(reopened.recovery.lastSequence == 1)
        #expect(reopened.identity.epoch == 1)
        #expect(torn.contents(of: "torn-1") == [1, 2, 3, 4, 5])
        #expect(torn.contents(of: name) == good)
    }

    /// A change to the files of a sound journal, and what is said.
    @Test(arguments: [
        ("head", "head-missing"), ("00000001.fgj", "segment-missing"), ("00000002.fgj", "segment-missing"),
        ("last", "records-missing"), ("cut", "records-missing"), ("swapped", "segment-header"),
        ("other-head", "head-of-another"),
    ])
    func missing(what: String, code: String) throws {
        let disk = try Self.journal(records: 60)
        let segments = try disk.names().filter { $0.hasSuffix(".fgj") }.sorted()
        let last = try #require(segments.last)
        switch what {
        case "last": try disk.remove(last)
        case "cut": disk.put(last, Array(try #require(disk.contents(of: last)).prefix(128)))
        case "swapped": disk.put(segments[1], try #require(disk.contents(of: segments[2])))
        case "other-head":
            let other = GateRun(SimulatedDisk(seed: 9))
            _ = try JournalWriter.open(other.disk, device: "other", newEpoch: 77, durability: .power)
            disk.put("head", try #require(other.disk.contents(of: "head")))
        default: try disk.remove(what)
        }
        let damage = try #require(try Self.read(disk).damage)
        #expect(damage.fault.code == code)
        #expect("\(damage)".contains("journal damaged at"))
        do {
            _ = try JournalWriter.open(disk, device: Samples.device, newEpoch: 1, durability: .power)
            Issue.record("a damaged journal was opened")
        } catch {
            #expect(error == .damaged(damage))
        }
    }

    @Test func anotherDevice() throws {
        let disk = try Self.journal(records: 3)
        do {
            _ = try JournalWriter.open(disk, device: "SZ001-08", newEpoch: 1, durability: .power)
            Issue.record("the journal of another device was opened")
        } catch {
            #expect(error == .otherDevice(path: disk.path, found: Samples.device, expected: "SZ001-08"))
        }
    }

    @Test(arguments: ["", "a b", "a\n", String(repeating: "x", count: 49)])
    func badDeviceIDs(device: String) {
        #expect(throws: JournalError.badDeviceID(device)) {
            _ = try JournalWriter.open(SimulatedDisk(seed: 1), device: device, newEpoch: 1, durability: .power).recovery
        }
    }

    @Test func twoWriters() throws {
        let folder = try TemporaryFolder()
        let first = try FileStorage(folder.path, creates: true)
        let writer = try JournalWriter.open(first, device: Samples.device, newEpoch: 1, durability: .power)
        #expect(throws: JournalError.inUse(path: folder.path)) {
            let second = try FileStorage(folder.path, creates: true)
            _ = try JournalWriter.open(second, device: Samples.device, newEpoch: 1, durability: .power).recovery
        }
        try writer.close()
    }
}
