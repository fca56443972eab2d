import Fares
import GRDB
import Gate

/// What the index keeps of a record.
struct IndexRow {
    let sequence: UInt64
    let kind: UInt8
    let wallMilliseconds: Int64
    let facts: JournalQuery.Facts

    init(_ header: RecordHeader, _ body: Span<UInt8>) throws(BodyFault) {
        sequence = header.sequence
        kind = header.kind
        wallMilliseconds = header.moment.wallMilliseconds
        facts = try JournalQuery.Facts(header, body)
    }

    /// In the order in which they are inserted.
    var arguments: StatementArguments {
        [
            Int64(bitPattern: sequence), Int64(kind), wallMilliseconds, facts.date.map { Int64($0.dayNumber) },
            facts.token.map(Self.bytes), facts.station,
        ]
    }

    /// A token's bytes as they stand in the file, as text: SQLite's blobs would need Foundation's Data.
    static func bytes(_ token: CardToken) -> DatabaseValue {
        (token.high.byteSwapped.hexDigits + token.low.byteSwapped.hexDigits).databaseValue
    }
}
