import GRDB
import Glibc
import QRTickets
import Synchronization

/// The shown codes of a box in an SQLite file: for lanes of several processes, and across restarts.
///
/// - **Shape**: a write-ahead log; each step is one transaction that begins with the write lock. What this process has
///   seen confirmed, or holds itself, is answered from memory. A code is looked for through two trees of the file.
/// - **Limits**: ``mostCodes`` rows, ``mostRemembered`` of them in memory, ``sweep`` old rows deleted a reservation,
///   ``busyMilliseconds`` for another's lock unless it is opened with another time.
/// - **Errors**: ``ReplayStoreFailure`` by kind. After any of them nothing may open; `replaced` and `corrupt` stay
///   until the file is seen to and the process started again.
package final class SQLiteReplayStore: ReplayStore {
    /// Rows of a file: ten hours of forty gates, a code every 1.5 seconds.
    package static let mostCodes = 1_000_000
    /// Old rows that a reservation deletes at most.
    static let sweep = 32
    /// How long another process may hold the lock before a lane.
    package static let busyMilliseconds = 250
    /// How long it may before a command, which keeps no rider waiting.
    package static let patientMilliseconds = 10_000
    /// Codes that are known without the file, in 7 MB; the others the file answers for.
    static let mostRemembered = 1 << 17
    /// Pages of the log after which it is carried into the file.
    private static let checkpointPages = 1000

    private let queue: DatabaseQueue
    private let file: ReplayStoreFile
    let limit: Int
    private let seen: Mutex<ReplayTable>
    /// The most writes that the file was found with.
    private let mostWrites = Mutex(0)

    /// Opens a file, which is made where it is not there; an old one is read and checked whole.
    ///
    /// - **Parameters**: `durability`, `power`: each step is synced; else the log is synced when it is carried over,
    ///   and after a power cut ``restore(_:_:)`` puts back what the journal has. `busyMilliseconds`: how long another
    ///   process may hold the lock.
    package init(
        _ path: String, durability: Durability, mostCodes limit: Int = SQLiteReplayStore.mostCodes,
        busyMilliseconds: Int = SQLiteReplayStore.busyMilliseconds
    ) throws(ReplayStoreFailure) {
        precondition((1...ReplayTable.mostCodes / 2).contains(limit), "the rows of a replay store")
        self.limit = limit
        var file = try ReplayStoreFile(path)
        var table = ReplayTable(capacity: min(limit + limit / 8 + 1, Self.mostRemembered))
        do {
            queue = try DatabaseQueue(path: path, configuration: Self.configuration(durability, busyMilliseconds))
            try queue.writeWithoutTransaction { database in
                // Another process may be making the tables: who gets the lock makes them, who waits finds them.
                try database.inTransaction(.immediate) {
                    if try !ReplayStoreSchema.check(database) { try ReplayStoreSchema.create(in: database) }
                    return .commit
                }
                try database.inTransaction(.deferred) {
                    try ReplayStoreSchema.verify(database) { row in
                        if row.entry.sequence != nil { _ = try? table.restore(row.key, row.entry) }
                    }
                    return .commit
                }
            }
        } catch {
            throw ReplayStoreFault.failure(error, "open \(path)")
        }
        try file.settle()
        self.file = file
        seen = Mutex(table)
    }

    package func entry(of key: ReplayKey, now: UInt32) throws(ReplayStoreFailure) -> ReplayEntry? {
        if let entry = seen.withLock({ $0.entry(of: key) }) { return entry }
        let found = try perform("entry") { database in try self.row(of: key, in: database) }
        remember(key, found)
        return found
    }

    package func reserve(
        _ key: ReplayKey, for holder: ReplayHolder, now: UInt32, expires: UInt32
    ) throws(ReplayStoreFailure) -> ReplayEntry? {
        if let entry = seen.withLock({ $0.entry(of: key) }) { return entry }
        try ReplayLifetime.check(expires: expires, now: now)
        let entry = ReplayEntry(holder: holder, time: now, expires: expires, sequence: nil)
        let stood = try perform("reserve", writes: true) { database -> ReplayEntry? in
            if let stood = try self.row(of: key, in: database) { return stood }
            try self.makeRoom(in: database, now: now)
            try self.insert(ReplayRow(key, entry), in: database)
            return nil
        }
        remember(key, stood ?? entry, isOwn: stood == nil, now: now)
        return stood
    }

    package func confirm(
        _ key: ReplayKey, for holder: ReplayHolder, sequence: UInt64
    ) throws(ReplayStoreFailure) {
        let entry = try perform("confirm", writes: true) { database -> ReplayEntry in
            guard let found = try self.row(of: key, in: database), found.holder == holder,
                found.sequence == nil || found.sequence == sequence
            else { throw ReplayStoreFault.named(.notHeld, "this lane does not hold the code") }
            return try self.confirm(key, found, sequence, in: database)
        }
        remember(key, entry)
    }

    package func release(_ key: ReplayKey, for holder: ReplayHolder) throws(ReplayStoreFailure) {
        try perform("release", writes: true) { database in
            guard let found = try self.row(of: key, in: database) else { return }
            guard found.holder == holder, found.sequence == nil else {
                throw ReplayStoreFault.named(.notHeld, "this lane does not hold the code, or its tap is on record")
            }
            try self.delete(key, in: database)
        }
        forget(key)
    }

    package func resolve(
        device: String, recorded: (ReplayKey) -> UInt64?
    ) throws(ReplayStoreFailure) -> ReplayResolution {
        var resolution = ReplayResolution()
        var settled: [(ReplayKey, ReplayEntry?)] = []
        try perform("resolve", writes: true) { database in
            for row in try self.openRows(of: device, in: database) {
                if let sequence = recorded(row.key) {
                    settled.append((row.key, try self.confirm(row.key, row.entry, sequence, in: database)))
                    resolution.confirmed += 1
                } else {
                    try self.delete(row.key, in: database)
                    settled.append((row.key, nil))
                    resolution.released += 1
                }
            }
        }
        for (key, entry) in settled {
            forget(key)
            remember(key, entry)
        }
        return resolution
    }

    package func restore(_ key: ReplayKey, _ entry: ReplayEntry) throws(ReplayStoreFailure) -> ReplayEntry? {
        let (stands, isOther) = try perform("restore", writes: true) { database -> (ReplayEntry, Bool) in
            guard let found = try self.row(of: key, in: database) else {
                try self.insert(ReplayRow(key, entry), in: database)
                return (entry, false)
            }
            guard found.isSameTap(as: entry) else { return (found, true) }
            // It stays with the lane that it has.
            guard let sequence = entry.sequence else { return (found, false) }
            return (try self.confirm(key, found, sequence, in: database), false)
        }
        remember(key, stands)
        return isOther ? stands : nil
    }

    /// Rows of the file.
    package func count() throws(ReplayStoreFailure) -> Int {
        try perform("count") { database in try self.tally(in: database) }
    }

    private static func configuration(_ durability: Durability, _ busyMilliseconds: Int) -> Configuration {
        var configuration = Configuration()
        configuration.label = "replay-store"
        // Asked again each millisecond: SQLite's own handler waits longer each time, and a busy lane starves the
        // others.
        configuration.busyMode = .callback { tries in
            usleep(1000)
            return tries < busyMilliseconds
        }
        configuration.prepareDatabase { database in
            guard try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL") == "wal" else {
                throw ReplayStoreFault.named(.failed, "no write-ahead log on this file system")
            }
            try database.execute(sql: "PRAGMA cell_size_check = ON")
            try database.execute(sql: "PRAGMA synchronous = \(durability == .power ? "FULL" : "NORMAL")")
            try database.execute(sql: "PRAGMA wal_autocheckpoint = \(checkpointPages)")
        }
        return configuration
    }
}

extension SQLiteReplayStore {
    /// One transaction, on the file that was opened.
    private func perform<Result>(
        _ operation: String, writes: Bool = false, _ work: (Database) throws -> Result
    ) throws(ReplayStoreFailure) -> Result {
        try file.check(operation)
        do {
            return try queue.writeWithoutTransaction { database in
                var result: Result?
                try database.inTransaction(writes ? .immediate : .deferred) {
                    try checkAge(in: database)
                    result = try work(database)
                    return .commit
                }
                guard let result else { throw ReplayStoreFault.named(.failed, "a transaction without a result") }
                return result
            }
        } catch {
            throw ReplayStoreFault.failure(error, operation)
        }
    }

    /// Refuses a file that knows less than it did: an old copy was written over it.
    private func checkAge(in database: Database) throws {
        let found = try writes(in: database)
        try mostWrites.withLock { most in
            guard found >= most else {
                throw ReplayStoreFault.named(.replaced, "an older copy lies in the file's place; start again")
            }
            most = found
        }
    }

    /// Keeps in memory what no other process can take back: confirmed codes, and those this process holds.
    private func remember(_ key: ReplayKey, _ entry: ReplayEntry?, isOwn: Bool = false, now: UInt32 = 0) {
        guard let entry, isOwn || entry.sequence != nil else { return }
        seen.withLock { table in
            if now > 0 { table.makeRoom(now: now) }
            // Where it does not fit, the file answers.
            _ = try? table.restore(key, entry)
        }
    }

    private func forget(_ key: ReplayKey) { seen.withLock { $0.remove(key) } }
}
