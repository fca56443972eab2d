/// The header of a CSV log: which column holds what.
struct CSVLayout: Sendable {
    /// The most columns a log may have.
    static let maximumColumns = 64

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
        guard columnCount <= Self.maximumColumns else {
            throw .unknownFormat(file: file, start: "\(columnCount) columns; at most \(Self.maximumColumns)")
        }
    }
}

/// Where the fields of one line begin and end: a fixed piece of memory that lives as long as its owner.
@safe struct FieldBounds {
    private let starts: UnsafeMutablePointer<Int>
    private let ends: UnsafeMutablePointer<Int>

    fileprivate init(starts: UnsafeMutablePointer<Int>, ends: UnsafeMutablePointer<Int>) {
        unsafe self.starts = starts
        unsafe self.ends = ends
    }

    /// Notes that a field ends at `offset` and the next begins behind it; fields past the last are let go.
    @inline(__always) func close(_ field: Int, at offset: Int) {
        let slot = min(field, CSVLayout.maximumColumns)
        unsafe ends[slot] = offset
        unsafe starts[slot + 1] = offset + 1
    }

    /// Sets both bounds of a field.
    @inline(__always) func set(_ field: Int, _ range: Range<Int>) {
        unsafe starts[field] = range.lowerBound
        unsafe ends[field] = range.upperBound
    }

    @inline(__always) func start(_ field: Int) -> Int { unsafe starts[field] }
    @inline(__always) func end(_ field: Int) -> Int { unsafe ends[field] }
}

/// Owns the memory of ``FieldBounds``.
@safe final class FieldBoundsMemory {
    private let memory: UnsafeMutablePointer<Int>
    /// The bounds themselves, without reference counting.
    let bounds: FieldBounds

    init() {
        let size = CSVLayout.maximumColumns + 2
        unsafe memory = .allocate(capacity: size * 2)
        unsafe memory.initialize(repeating: 0, count: size * 2)
        bounds = unsafe FieldBounds(starts: memory, ends: memory + size)
    }

    deinit { unsafe memory.deallocate() }
}

/// The fields of one CSV line.
struct CSVFields: FieldSource {
    let bytes: LogBytes
    let bounds: FieldBounds
    let columns: InlineArray<10, Int>
    let row: Range<Int>
    /// Fields may stand in quotes.
    let mayBeQuoted: Bool

    @inline(__always) func range(_ role: FieldRole) -> Range<Int> {
        let column = columns[role.rawValue]
        guard column >= 0 else { return row.lowerBound..<row.lowerBound }
        let (start, end) = (bounds.start(column), bounds.end(column))
        if mayBeQuoted, end - start >= 2, bytes[start] == 0x22, bytes[end - 1] == 0x22 { return start + 1..<end - 1 }
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
