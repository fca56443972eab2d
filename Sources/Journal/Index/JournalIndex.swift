import Fares
import GRDB

/// A table of a journal's records for look-ups, beside its segments: built from them, never believed instead of them.
///
/// - **Shape**: SQLite with a rollback journal and `synchronous = NORMAL`: after a power cut it is older or, seldom,
///   damaged, and then built anew. Brought up to date from the record after its last.
/// - **Limits**: `rowsATransaction` rows a transaction. Tokens stand in it: retention removes the file, and one that
///   was built while it had fewer segments redacted than the journal has now is not believed.
/// - **Errors**: ``JournalError`` of the journal; ``Fault`` of the file.
package final class JournalIndex {
    /// Why the file cannot be made or asked.
    package struct Fault: Error, Hashable, Sendable {
        /// SQLite's words, or ours.
        package let reason: String
    }

    /// How an update went.
    package enum Update: Hashable, Sendable {
        /// Nothing was new.
        case current
        /// So many records were added.
        case added(Int)
        /// It was not there, of another journal, or damaged, and was made anew with so many records.
        case rebuilt(Int)
    }

    private static let rowsATransaction = 50_000
    private static let version = 2

    private let queue: DatabaseQueue

    private init(_ queue: DatabaseQueue) { self.queue = queue }

    // MARK: Building

    /// Brings the index of a journal up to date, and makes it where it is not there or cannot be trusted.
    ///
    /// - **Parameters**: `path` of the index; `remove` takes it away with whatever SQLite keeps beside it.
    package static func update(
        _ path: String, of storage: any JournalStorage, remove: () -> Void
    ) throws -> (index: JournalIndex, update: Update) {
        if let index = try? open(path), let added = try? index.extend(storage) {
            return (index, added == 0 ? .current : .added(added))
        }
        remove()
        let index: JournalIndex
        do {
            index = JournalIndex(try DatabaseQueue(path: path, configuration: configuration))
            try index.queue.write(createTables)
        } catch {
            throw Fault(reason: "\(error)")
        }
        guard let added = try index.extend(storage) else {
            throw Fault(reason: "the journal changes while it is indexed")
        }
        return (index, .rebuilt(added))
    }

    /// Opens an index that is there and whole; nil otherwise.
    package static func open(_ path: String) throws -> JournalIndex? {
        var configuration = configuration
        configuration.readonly = false
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        let isWhole = try queue.read { database in
            try Int.fetchOne(database, sql: "PRAGMA user_version") == version
                && String.fetchOne(database, sql: "PRAGMA quick_check(1)") == "ok"
        }
        return isWhole ? JournalIndex(queue) : nil
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA synchronous = NORMAL")
        }
        return configuration
    }

    private static func createTables(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE journal (only INTEGER PRIMARY KEY CHECK (only = 1), device TEXT NOT NULL,
                    epoch INTEGER NOT NULL, last_sequence INTEGER NOT NULL, last_hash TEXT NOT NULL,
                    redacted INTEGER NOT NULL);
                CREATE TABLE record (sequence INTEGER PRIMARY KEY, kind INTEGER NOT NULL, wall_ms INTEGER NOT NULL,
                    service_day INTEGER, token TEXT, station TEXT);
                CREATE INDEX record_token ON record (token) WHERE token IS NOT NULL;
                CREATE INDEX record_day ON record (service_day) WHERE service_day IS NOT NULL;
                CREATE INDEX record_kind ON record (kind, sequence);
                PRAGMA user_version = 2;
                """)
    }

    /// Adds what the journal has and the index has not; nil if the index is not this journal's beginning.
    private func extend(_ storage: any JournalStorage) throws -> Int? {
        let known = try known()
        var rows: [IndexRow] = []
        var isSame = true
        var added = 0
        var failure: (any Error)?
        let last = known?.sequence ?? 0
        let scan = try JournalReader.read(storage) { (header, body) throws(BodyFault) in
            if let known, header.sequence == last + 1, "\(header.previous)" != known.hash { isSame = false }
            guard header.sequence > last, isSame, failure == nil else { return }
            rows.append(try IndexRow(header, body))
            added += 1
            guard rows.count >= Self.rowsATransaction else { return }
            do { try self.insert(rows) } catch { failure = error }
            rows = []
        }
        if let failure { throw failure }
        if let damage = scan.damage { throw JournalError.damaged(damage) }
        guard let identity = scan.identity, let chain = scan.chain else {
            throw JournalError.noJournal(path: storage.path)
        }
        let name = "\(identity.device)-\(Int64(bitPattern: identity.epoch))"
        guard isSame, scan.lastSequence >= last, known.map({ $0.name == name }) ?? true,
            scan.lastSequence > last || known.map({ $0.hash == "\(chain)" }) ?? true,
            known.map({ $0.redacted == scan.redactedSegments }) ?? true
        else { return nil }
        try insert(rows)
        let end = (Int64(bitPattern: scan.lastSequence), "\(chain)")
        try queue.write { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO journal VALUES (1, ?, ?, ?, ?, ?)",
                arguments: [
                    identity.device, Int64(bitPattern: identity.epoch), end.0, end.1, scan.redactedSegments,
                ])
        }
        return added
    }

    /// What it says that it was built from; nil: nothing yet.
    private func known() throws -> (sequence: UInt64, hash: String, name: String, redacted: Int)? {
        try queue.read { database in
            guard
                let row = try Row.fetchOne(
                    database, sql: "SELECT device, epoch, last_sequence, last_hash, redacted FROM journal")
            else { return nil }
            let (device, epoch, last, hash): (String, Int64, Int64, String) = (row[0], row[1], row[2], row[3])
            return (UInt64(bitPattern: last), hash, "\(device)-\(epoch)", row[4])
        }
    }

    /// How far it knows this journal: up to a record that the journal has, with the same hash; nil: it was built from
    /// another journal, or another copy, or knows cards that retention has taken out of segments since.
    ///
    /// - **Limits**: reads the journal once.
    package func extent(in storage: any JournalStorage) throws -> UInt64? {
        guard let known = try known() else { return nil }
        var isSame = false
        let scan = try JournalReader.read(storage) { (header, _) throws(BodyFault) in
            if header.sequence == known.sequence + 1 { isSame = "\(header.previous)" == known.hash }
        }
        if scan.lastSequence == known.sequence { isSame = scan.chain.map { "\($0)" == known.hash } ?? false }
        guard isSame, scan.redactedSegments == known.redacted, let identity = scan.identity else { return nil }
        return "\(identity.device)-\(Int64(bitPattern: identity.epoch))" == known.name ? known.sequence : nil
    }

    private func insert(_ rows: [IndexRow]) throws {
        guard !rows.isEmpty else { return }
        try queue.write { database in
            let statement = try database.cachedStatement(
                sql: """
                    INSERT OR REPLACE INTO record (sequence, kind, wall_ms, service_day, token, station)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """)
            for row in rows { try statement.execute(arguments: row.arguments) }
        }
    }

    // MARK: Asking

    /// The records that a question is about, in order; every value is bound.
    package func sequences(_ query: JournalQuery) throws -> [UInt64] {
        var conditions = ["sequence BETWEEN ? AND ?"]
        var arguments: StatementArguments = [Int64(clamping: query.from), Int64(clamping: query.through)]
        if let token = query.token {
            conditions.append("token = ?")
            arguments += [IndexRow.bytes(token)]
        }
        if let kind = query.kind {
            conditions.append("kind = ?")
            arguments += [Int64(kind)]
        }
        if let date = query.date {
            conditions.append("service_day = ?")
            arguments += [Int64(date.dayNumber)]
        }
        let sql = "SELECT sequence FROM record WHERE \(conditions.joined(separator: " AND ")) ORDER BY sequence"
        return try queue.read { database in
            try Int64.fetchAll(database, sql: sql, arguments: arguments).map { UInt64(bitPattern: $0) }
        }
    }
}
