/// The fields of one flat JSON object.
struct JSONFields: FieldSource {
    let row: Range<Int>
    private var ranges: InlineArray<10, Range<Int>>

    init(row: Range<Int>, ranges: InlineArray<10, Range<Int>>) {
        self.row = row
        self.ranges = ranges
    }

    @inline(__always) func range(_ role: FieldRole) -> Range<Int> { ranges[role.rawValue] }
}

/// Reads tap logs of JSON objects: pages of records, or one record a line, with the keys of the open data or our own.
///
/// A page is any JSON that holds flat objects; what stands around them is passed over. In lines, each must be one flat
/// object, else it is rejected.
///
/// - **Limits**: a record of at most ``RejectReason/maximumRowBytes``.
/// - **Source**: RFC 8259; escapes are replaced, numbers and literals are taken as they stand.
struct JSONTapReader<Sink: RowSink>: BlockConsumer {
    private enum Scan {
        case record(end: Int)
        case nested(at: Int)
        case malformed(at: Int)
        case incomplete
    }

    private let isLines: Bool
    private let keys: NameTable
    private var ranges = InlineArray<10, Range<Int>>(repeating: 0..<0)
    private var escaped: UInt32 = 0
    private var known = 0
    private var isSkipping = false
    /// Brackets of a page that are open around the records.
    private var depth = 0
    /// Nothing of the pages was rejected for its form, so that ``depth`` is known.
    private var isWellFormed = true
    private var isAtStart = true
    /// The lines (or in pages the records) passed so far.
    private(set) var line = 0
    var sink: Sink

    init(isLines: Bool, sink: Sink) {
        self.isLines = isLines
        self.sink = sink
        var keys = NameTable(capacity: FieldRole.allCases.count * 2)
        for role in FieldRole.allCases {
            if let name = role.openDataName { keys.insert(name, number: role.rawValue) }
            keys.insert(role.ownName, number: role.rawValue)
        }
        self.keys = keys
    }

    mutating func consume(_ bytes: LogBytes, isLast: Bool) throws(LogError) -> Int {
        if isAtStart {
            guard bytes.count >= 3 || isLast else { return 0 }
            isAtStart = false
            // RFC 8259, 8.1: a parser may ignore a byte order mark.
            if bytes.count >= 3, bytes.equals(0..<3, [0xEF, 0xBB, 0xBF]) {
                return try 3 + consume(bytes.dropping(3), isLast: isLast)
            }
        }
        return try isLines ? consumeLines(bytes, isLast) : consumePages(bytes, isLast)
    }

    // MARK: One record a line

    private mutating func consumeLines(_ bytes: LogBytes, _ isLast: Bool) throws(LogError) -> Int {
        var start = 0
        while start < bytes.count {
            let lineFeed = bytes.lineFeed(from: start)
            if isSkipping {
                guard let lineFeed else { return bytes.count }
                isSkipping = false
                line += 1
                start = lineFeed + 1
                continue
            }
            guard lineFeed != nil || isLast else {
                // A carriage return behind a line of the greatest length is not of the line.
                guard bytes.count - start > RejectReason.maximumRowBytes + 1 else { return start }
                try sink.reject(.tooLong, bytes, start..<start + 200, line: line)
                isSkipping = true
                return bytes.count
            }
            let end = lineFeed ?? bytes.count
            try takeLine(bytes, start..<end)
            line += 1
            start = end + 1
        }
        return bytes.count
    }

    private mutating func takeLine(_ bytes: LogBytes, _ range: Range<Int>) throws(LogError) {
        let isCarried = !range.isEmpty && bytes[range.upperBound - 1] == 0x0D
        guard range.count - (isCarried ? 1 : 0) <= RejectReason.maximumRowBytes else {
            return try sink.reject(.tooLong, bytes, range.lowerBound..<range.lowerBound + 200, line: line)
        }
        var row = range
        while !row.isEmpty, Self.isSpace(bytes[row.lowerBound]) { row = row.lowerBound + 1..<row.upperBound }
        while !row.isEmpty, Self.isSpace(bytes[row.upperBound - 1]) { row = row.lowerBound..<row.upperBound - 1 }
        guard !row.isEmpty else { return }
        if bytes[row.lowerBound] == UInt8(ascii: "{"),
            case .record(let end) = scan(bytes, row.lowerBound, row.upperBound),
            end == row.upperBound, known > 0
        {
            return try emit(bytes, row)
        }
        try sink.reject(.malformed, bytes, row, line: line)
    }

    // MARK: Pages

    private mutating func consumePages(_ bytes: LogBytes, _ isLast: Bool) throws(LogError) -> Int {
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\""), !isSkipping {
                // A key or text of the page itself: its braces are no records.
                guard let text = Self.string(bytes, position, bytes.count) else {
                    if try !giveUp(bytes, position, isLast) { return position }
                    return bytes.count
                }
                position = text.range.upperBound + 1
                continue
            }
            if byte != UInt8(ascii: "{") {
                if byte == UInt8(ascii: "[") { depth += 1 }
                if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") { depth -= 1 }
                if !isSkipping, !Self.mayStandBetween(byte) {
                    isWellFormed = false
                    try sink.reject(.malformed, bytes, position..<min(position + 80, bytes.count), line: line)
                    line += 1
                    isSkipping = true
                }
                position += 1
                continue
            }
            isSkipping = false
            switch scan(bytes, position, bytes.count) {
            case .record(let end):
                if end - position > RejectReason.maximumRowBytes {
                    try sink.reject(.tooLong, bytes, position..<position + 200, line: line)
                    line += 1
                } else if known > 0 {
                    try emit(bytes, position..<end)
                    line += 1
                }
                position = end
            case .nested(let at):
                // A page may have one member with the name of a field; what has more is a record, and records are flat.
                if known > 1 {
                    try sink.reject(.malformed, bytes, position..<at, line: line)
                    line += 1
                    isSkipping = true
                    isWellFormed = false
                }
                depth += bytes[at - 1] == UInt8(ascii: "[") ? 2 : 1
                position = at
            case .malformed(let at):
                isWellFormed = false
                try sink.reject(.malformed, bytes, position..<min(at + 1, bytes.count), line: line)
                line += 1
                position = max(at, position + 1)
                isSkipping = true
            case .incomplete:
                return try giveUp(bytes, position, isLast) ? bytes.count : position
            }
        }
        if isLast, isWellFormed, depth != 0 {
            // Cut between two records: all that is there reads well, and the rest is missing.
            try sink.reject(.malformed, bytes, max(0, bytes.count - 80)..<bytes.count, line: line)
            line += 1
        }
        return bytes.count
    }

    /// Rejects what begins at `start` and does not end in the window, unless more bytes may complete it.
    private mutating func giveUp(_ bytes: LogBytes, _ start: Int, _ isLast: Bool) throws(LogError) -> Bool {
        let isLong = bytes.count - start > RejectReason.maximumRowBytes
        guard isLast || isLong else { return false }
        isWellFormed = false
        let shown = start..<min(start + 200, bytes.count)
        try sink.reject(isLong ? .tooLong : .malformed, bytes, shown, line: line)
        line += 1
        isSkipping = true
        return true
    }

    private mutating func emit(_ bytes: LogBytes, _ row: Range<Int>) throws(LogError) {
        guard escaped != 0 else { return try sink.take(bytes, JSONFields(row: row, ranges: ranges), line: line) }
        // Twice the record: once as it stands, for rejects, and once with its escapes replaced.
        var copy = bytes.array(row)
        copy += copy
        copy.append(contentsOf: repeatElement(0, count: LogBytes.slack))
        var shifted = ranges
        let shift = row.count - row.lowerBound
        for role in 0..<10 { shifted[role] = ranges[role].lowerBound + shift..<ranges[role].upperBound + shift }
        try unsafe copy.withUnsafeMutableBufferPointer { buffer throws(LogError) in
            guard let base = buffer.baseAddress else { return }
            let window = unsafe LogBytes(base, count: 2 * row.count)
            for role in 0..<10 where escaped & (1 << UInt32(role)) != 0 {
                shifted[role] = window.unescapeJSON(shifted[role])
            }
            try sink.take(window, JSONFields(row: 0..<row.count, ranges: shifted), line: line)
        }
    }

    // MARK: Scanning

    /// Scans the flat object that begins at `start`.
    private mutating func scan(_ bytes: LogBytes, _ start: Int, _ limit: Int) -> Scan {
        for role in 0..<10 { ranges[role] = start..<start }
        escaped = 0
        known = 0
        var position = start + 1
        var isFirst = true
        while true {
            position = Self.skipSpace(bytes, position, limit)
            guard position < limit else { return .incomplete }
            if bytes[position] == UInt8(ascii: "}"), isFirst { return .record(end: position + 1) }
            guard bytes[position] == UInt8(ascii: "\"") else { return .malformed(at: position) }
            guard let key = Self.string(bytes, position, limit) else { return .incomplete }
            position = Self.skipSpace(bytes, key.range.upperBound + 1, limit)
            guard position < limit else { return .incomplete }
            guard bytes[position] == UInt8(ascii: ":") else { return .malformed(at: position) }
            position = Self.skipSpace(bytes, position + 1, limit)
            guard position < limit else { return .incomplete }
            let role = keys.number(bytes, key.range)
            if role != nil { known += 1 }
            let value: Range<Int>
            var hasEscape = false
            switch bytes[position] {
            case UInt8(ascii: "{"): return .nested(at: position)
            case UInt8(ascii: "["): return .nested(at: position + 1)
            case UInt8(ascii: "\""):
                guard let text = Self.string(bytes, position, limit) else { return .incomplete }
                (value, hasEscape) = (text.range, text.hasEscape)
                position = text.range.upperBound + 1
            default:
                var end = position
                while end < limit, Self.isLiteral(bytes[end]) { end += 1 }
                guard end < limit else { return .incomplete }
                guard end > position else { return .malformed(at: position) }
                let isNull = end - position == 4 && bytes[position] == UInt8(ascii: "n")
                value = isNull ? position..<position : position..<end
                position = end
            }
            if let role {
                ranges[role] = value
                if hasEscape { escaped |= 1 << UInt32(role) }
            }
            position = Self.skipSpace(bytes, position, limit)
            guard position < limit else { return .incomplete }
            if bytes[position] == UInt8(ascii: "}") { return .record(end: position + 1) }
            guard bytes[position] == UInt8(ascii: ",") else { return .malformed(at: position) }
            position += 1
            isFirst = false
        }
    }

    /// The inside of the string that begins with the quote at `start`; nil if it does not end before `limit`.
    private static func string(_ bytes: LogBytes, _ start: Int, _ limit: Int) -> (range: Range<Int>, hasEscape: Bool)? {
        var end = start + 1
        var hasEscape = false
        while end < limit, bytes[end] != UInt8(ascii: "\"") {
            if bytes[end] == UInt8(ascii: "\\") {
                hasEscape = true
                end += 1
            }
            end += 1
        }
        return end < limit ? (start + 1..<end, hasEscape) : nil
    }

    private static func skipSpace(_ bytes: LogBytes, _ start: Int, _ limit: Int) -> Int {
        var position = start
        while position < limit, isSpace(bytes[position]) { position += 1 }
        return position
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private static func isLiteral(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "E")
    }

    /// What may stand between records of a page: punctuation, and the keys and values of the page itself.
    private static func mayStandBetween(_ byte: UInt8) -> Bool {
        if isSpace(byte) || (0x30...0x39).contains(byte) { return true }
        // Punctuation, numbers, and the letters of true, false and null.
        switch byte {
        case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ":"), UInt8(ascii: ","),
            UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "E"), UInt8(ascii: "t"),
            UInt8(ascii: "r"), UInt8(ascii: "u"), UInt8(ascii: "e"), UInt8(ascii: "f"), UInt8(ascii: "a"),
            UInt8(ascii: "l"), UInt8(ascii: "s"), UInt8(ascii: "n"):
            return true
        default: return false
        }
    }
}
