import Fares
import Foundation
import Gate
import Journal
import TestSupport
import Testing

/// The index answers what a walk over the records answers, and is built anew where it cannot be trusted.
struct IndexTests {
    private static func write(_ folder: TemporaryFolder, _ numbers: Range<Int>, device: String = Samples.device) throws
    {
        var writer = try JournalWriter.open(
            try FileStorage(folder.path, creates: true), device: device, newEpoch: 1, durability: .none,
            segmentLimit: 3000)
        for number in numbers {
            var tap = Samples.tap(number % 9)
            tap.serviceDate = ServiceDate(dayNumber: 17_774 + Int32(number % 3))
            try writer.append(tap, at: Samples.moment(number))
            if number % 4 == 0 {
                try writer.append(JournalOpened(tapSequence: writer.lastSequence), at: Samples.moment(0))
            }
        }
        try writer.close()
    }

    private static func update(_ folder: TemporaryFolder) throws -> (index: JournalIndex, update: JournalIndex.Update) {
        let path = folder.file(JournalFormat.indexName)
        return try JournalIndex.update(path, of: try FileStorage(folder.path, creates: false)) {
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    private static func walk(_ folder: TemporaryFolder, _ query: JournalQuery) throws -> [UInt64] {
        var found: [UInt64] = []
        _ = try JournalReader.read(try FileStorage(folder.path, creates: false)) { (header, body) throws(BodyFault) in
            if try query.matches(header, body) { found.append(header.sequence) }
        }
        return found
    }

    @Test(arguments: 0..<4)
    func answersAsAWalk(seed: Int) throws {
        let folder = try TemporaryFolder()
        try Self.write(folder, 0..<50)
        #expect(try Self.update(folder).update == .rebuilt(63))
        try Self.write(folder, 50..<80)
        let (index, update) = try Self.update(folder)
        guard case .added(let added) = update else {
            Issue.record("\(update)")
            return
        }
        #expect(added == 37)
        #expect(try Self.update(folder).update == .current)
        var random = SplitMix64(seed: UInt64(seed))
        for _ in 0..<30 {
            var query = JournalQuery()
            if random.oneIn(2) { query.from = UInt64(random.below(90)) }
            if random.oneIn(3) { query.through = UInt64(random.below(120)) }
            if random.oneIn(2) { query.token = Samples.token(random.below(10)).token }
            if random.oneIn(2) { query.kind = UInt8(random.below(3)) }
            if random.oneIn(2) { query.date = ServiceDate(dayNumber: 17_774 + Int32(random.below(4))) }
            #expect(try index.sequences(query) == Self.walk(folder, query), "\(query)")
        }
    }

    @Test("an index of before a segment was redacted is not believed, and is built anew")
    func redactedBehindItsBack() throws {
        let folder = try TemporaryFolder()
        try Self.write(folder, 0..<50)
        let index = try Self.update(folder).index
        let storage = try FileStorage(folder.path, creates: false)
        try SegmentRedaction(storage, key: nil).redact(1)
        #expect(try index.extent(in: storage) == nil)
        #expect(try Self.update(folder).update == .rebuilt(63))
        var query = JournalQuery()
        query.token = Samples.token(0).token
        #expect(try Self.update(folder).index.sequences(query) == Self.walk(folder, query))
    }

    @Test("how far an index knows a journal: not at all where it was built from another one, or another copy")
    func extent() throws {
        let (folder, other, copy) = (try TemporaryFolder(), try TemporaryFolder(), try TemporaryFolder())
        try Self.write(folder, 0..<20)
        try Self.write(other, 0..<20, device: "another")
        try Self.write(copy, 1..<30)
        let index = try Self.update(folder).index
        func extent(_ folder: TemporaryFolder) throws -> UInt64? {
            try index.extent(in: try FileStorage(folder.path, creates: false))
        }
        #expect(try extent(folder) == 25 && extent(other) == nil && extent(copy) == nil)
        try Self.write(folder, 20..<30)
        #expect(try extent(folder) == 25, "what came later it does not know")
    }

    @Test(
        "damaged, of another journal, or ahead of its journal: built anew",
        arguments: ["damaged", "other", "no database"])
    func builtAnew(what: String) throws {
        let folder = try TemporaryFolder()
        try Self.write(folder, 0..<20)
        let path = URL(fileURLWithPath: folder.file(JournalFormat.indexName))
        _ = try Self.update(folder)
        switch what {
        case "damaged":
            var bytes = try Data(contentsOf: path)
            for index in 4096..<min(bytes.count, 8192) { bytes[index] = 0x5A }
            try bytes.write(to: path)
        case "other":
            let other = try TemporaryFolder()
            try Self.write(other, 0..<20, device: "another")
            _ = try Self.update(other)
            try Data(contentsOf: URL(fileURLWithPath: other.file(JournalFormat.indexName))).write(to: path)
        default: try Data("no database at all".utf8).write(to: path)
        }
        guard case .rebuilt(let count) = try Self.update(folder).update else {
            Issue.record("not built anew")
            return
        }
        #expect(count == 25)
        var query = JournalQuery()
        query.kind = RecordKind.tap.rawValue
        #expect(try Self.update(folder).index.sequences(query) == Self.walk(folder, query))
    }
}
