/// Reads a small CSV file field by field: one header line, columns found by name in any order.
///
/// For network folders and batches. Tap logs have their own reader, made for gigabytes.
///
/// - **Shape**: fields separated by commas; a field may be quoted, with `""` for a quote; LF or CRLF; UTF-8, BOM
///   skipped.
/// - **Limits**: the whole file is in memory. A quoted field may not span lines. Blank lines are passed over.
/// - **Errors**: ``FareDataError``, with the line counted from 1.
public struct CSVReader {
    /// The name used in errors.
    public let file: String
    /// The header's column names.
    public let header: [String]
    /// The line of the current record, counted from 1.
    public private(set) var line = 1

    /// Records with fewer or more fields than the header are given as they are, ``isRagged``, instead of refused.
    public var acceptsRagged = false
    /// Whether the current record has fewer or more fields than the header; missing ones are empty.
    public private(set) var isRagged = false

    private let bytes: [UInt8]
    private var position: Int
    private var fields: [Range<Int>] = []

    /// Reads the header line.
    public init(file: String, bytes: [UInt8]) throws(FareDataError) {
        self.file = file
        self.bytes = bytes
        position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var cursor = position
        try Self.split(bytes, from: &cursor, line: 1, file: file, into: &fields)
        header = fields.map { Self.text(bytes[$0]) }
        position = cursor
        guard !bytes.isEmpty else { throw .inconsistent(file: file, what: "the file is empty; expected a header line") }
    }

    /// The position of a column, or nil if the file has none of that name.
    public func column(_ name: String) -> Int? { header.firstIndex(of: name) }

    /// The position of a column that the file must have.
    public func requiredColumn(_ name: String) throws(FareDataError) -> Int {
        if let found = column(name) { return found }
        throw .missingColumn(file: file, column: name, found: header.joined(separator: ","))
    }

    /// Moves to the next record; false at the end of the file.
    public mutating func next() throws(FareDataError) -> Bool {
        while position < bytes.count {
            line += 1
            try Self.split(bytes, from: &position, line: line, file: file, into: &fields)
            if fields.count == 1, fields[0].isEmpty { continue }
            isRagged = fields.count != header.count
            if isRagged, acceptsRagged {
                while fields.count < header.count { fields.append(position..<position) }
                return true
            }
            guard !isRagged else {
                throw .contradiction(
                    file: file, line: line, what: "\(fields.count) fields; the header has \(header.count)")
            }
            return true
        }
        return false
    }

    /// The bytes of a field as they stand, without its quotes; a doubled quote inside stays doubled.
    public func raw(_ column: Int) -> ArraySlice<UInt8> { bytes[fields[column]] }

    /// A field as text.
    public func string(_ column: Int) -> String { Self.text(bytes[fields[column]]) }

    /// All fields of the record as text.
    public var strings: [String] { fields.map { Self.text(bytes[$0]) } }

    /// A field as a whole number from 0 to `maximum`.
    public func integer(_ column: Int, maximum: Int) throws(FareDataError) -> Int {
        let field = bytes[fields[column]]
        var value = 0
        var valid = !field.isEmpty && field.count <= 12
        for digit in field where valid {
            valid = (0x30...0x39).contains(digit)
            value = value * 10 + Int((digit &- 0x30) & 15)
        }
        guard valid, value <= maximum else {
            throw bad(column, "a whole number from 0 to \(maximum)")
        }
        return value
    }

    private static func text(_ field: ArraySlice<UInt8>) -> String {
        let text = String(decoding: field, as: UTF8.self)
        guard field.contains(0x22) else { return text }
        var plain = ""
        var quoteBefore = false
        for scalar in text.unicodeScalars {
            if scalar == "\"", quoteBefore {
                quoteBefore = false
                continue
            }
            quoteBefore = scalar == "\""
            plain.unicodeScalars.append(scalar)
        }
        return plain
    }

    private static func split(
        _ bytes: [UInt8], from position: inout Int, line: Int, file: String, into fields: inout [Range<Int>]
    ) throws(FareDataError) {
        fields.removeAll(keepingCapacity: true)
        var start = position
        while true {
            if start < bytes.count, bytes[start] == 0x22 {
                var end = start + 1
                while true {
                    guard end < bytes.count, bytes[end] != 0x0A else {
                        throw .contradiction(file: file, line: line, what: "a quoted field is not closed on its line")
                    }
                    if bytes[end] == 0x22 {
                        guard end + 1 < bytes.count, bytes[end + 1] == 0x22 else { break }
                        end += 1
                    }
                    end += 1
                }
                fields.append(start + 1..<end)
                start = end + 1
                if start < bytes.count, bytes[start] == 0x0D { start += 1 }
                guard start < bytes.count else { break }
                if bytes[start] == 0x0A { break }
                guard bytes[start] == 0x2C else {
                    throw .contradiction(file: file, line: line, what: "text after a closing quote; expected a comma")
                }
                start += 1
            } else {
                var end = start
                while end < bytes.count, bytes[end] != 0x2C, bytes[end] != 0x0A { end += 1 }
                let lineEnds = end == bytes.count || bytes[end] == 0x0A
                let trimmed = lineEnds && end > start && bytes[end - 1] == 0x0D ? end - 1 : end
                fields.append(start..<trimmed)
                start = end
                if lineEnds { break }
                start += 1
            }
        }
        position = start < bytes.count ? start + 1 : start
    }
}
