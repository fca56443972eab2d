/// The header of a CSV log: which column holds what.
struct CSVLayout: Sendable {
    /// The number of columns.
    let columnCount: Int
    /// The column of each ``FieldRole`` by raw value; -1: none.
    let columns: [Int]

    /// Reads a header line (without line end, perhaps with a BOM and quotes).
    init(file: String, header: [UInt8], required: [FieldRole]) throws(LogError) {
        let plain = header.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(header.dropFirst(3)) : header
        let text = String(decoding: plain, as: UTF8.self)
        let names = text.split(separator: ",", omittingEmptySubsequences: false).map { name in
            String(name.filter { $0 != "\"" && $0 != " " && $0 != "\r" })
        }
        columnCount = names.count
        columns = FieldRole.allCases.map { role in
            role.openDataName.flatMap { names.firstIndex(of: $0) } ?? -1
        }
        for role in required where columns[role.rawValue] < 0 {
            throw .missingColumn(file: file, column: role.openDataName ?? role.ownName, found: String(text.prefix(200)))
        }
        guard columnCount <= FieldEnds.capacity else {
            throw .unknownFormat(file: file, start: "\(columnCount) columns; at most \(FieldEnds.capacity)")
        }
    }
}

/// Where the fields of one line end; a fixed piece of memory that lives as long as the reader.
@safe final class FieldEnds {
    /// The most fields a line may have.
    static let capacity = 64

    fileprivate let ends: UnsafeMutablePointer<Int>
    fileprivate let starts: UnsafeMutablePointer<Int>

    init() {
        unsafe ends = .allocate(capacity: Self.capacity + 1)
        unsafe ends.initialize(repeating: 0, count: Self.capacity + 1)
        unsafe starts = .allocate(capacity: Self.capacity + 1)
        unsafe starts.initialize(repeating: 0, count: Self.capacity + 1)
    }

    deinit {
        unsafe ends.deallocate()
        unsafe starts.deallocate()
    }

    @inline(__always) func setEnd(_ field: Int, _ offset: Int) { unsafe ends[field] = offset }
    @inline(__always) func end(_ field: Int) -> Int { unsafe ends[field] }
    @inline(__always) func setStart(_ field: Int, _ offset: Int) { unsafe starts[field] = offset }
    @inline(__always) func start(_ field: Int) -> Int { unsafe starts[field] }
}

/// The columns of the roles as a fixed array, so that a look-up is one load.
struct CSVColumns {
    private var columns = InlineArray<10, Int>(repeating: -1)

    init(_ layout: CSVLayout) {
        for (role, column) in layout.columns.enumerated() { columns[role] = column }
    }

    @inline(__always) func column(_ role: FieldRole) -> Int { columns[role.rawValue] }
}

/// The fields of one CSV line.
struct CSVFields: FieldSource {
    let bytes: LogBytes
    let ends: FieldEnds
    let columns: CSVColumns
    let row: Range<Int>
    /// The line has been split with regard to quotes: starts stand beside ends.
    let isQuoted: Bool

    @inline(__always) func range(_ role: FieldRole) -> Range<Int> {
        let column = columns.column(role)
        guard column >= 0 else { return row.lowerBound..<row.lowerBound }
        if isQuoted { return ends.start(column)..<ends.end(column) }
        let start = column == 0 ? row.lowerBound : ends.end(column - 1) + 1
        let end = ends.end(column)
        if end - start >= 2, bytes[start] == 0x22 { return start + 1..<end - 1 }
        return start..<end
    }

    /// In a quoted field, two quotes are one (RFC 4180, 2.7).
    func plain(_ bytes: LogBytes, _ role: FieldRole) -> [UInt8] {
        let range = range(role)
        guard range.lowerBound > row.lowerBound, bytes[range.lowerBound - 1] == 0x22 else { return bytes.array(range) }
        var plain: [UInt8] = []
        var offset = range.lowerBound
        while offset < range.upperBound {
            plain.append(bytes[offset])
            let isDoubled = bytes[offset] == 0x22 && offset + 1 < range.upperBound && bytes[offset + 1] == 0x22
            offset += isDoubled ? 2 : 1
        }
        return plain
    }
}

/// Splits a CSV log into rows: separators found eight bytes at a time, quotes looked at only where they stand.
///
/// - **Limits**: a quoted field may not span lines; a row of more than ``RejectReason/maximumRowBytes`` is passed over.
struct CSVTapReader<Sink: RowSink>: BlockConsumer {
    private let columnCount: Int
    private let columns: CSVColumns
    private let ends = FieldEnds()
    private var isSkipping = false
    private var skipsHeader: Bool
    /// The lines passed so far, the header not counted.
    private(set) var line = 0
    var sink: Sink

    init(_ layout: CSVLayout, skipsHeader: Bool, sink: Sink) {
        columnCount = layout.columnCount
        columns = CSVColumns(layout)
        self.skipsHeader = skipsHeader
        self.sink = sink
    }

    mutating func consume(_ bytes: LogBytes, isLast: Bool) throws(LogError) -> Int {
        var start = 0
        while start < bytes.count {
            if isSkipping || skipsHeader {
                guard let lineFeed = bytes.lineFeed(from: start) else { return bytes.count }
                start = lineFeed + 1
                if isSkipping { line += 1 }
                isSkipping = false
                skipsHeader = false
                continue
            }
            let (count, end) = split(bytes, start)
            guard end < bytes.count || isLast else {
                // A carriage return behind a row of the greatest length is not of the row.
                guard bytes.count - start > RejectReason.maximumRowBytes + 1 else { return start }
                try sink.reject(.tooLong, bytes, start..<start + 200, line: line)
                isSkipping = true
                return bytes.count
            }
            try take(bytes, start..<end, fieldCount: count)
            line += 1
            start = end + 1
        }
        return bytes.count
    }

    /// Finds the separators of the line at `start`: the number of fields, and where the line ends.
    @inline(__always) private func split(_ bytes: LogBytes, _ start: Int) -> (fields: Int, end: Int) {
        var field = 0
        var position = start
        while position < bytes.count {
            let word = bytes.word(at: position)
            var hits =
                LogBytes.zeroBytes(word ^ 0x2C2C_2C2C_2C2C_2C2C) | LogBytes.zeroBytes(word ^ 0x0A0A_0A0A_0A0A_0A0A)
            while hits != 0 {
                let offset = position + hits.trailingZeroBitCount / 8
                if bytes[offset] == 0x0A || offset >= bytes.count {
                    let end = min(offset, bytes.count)
                    ends.setEnd(min(field, FieldEnds.capacity), end)
                    return (field + 1, end)
                }
                ends.setEnd(min(field, FieldEnds.capacity), offset)
                field += 1
                hits &= hits - 1
            }
            position += 8
        }
        ends.setEnd(min(field, FieldEnds.capacity), bytes.count)
        return (field + 1, bytes.count)
    }

    @inline(__always) private mutating func take(_ bytes: LogBytes, _ row: Range<Int>, fieldCount: Int) throws(LogError)
    {
        var row = row
        if row.upperBound > row.lowerBound, bytes[row.upperBound - 1] == 0x0D {
            row = row.lowerBound..<row.upperBound - 1
            if fieldCount <= columnCount { ends.setEnd(fieldCount - 1, row.upperBound) }
        }
        guard !row.isEmpty else { return }
        guard row.count <= RejectReason.maximumRowBytes else {
            return try sink.reject(.tooLong, bytes, row.lowerBound..<row.lowerBound + 200, line: line)
        }
        if fieldCount == columnCount, !hasSplitQuote(bytes, row) {
            let fields = CSVFields(bytes: bytes, ends: ends, columns: columns, row: row, isQuoted: false)
            return try sink.take(bytes, fields, line: line)
        }
        guard splitQuoted(bytes, row) else { return try sink.reject(.malformed, bytes, row, line: line) }
        let fields = CSVFields(bytes: bytes, ends: ends, columns: columns, row: row, isQuoted: true)
        try sink.take(bytes, fields, line: line)
    }

    /// Whether a field begins with a quote and does not end with one: then its commas are text.
    @inline(__always) private func hasSplitQuote(_ bytes: LogBytes, _ row: Range<Int>) -> Bool {
        var start = row.lowerBound
        for field in 0..<columnCount {
            let end = ends.end(field)
            if bytes[start] == 0x22, end > start, end - start < 2 || bytes[end - 1] != 0x22 { return true }
            start = end + 1
        }
        return false
    }

    /// Splits a line with regard to quotes; false if it is not well formed.
    private func splitQuoted(_ bytes: LogBytes, _ row: Range<Int>) -> Bool {
        var field = 0
        var position = row.lowerBound
        while field < columnCount {
            if position < row.upperBound, bytes[position] == 0x22 {
                var end = position + 1
                while end < row.upperBound, bytes[end] != 0x22 || (end + 1 < row.upperBound && bytes[end + 1] == 0x22) {
                    end += bytes[end] == 0x22 ? 2 : 1
                }
                guard end < row.upperBound else { return false }
                ends.setStart(field, position + 1)
                ends.setEnd(field, end)
                position = end + 1
            } else {
                var end = position
                while end < row.upperBound, bytes[end] != 0x2C { end += 1 }
                ends.setStart(field, position)
                ends.setEnd(field, end)
                position = end
            }
            field += 1
            if position == row.upperBound { break }
            guard bytes[position] == 0x2C else { return false }
            position += 1
            if position == row.upperBound, field < columnCount {
                ends.setStart(field, position)
                ends.setEnd(field, position)
                field += 1
                break
            }
        }
        return field == columnCount && position == row.upperBound && !endsInExtraComma(bytes, row, field)
    }

    private func endsInExtraComma(_ bytes: LogBytes, _ row: Range<Int>, _ field: Int) -> Bool {
        bytes[row.upperBound - 1] == 0x2C && ends.end(field - 1) != row.upperBound
    }
}
