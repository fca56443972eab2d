import Foundation
import GRDB
import Journal
import QRTickets
import TestSupport
import Testing

/// The store in a file: it keeps what is spent across restarts and processes, and says by name why it cannot.
@Suite(.serialized)
struct SQLiteReplayStoreTests {
    private static let now: UInt32 = 1_795_392_000
    private static let lane = ReplayHolder(device: "gate-1", lane: 0)
    private static let other = ReplayHolder(device: "gate-2", lane: 3)

    private static func key(_ number: Int) -> ReplayKey {
        var random = SplitMix64(seed: UInt64(number))
        return ReplayKey(high: random.next(), low: random.next())
    }

    private static func kind(_ work: () throws -> Void) -> ReplayStoreFailure.Kind? {
        do {
            try work()
            return nil
        } catch {
            return (error as? ReplayStoreFailure)?.kind
        }
    }

    private static func open(_ path: String, codes: Int = 10_000) throws -> SQLiteReplayStore {
        try SQLiteReplayStore(path, durability: .crash, mostCodes: codes)
    }

    private static func take(_ number: Int, _ store: SQLiteReplayStore, for holder: ReplayHolder = lane) throws -> Bool
    {
        try store.reserve(key(number), for: holder, now: now, expires: now + 600) == nil
    }

    @Test func aCodeIsTakenOnceAndStaysTaken() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("codes")
        for (number, durability) in Durability.allCases.enumerated() {
            let store = try SQLiteReplayStore(path, durability: durability)
            #expect(try store.entry(of: Self.key(number), now: Self.now) == nil)
            #expect(try Self.take(number, store))
            #expect(try !Self.take(number, store, for: Self.other))
            try store.confirm(Self.key(number), for: Self.lane, sequence: .max)
            try store.confirm(Self.key(number), for: Self.lane, sequence: .max)
        }
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let store = try Self.open(path)
        let entry = ReplayEntry(holder: Self.lane, time: Self.now, expires: Self.now + 600, sequence: .max)
        for number in Durability.allCases.indices {
            #expect(try store.entry(of: Self.key(number), now: Self.now) == entry)
        }
        #expect(try store.count() == Durability.allCases.count)
    }

    @Test func onlyTheHolderConfirmsAndReleases() throws {
        let folder = try TemporaryFolder()
        let (first, second) = (try Self.open(folder.file("codes")), try Self.open(folder.file("codes")))
        #expect(try Self.take(1, first))
        #expect(Self.kind { try second.confirm(Self.key(1), for: Self.other, sequence: 1) } == .notHeld)
        #expect(Self.kind { try second.release(Self.key(1), for: Self.other) } == .notHeld)
        #expect(Self.kind { try second.confirm(Self.key(2), for: Self.lane, sequence: 1) } == .notHeld)
        try first.release(Self.key(1), for: Self.lane)
        try first.release(Self.key(1), for: Self.lane)
        #expect(try Self.take(1, second, for: Self.other))
        #expect(try !Self.take(1, first))
        try second.confirm(Self.key(1), for: Self.other, sequence: 5)
        #expect(Self.kind { try second.confirm(Self.key(1), for: Self.other, sequence: 6) } == .notHeld)
        #expect(Self.kind { try second.release(Self.key(1), for: Self.other) } == .notHeld)
        #expect(try first.entry(of: Self.key(1), now: Self.now)?.sequence == 5)
    }

    @Test func aStartSettlesAndRestores() throws {
        let folder = try TemporaryFolder()
        do {
            let store = try Self.open(folder.file("codes"))
            for number in 0..<4 { #expect(try Self.take(number, store)) }
            for number in 4..<6 { #expect(try Self.take(number, store, for: Self.other)) }
            try store.confirm(Self.key(0), for: Self.lane, sequence: 10)
        }
        let store = try Self.open(folder.file("codes"))
        let resolution = try store.resolve(device: "gate-1") { $0 == Self.key(1) ? 11 : nil }
        #expect(resolution == ReplayResolution(confirmed: 1, released: 2))
        let sequences = try (0..<6).map { try store.entry(of: Self.key($0), now: Self.now)?.sequence }
        #expect(sequences == [10, 11, nil, nil, nil, nil])
        #expect(try store.entry(of: Self.key(2), now: Self.now) == nil)
        #expect(try store.entry(of: Self.key(5), now: Self.now)?.holder == Self.other)
        let lost = ReplayEntry(holder: Self.lane, time: Self.now, expires: Self.now + 60, sequence: 12)
        #expect(try store.restore(Self.key(2), lost) == nil)
        #expect(try store.restore(Self.key(2), lost) == nil)
        #expect(try store.entry(of: Self.key(2), now: Self.now) == lost)
        #expect(try store.restore(Self.key(4), lost)?.holder == Self.other)
        // What another lane of the same device let through is no other gate's, and stays that lane's.
        let known = ReplayEntry(
            holder: ReplayHolder(device: "gate-1", lane: 5), time: Self.now, expires: Self.now + 60, sequence: 11)
        #expect(Self.lane.device == "gate-1" && Self.lane.lane != 5)
        #expect(try store.restore(Self.key(1), known) == nil)
        #expect(try store.entry(of: Self.key(1), now: Self.now)?.holder == Self.lane)
        #expect(try !Self.take(2, store))
    }

    /// Rows are deleted when they are over, some with each reservation; a full file refuses, whoever asks.
    @Test func expiryAndLimit() throws {
        let folder = try TemporaryFolder()
        let store = try Self.open(folder.file("codes"), codes: 100)
        for number in 0..<100 { #expect(try Self.take(number, store)) }
        #expect(Self.kind { _ = try Self.take(100, store) } == .full)
        #expect(try !Self.take(0, store))
        let late = Self.now + 600 + ReplayLifetime.keptSeconds
        #expect(
            Self.kind { _ = try store.reserve(Self.key(100), for: Self.lane, now: late, expires: late) } == .full)
        #expect(try store.reserve(Self.key(100), for: Self.lane, now: late + 1, expires: late + 60) == nil)
        #expect(try store.count() == 101 - 32)
        let far = Self.now + ReplayLifetime.mostSeconds + 1
        let tooFar = Self.kind { _ = try store.reserve(Self.key(999), for: Self.other, now: Self.now, expires: far) }
        #expect(tooFar == .lifetime)
    }

    /// The clock was ahead and is set back: what was shown then stays spent; in a full file those of years ahead go.
    @Test func aClockSetBack() throws {
        let folder = try TemporaryFolder()
        let years = Self.now + 3 * 365 * 86_400
        do {
            let store = try Self.open(folder.file("codes"), codes: 50)
            for number in 1..<50 {
                #expect(try store.reserve(Self.key(number), for: Self.lane, now: years, expires: years + 60) == nil)
            }
            #expect(
                try store.reserve(Self.key(0), for: Self.lane, now: Self.now + 3600, expires: Self.now + 4200) == nil)
        }
        let store = try Self.open(folder.file("codes"), codes: 50)
        #expect(try !Self.take(0, store))
        #expect(try !Self.take(7, store))
        #expect(try Self.take(100, store))
        #expect(try !Self.take(0, store))
        #expect(try store.count() == 51 - 32)
    }

    @Test func everyFailureToOpenHasItsName() throws {
        let folder = try TemporaryFolder()
        #expect(Self.kind { _ = try Self.open(folder.file("none/codes")) } == .noFolder)
        #expect(Self.kind { _ = try Self.open(folder.path) } == .notADatabase)
        let text = folder.file("text")
        try Data(repeating: 0x41, count: 5000).write(to: URL(filePath: text))
        #expect(Self.kind { _ = try Self.open(text) } == .notADatabase)
        let foreign = folder.file("foreign")
        try DatabaseQueue(path: foreign).write { try $0.execute(sql: "CREATE TABLE a (b)") }
        #expect(Self.kind { _ = try Self.open(foreign) } == .notADatabase)
        let newer = folder.file("newer")
        _ = try Self.open(newer)
        try DatabaseQueue(path: newer).write { try $0.execute(sql: "PRAGMA user_version = 2") }
        #expect(Self.kind { _ = try Self.open(newer) } == .newer)
        if geteuid() != 0 {
            let closed = folder.file("closed")
            try Data().write(to: URL(filePath: closed))
            try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: closed)
            #expect(Self.kind { _ = try Self.open(closed) } == .noPermission)
        }
        let cut = folder.file("cut")
        do {
            let store = try Self.open(cut)
            for number in 0..<500 { #expect(try Self.take(number, store)) }
        }
        try FileHandle(forWritingTo: URL(filePath: cut)).truncate(atOffset: 8192)
        #expect(Self.kind { _ = try Self.open(cut) } == .corrupt)
    }

    /// A lock that stays longer than a lane waits: a command waits for it.
    @Test func aLockThatACommandWaitsFor() throws {
        let folder = try TemporaryFolder()
        _ = try Self.take(0, Self.open(folder.file("codes")))
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let blocker = try DatabaseQueue(path: folder.file("codes"), configuration: configuration)
        try blocker.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        let held = DispatchTimeInterval.milliseconds(4 * SQLiteReplayStore.busyMilliseconds)
        DispatchQueue.global().asyncAfter(deadline: .now() + held) {
            try? blocker.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        }
        let store = try SQLiteReplayStore(
            folder.file("codes"), durability: .crash, busyMilliseconds: SQLiteReplayStore.patientMilliseconds)
        #expect(try Self.take(1, store))
    }

    /// A lock that is never let go: a refusal in its time, and work again afterwards.
    @Test func aLockThatStays() throws {
        let folder = try TemporaryFolder()
        let store = try Self.open(folder.file("codes"))
        let blocker = try DatabaseQueue(path: folder.file("codes"))
        try blocker.writeWithoutTransaction { database in
            try database.execute(sql: "BEGIN IMMEDIATE")
            let begun = DispatchTime.now().uptimeNanoseconds
            #expect(Self.kind { _ = try Self.take(1, store) } == .busy)
            #expect(Self.kind { _ = try Self.open(folder.file("codes")) } == .busy)
            #expect(DispatchTime.now().uptimeNanoseconds - begun < 20_000_000_000)
            // Reading goes on.
            #expect(try store.entry(of: Self.key(1), now: Self.now) == nil)
            try database.execute(sql: "ROLLBACK")
        }
        #expect(try Self.take(1, store))
    }

    /// One name that leads elsewhere is enough: two gates would keep two books.
    @Test(arguments: ["", "-wal", "-shm"], [false, true])
    func removedOrReplaced(ending: String, isReplaced: Bool) throws {
        let folder = try TemporaryFolder()
        let store = try Self.open(folder.file("codes"))
        #expect(try Self.take(1, store))
        let path = folder.file("codes" + ending)
        if isReplaced {
            try FileManager.default.copyItem(atPath: path, toPath: path + ".copy")
            try FileManager.default.removeItem(atPath: path)
            try FileManager.default.moveItem(atPath: path + ".copy", toPath: path)
        } else {
            try FileManager.default.removeItem(atPath: path)
        }
        #expect(Self.kind { _ = try Self.take(2, store) } == .replaced)
        #expect(Self.kind { _ = try store.entry(of: Self.key(2), now: Self.now) } == .replaced)
        #expect(Self.kind { try store.confirm(Self.key(1), for: Self.lane, sequence: 1) } == .replaced)
        // What was taken is still known to be.
        #expect(try !Self.take(1, store))
    }

    /// A backup written over the file in use, which keeps its place on the disk.
    @Test func anOlderCopyInTheSameFile() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("codes")
        let (reader, writer) = (try Self.open(path), try Self.open(path))
        let checkpoint = {
            try DatabaseQueue(path: path).writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        }
        try checkpoint()
        let old = try Data(contentsOf: URL(filePath: path))
        for number in 0..<200 { #expect(try Self.take(number, writer)) }
        #expect(try reader.entry(of: Self.key(999), now: Self.now) == nil)
        try checkpoint()
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        try file.write(contentsOf: old)
        try file.truncate(atOffset: UInt64(old.count))
        try file.close()
        // SQLite has pages in its memory until somebody writes; whatever it reads, no code is free.
        for number in 0..<200 {
            let isFree = (try? Self.take(number, reader, for: Self.other)) ?? false
            #expect(!isFree, "code \(number) is free again")
        }
    }

    /// Any one bit of the file: the file is refused, or the code is; never is a spent code free.
    @Test(arguments: UInt64(0)..<8)
    func aFlippedBit(seed: UInt64) throws {
        let folder = try TemporaryFolder()
        let path = folder.file("codes")
        do {
            let store = try Self.open(path)
            for number in 0..<300 {
                #expect(try Self.take(number, store))
                if number % 3 > 0 { try store.confirm(Self.key(number), for: Self.lane, sequence: UInt64(number)) }
            }
        }
        let sound = try Data(contentsOf: URL(filePath: path))
        var random = SplitMix64(seed: seed)
        var refused = 0
        for _ in 0..<60 {
            var damaged = sound
            let bit = random.below(sound.count * 8)
            damaged[bit / 8] ^= 1 << (bit % 8)
            for ending in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + ending) }
            try damaged.write(to: URL(filePath: path))
            guard let store = try? Self.open(path) else {
                refused += 1
                continue
            }
            for number in 0..<300 {
                let isFree = (try? Self.take(number, store)) ?? false
                #expect(!isFree, "seed \(seed), bit \(bit): code \(number) is free again")
            }
        }
        #expect(refused > 10)
    }

    /// The same while the store is open, and another process has written the codes: nothing is known from memory.
    @Test(arguments: UInt64(0)..<4)
    func aFlippedBitUnderAnOpenStore(seed: UInt64) throws {
        let folder = try TemporaryFolder()
        let path = folder.file("codes")
        var random = SplitMix64(seed: seed)
        for round in 0..<20 {
            for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + ending) }
            let reader = try Self.open(path)
            let writer = try Self.open(path)
            for number in 0..<300 { #expect(try Self.take(number, writer)) }
            try DatabaseQueue(path: path).writeWithoutTransaction { database in
                _ = try database.checkpoint(.truncate)
            }
            let file = try FileHandle(forUpdating: URL(filePath: path))
            let size = Int(try file.seekToEnd())
            let bit = random.below(size * 8)
            try file.seek(toOffset: UInt64(bit / 8))
            let byte = try #require(try file.read(upToCount: 1)?.first)
            try file.seek(toOffset: UInt64(bit / 8))
            try file.write(contentsOf: Data([byte ^ 1 << (bit % 8)]))
            try file.close()
            for number in 0..<300 {
                let isFree = (try? Self.take(number, reader, for: Self.other)) ?? false
                #expect(!isFree, "seed \(seed), round \(round), bit \(bit): code \(number) is free again")
            }
        }
    }

    @Test func memoryAndFileAreBounded() throws {
        let folder = try TemporaryFolder()
        let store = try Self.open(folder.file("codes"), codes: 500)
        for number in 0..<5000 {
            let now = Self.now + UInt32(number * 4)
            #expect(try store.reserve(Self.key(number), for: Self.lane, now: now, expires: now + 60) == nil)
            try store.confirm(Self.key(number), for: Self.lane, sequence: UInt64(number))
        }
        #expect(try store.count() < 150)
        for ending in ["", "-wal"] {
            let size = try FileManager.default.attributesOfItem(atPath: folder.file("codes" + ending))[.size] as? Int
            #expect((size ?? .max) < 6_000_000)
        }
    }
}
