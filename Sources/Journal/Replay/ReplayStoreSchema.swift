import GRDB
import QRTickets

/// The tables of a file of shown codes.
///
/// - **Shape**: one row a code, found by the 16 bytes of its key and again by the key's complement through another
///   tree, so that no single damaged byte can hide a code; a checksum over each row; a count of the rows, and of all
///   writes.
enum ReplayStoreSchema {
    /// "FGRS" in `application_id`: the file is a store of ours.
    static let application: Int32 = 0x4647_5253
    /// In `user_version`.
    static let version: Int32 = 1

    /// Makes a new file's tables.
    static func create(in database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE code (
                    high INTEGER NOT NULL, low INTEGER NOT NULL, mirror_high INTEGER NOT NULL, mirror_low INTEGER NOT NULL,
                    device TEXT NOT NULL, lane INTEGER NOT NULL, time INTEGER NOT NULL, expires INTEGER NOT NULL,
                    sequence INTEGER, checksum INTEGER NOT NULL, PRIMARY KEY (high, low)
                ) WITHOUT ROWID;
                CREATE UNIQUE INDEX code_mirror ON code (mirror_high, mirror_low);
                CREATE INDEX code_expires ON code (expires);
                CREATE INDEX code_open ON code (device) WHERE sequence IS NULL;
                CREATE TABLE tally (only INTEGER PRIMARY KEY CHECK (only = 1), codes INTEGER NOT NULL,
                    writes INTEGER NOT NULL);
                INSERT INTO tally VALUES (1, 0, 0);
                PRAGMA application_id = 1179079251;
                PRAGMA user_version = 1;
                """)
    }

    /// Whether the file is empty, ours, or something else.
    static func check(_ database: Database) throws -> Bool {
        let application = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let version = try Int32.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        let tables = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM sqlite_schema") ?? 0
        if tables == 0, application == 0, version == 0 { return false }
        guard application == Self.application else {
            throw ReplayStoreFault.named(.notADatabase, "a database of something else")
        }
        guard version <= Self.version else {
            throw ReplayStoreFault.named(.newer, "form \(version) of a newer faregate; this one knows \(Self.version)")
        }
        guard version == Self.version else {
            throw ReplayStoreFault.named(.corrupt, "form \(version), which never was")
        }
        return true
    }

    /// Reads the whole file: its trees, every row, the count.
    static func verify(_ database: Database, each row: (ReplayRow) -> Void) throws {
        let words = try String.fetchOne(database, sql: "PRAGMA integrity_check(1)")
        guard words == "ok" else { throw ReplayStoreFault.named(.corrupt, words ?? "no answer") }
        var count = 0
        let cursor = try Row.fetchCursor(database, sql: "SELECT \(ReplayRow.columns) FROM code")
        while let found = try cursor.next() {
            row(try ReplayRow(found))
            count += 1
        }
        let tally = try Int.fetchOne(database, sql: "SELECT codes FROM tally")
        guard tally == count else {
            throw ReplayStoreFault.named(.corrupt, "\(count) codes where \(tally ?? -1) are counted")
        }
    }
}
