import GRDB
import QRTickets

/// The statements; each runs inside a transaction of the caller's.
extension SQLiteReplayStore {
    /// What the file has of a code: both trees must know it, or neither.
    func row(of key: ReplayKey, in database: Database) throws -> ReplayEntry? {
        let row = try Row.fetchOne(
            try database.cachedStatement(
                sql: "SELECT \(ReplayRow.columns) FROM code WHERE high = ? AND low = ?"),
            arguments: [Int64(bitPattern: key.high), Int64(bitPattern: key.low)])
        let mirror = try Row.fetchOne(
            try database.cachedStatement(
                sql: """
                    SELECT high, low FROM code INDEXED BY code_mirror WHERE mirror_high = ? AND mirror_low = ?
                    """), arguments: [Int64(bitPattern: ~key.high), Int64(bitPattern: ~key.low)])
        guard let row else {
            guard mirror == nil else { throw ReplayStoreFault.named(.corrupt, "a code that one tree has lost") }
            return nil
        }
        let found = try ReplayRow(row)
        guard mirror != nil, found.key == key else {
            throw ReplayStoreFault.named(.corrupt, "a code that one tree has lost")
        }
        return found.entry
    }

    /// Deletes some rows that are over; throws where the file is full of others.
    func makeRoom(in database: Database, now: UInt32) throws {
        let oldest = Int64(ReplayLifetime.oldest(now: now))
        try deleteRows("expires < ?", oldest, in: database)
        guard try tally(in: database) >= limit else { return }
        try deleteRows("expires > ?", Int64(ReplayLifetime.farAhead(now: now)), in: database)
        guard try tally(in: database) >= limit else { return }
        throw ReplayStoreFault.named(.full, "\(limit) codes are still live")
    }

    func insert(_ row: ReplayRow, in database: Database) throws {
        guard try tally(in: database) < limit else { throw ReplayStoreFault.named(.full, "\(limit) codes are live") }
        try database.cachedStatement(
            sql: "INSERT INTO code (\(ReplayRow.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        ).execute(arguments: row.arguments)
        try count(1, in: database)
    }

    /// Writes the tap's sequence; what stands there then.
    func confirm(
        _ key: ReplayKey, _ found: ReplayEntry, _ sequence: UInt64, in database: Database
    ) throws -> ReplayEntry {
        let entry = ReplayEntry(
            holder: found.holder, time: found.time, expires: found.expires, sequence: sequence)
        if found == entry { return entry }
        try database.cachedStatement(
            sql: "UPDATE code SET sequence = ?, checksum = ? WHERE high = ? AND low = ?"
        ).execute(arguments: [
            Int64(bitPattern: sequence), Int64(ReplayRow(key, entry).checksum), Int64(bitPattern: key.high),
            Int64(bitPattern: key.low),
        ])
        try count(0, in: database)
        return entry
    }

    func delete(_ key: ReplayKey, in database: Database) throws {
        try database.cachedStatement(sql: "DELETE FROM code WHERE high = ? AND low = ?").execute(
            arguments: [Int64(bitPattern: key.high), Int64(bitPattern: key.low)])
        try count(-database.changesCount, in: database)
    }

    /// The codes that a device has taken and neither confirmed nor released.
    func openRows(of device: String, in database: Database) throws -> [ReplayRow] {
        try Row.fetchAll(
            try database.cachedStatement(
                sql: "SELECT \(ReplayRow.columns) FROM code WHERE sequence IS NULL AND device = ?"),
            arguments: [device]
        ).map(ReplayRow.init)
    }

    /// The count of rows as the file keeps it.
    func tally(in database: Database) throws -> Int {
        guard let count = try Int.fetchOne(try database.cachedStatement(sql: "SELECT codes FROM tally")), count >= 0
        else { throw ReplayStoreFault.named(.corrupt, "the count of codes is gone") }
        return count
    }

    /// How often the file was written, ever.
    func writes(in database: Database) throws -> Int {
        guard let count = try Int.fetchOne(try database.cachedStatement(sql: "SELECT writes FROM tally")) else {
            throw ReplayStoreFault.named(.corrupt, "the count of writes is gone")
        }
        return count
    }

    private func count(_ change: Int, in database: Database) throws {
        try database.cachedStatement(sql: "UPDATE tally SET codes = codes + ?, writes = writes + 1").execute(
            arguments: [change])
    }

    /// Some rows by when they expire; each is read first, so that a damaged one is found and not deleted.
    private func deleteRows(_ condition: String, _ second: Int64, in database: Database) throws {
        let rows = try Row.fetchAll(
            try database.cachedStatement(
                sql: """
                    SELECT \(ReplayRow.columns) FROM code INDEXED BY code_expires WHERE \(condition) LIMIT \(Self.sweep)
                    """), arguments: [second])
        for row in rows { try delete(try ReplayRow(row).key, in: database) }
    }
}
