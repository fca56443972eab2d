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

    /// A token as it stands in the file.
    static func bytes(_ token: CardToken) -> DatabaseValue {
        var bytes: [UInt8] = []
        bytes.append(littleEndian: token.high)
        bytes.append(littleEndian: token.low)
        return Hexadecimal.text(bytes).databaseValue
    }
}

/// Tokens as text: SQLite's blobs would need Foundation's Data.
private enum Hexadecimal {
    static func text(_ bytes: [UInt8]) -> String {
        var text = ""
        for byte in bytes {
            let digits = String(byte, radix: 16)
            text += digits.utf8.count == 1 ? "0" + digits : digits
        }
        return text
    }
}
