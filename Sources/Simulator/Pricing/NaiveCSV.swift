import Fares

/// A small CSV file as rows of text, for the naive pricer only: it shares no code with the engine's reader.
///
/// - **Shape**: one header line; LF or CRLF; BOM skipped; blank lines passed over; fields may be quoted.
/// - **Errors**: ``FareDataError`` for a missing column or a row of another width.
struct NaiveCSV {
    let name: String
    let columns: [String]
    let rows: [[String]]

    init(name: String, bytes: [UInt8]) throws(FareDataError) {
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        var rows: [[String]] = []
        for line in text.split(separator: 0x0A) {
            let line = line.last == 0x0D ? line.dropLast() : line
            if !line.isEmpty { rows.append(Self.fields(line)) }
        }
        guard let header = rows.first else { throw .inconsistent(file: name, what: "the file has no header line") }
        self.name = name
        columns = header
        self.rows = Array(rows.dropFirst())
        guard self.rows.allSatisfy({ $0.count == header.count }) else {
            throw .inconsistent(file: name, what: "a row has not as many fields as the header")
        }
    }

    /// The position of the first of `names` that the file has.
    func column(_ names: String...) throws(FareDataError) -> Int {
        for name in names {
            if let found = columns.firstIndex(of: name) { return found }
        }
        throw .missingColumn(file: name, column: names[0], found: columns.joined(separator: ","))
    }

    private static func fields(_ line: ArraySlice<UInt8>) -> [String] {
        guard line.contains(0x22) else {
            let plain = line.split(separator: 0x2C, omittingEmptySubsequences: false)
            return plain.map { String(decoding: $0, as: UTF8.self) }
        }
        var fields: [[UInt8]] = [[]]
        var isQuoted = false
        var previous: UInt8 = 0
        for byte in line {
            if byte == 0x22 {
                // A quote inside a quoted field is doubled: the second one of a pair is text.
                if !isQuoted, previous == 0x22 { fields[fields.count - 1].append(byte) }
                isQuoted.toggle()
            } else if byte == 0x2C, !isQuoted {
                fields.append([])
            } else {
                fields[fields.count - 1].append(byte)
            }
            previous = byte
        }
        return fields.map { String(decoding: $0, as: UTF8.self) }
    }
}
