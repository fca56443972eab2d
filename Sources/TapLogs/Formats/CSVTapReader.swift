import CByteScan

/// Splits a CSV log into rows: separators are marked 64 bytes at a time, quotes looked at only where some stand.
///
/// - **Limits**: a quoted field may not span lines; a row of more than ``RejectReason/maximumRowBytes`` is passed over.
struct CSVTapReader<Sink: RowSink>: BlockConsumer {
    private let columnCount: Int
    private let columns: InlineArray<10, Int>
    private let memory = FieldBoundsMemory()
    private let bounds: FieldBounds
    private var isSkipping = false
    private var skipsHeader: Bool
    /// The lines passed so far, the header not counted.
    private(set) var line = 0
    var sink: Sink

    init(_ layout: CSVLayout, skipsHeader: Bool, sink: Sink) {
        columnCount = layout.columnCount
        var columns = InlineArray<10, Int>(repeating: -1)
        for (role, column) in layout.columns.enumerated() { columns[role] = column }
        self.columns = columns
        bounds = memory.bounds
        self.skipsHeader = skipsHeader
        self.sink = sink
    }

    mutating func consume(_ bytes: LogBytes, isLast: Bool) throws(LogError) -> Int {
        var start = 0
        if isSkipping || skipsHeader {
            guard let lineFeed = bytes.lineFeed(from: 0) else { return bytes.count }
            start = lineFeed + 1
            if isSkipping { line += 1 }
            isSkipping = false
            skipsHeader = false
        }
        start = try takeWholeLines(bytes, from: start)
        if start < bytes.count, isLast {
            let (fields, hasQuote) = splitLastLine(bytes, from: start)
            try take(bytes, start..<bytes.count, fieldCount: fields, hasQuote: hasQuote)
            line += 1
            return bytes.count
        }
        // A carriage return behind a row of the greatest length is not of the row.
        if bytes.count - start > RejectReason.maximumRowBytes + 1 {
            try sink.reject(.tooLong, bytes, start..<start + 200, line: line)
            isSkipping = true
            return bytes.count
        }
        return start
    }

    /// Takes every line that ends within `bytes`; returns where the unfinished one begins.
    private mutating func takeWholeLines(_ bytes: LogBytes, from first: Int) throws(LogError) -> Int {
        var start = first
        var block = first
        var field = 0
        var hasQuote = false
        bounds.set(0, start..<start)
        while block < bytes.count {
            let marks = bytes.marks(at: block)
            var separators = marks.separators
            if marks.quotes != 0 { hasQuote = true }
            while separators != 0 {
                let offset = block + separators.trailingZeroBitCount
                let isLineFeed = marks.line_feeds & (separators & (0 &- separators)) != 0
                separators &= separators - 1
                bounds.close(field, at: offset)
                field += 1
                guard isLineFeed else { continue }
                guard offset < bytes.count else { return start }
                try take(bytes, start..<offset, fieldCount: field, hasQuote: hasQuote)
                line += 1
                start = offset + 1
                bounds.set(0, start..<start)
                field = 0
                // The rest of this block may belong to the next line, so its quotes may, too.
                hasQuote = marks.quotes != 0
            }
            block += 64
        }
        return start
    }

    /// Splits a last line without line feed.
    private func splitLastLine(_ bytes: LogBytes, from start: Int) -> (fields: Int, hasQuote: Bool) {
        var field = 0
        var hasQuote = false
        bounds.set(0, start..<start)
        for offset in start..<bytes.count {
            if bytes[offset] == 0x22 { hasQuote = true }
            guard bytes[offset] == 0x2C else { continue }
            bounds.close(field, at: offset)
            field += 1
        }
        bounds.close(field, at: bytes.count)
        return (field + 1, hasQuote)
    }

    @inline(__always)
    private mutating func take(
        _ bytes: LogBytes, _ whole: Range<Int>, fieldCount: Int, hasQuote: Bool
    ) throws(LogError) {
        var row = whole
        if row.upperBound > row.lowerBound, bytes[row.upperBound - 1] == 0x0D {
            row = row.lowerBound..<row.upperBound - 1
            if fieldCount <= columnCount { bounds.set(fieldCount - 1, bounds.start(fieldCount - 1)..<row.upperBound) }
        }
        guard !row.isEmpty else { return }
        guard row.count <= RejectReason.maximumRowBytes else {
            return try sink.reject(.tooLong, bytes, row.lowerBound..<row.lowerBound + 200, line: line)
        }
        if fieldCount != columnCount || (hasQuote && hasSplitQuote(bytes)) {
            guard hasQuote, splitQuoted(bytes, row) else { return try sink.reject(.malformed, bytes, row, line: line) }
        }
        let fields = CSVFields(bytes: bytes, bounds: bounds, columns: columns, row: row, mayBeQuoted: hasQuote)
        try sink.take(bytes, fields, line: line)
    }

    /// Whether a field begins with a quote and does not end with one: then its commas are text.
    private func hasSplitQuote(_ bytes: LogBytes) -> Bool {
        for field in 0..<columnCount {
            let (start, end) = (bounds.start(field), bounds.end(field))
            if end > start, bytes[start] == 0x22, end - start < 2 || bytes[end - 1] != 0x22 { return true }
        }
        return false
    }

    /// Splits a line with regard to quotes, which stay around their fields; false if it is not well formed.
    private func splitQuoted(_ bytes: LogBytes, _ row: Range<Int>) -> Bool {
        var field = 0
        var position = row.lowerBound
        while field < columnCount {
            var end = position
            if end < row.upperBound, bytes[end] == 0x22 {
                end += 1
                while end < row.upperBound, bytes[end] != 0x22 || (end + 1 < row.upperBound && bytes[end + 1] == 0x22) {
                    end += bytes[end] == 0x22 ? 2 : 1
                }
                guard end < row.upperBound else { return false }
                end += 1
            } else {
                while end < row.upperBound, bytes[end] != 0x2C { end += 1 }
            }
            bounds.set(field, position..<end)
            field += 1
            if end == row.upperBound { return field == columnCount }
            guard bytes[end] == 0x2C else { return false }
            position = end + 1
        }
        return false
    }
}
