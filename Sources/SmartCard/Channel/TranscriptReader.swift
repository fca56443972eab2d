/// Collects exchanges line by line.
struct TranscriptReader {
    private enum Side {
        case command
        case answer
    }

    var exchanges: [Transcript.Exchange] = []
    /// Whether the last exchange still waits for its answer.
    private var isOpen = false
    /// Whether a marked line has been seen; bare hex lines count only in texts without any.
    private var hasMarks = false
    /// Lines of a dump belong to this side until a line that is none.
    private var dump: (side: Side, bytes: [UInt8], line: Int, status: [UInt8])?

    private static let marks: [(String, Side)] = [
        ("outgoing apdu", .command), ("incoming apdu", .answer), ("apdu:", .command), ("sw:", .answer),
        ("sending:", .command), ("received:", .answer), ("=>", .command), ("<=", .answer), ("->", .command),
        ("<-", .answer), (">>", .command), ("<<", .answer), (">", .command), ("<", .answer), ("c:", .command),
        ("r:", .answer), ("c-apdu:", .command), ("r-apdu:", .answer),
    ]

    mutating func read(_ line: String, _ number: Int) throws(TranscriptError) {
        let trimmed = Self.trimmed(line)
        if dump != nil {
            if let bytes = Self.dumped(trimmed) {
                dump?.bytes += bytes
                return
            }
            try closeDump()
        }
        guard !trimmed.isEmpty, !trimmed.hasPrefix("#"), !trimmed.hasPrefix("//") else { return }
        let lower = trimmed.lowercased()
        if lower.hasPrefix("received (sw1=0x") {
            hasMarks = true
            dump = (.answer, [], number, Self.statusWord(lower))
            return
        }
        guard let (side, rest) = Self.marked(trimmed, lower) else {
            guard !hasMarks else { return }
            return try bare(trimmed, number)
        }
        hasMarks = true
        let hex = Self.beforeComment(rest)
        if lower.contains("outgoing apdu") || lower.contains("incoming apdu") {
            dump = (side, [], number, [])
            return
        }
        guard let bytes = Hex.bytes(hex) else {
            // Words behind a mark, such as "< card removed": only what looks like hex must be hex.
            guard Self.looksLikeHex(hex) else { return }
            throw .notHex(line: number)
        }
        try add(bytes, side, number, isMarked: true)
    }

    mutating func finish(_ number: Int) throws(TranscriptError) {
        try closeDump()
    }

    private mutating func closeDump() throws(TranscriptError) {
        guard let open = dump else { return }
        dump = nil
        try add(open.bytes + open.status, open.side, open.line)
    }

    private mutating func bare(_ text: String, _ number: Int) throws(TranscriptError) {
        guard let bytes = Hex.bytes(Self.beforeComment(text)) else {
            // Without a mark it must be nearly all hex; a line of a log begins with a time.
            let letters = text.filter { !$0.isWhitespace }
            guard letters.filter(\.isHexDigit).count * 4 >= letters.count * 3, Self.looksLikeHex(text) else { return }
            throw .notHex(line: number)
        }
        try add(bytes, isOpen ? .answer : .command, number)
    }

    private mutating func add(
        _ bytes: [UInt8], _ side: Side, _ number: Int, isMarked: Bool = false
    ) throws(TranscriptError) {
        guard !bytes.isEmpty else { return }
        switch side {
        case .command:
            guard exchanges.count < Transcript.mostExchanges else { throw .tooLong(line: number) }
            exchanges.append(.init(command: bytes, answer: []))
            isOpen = true
        case .answer:
            // A card may answer half a status word; a bare line of one byte is a slip.
            guard bytes.count >= 2 || isMarked else { throw .answerTooShort(line: number) }
            guard isOpen, !exchanges.isEmpty else { throw .answerWithoutCommand(line: number) }
            exchanges[exchanges.count - 1].answer = bytes
            isOpen = false
        }
    }

    /// The side of a line and what stands behind its mark; the mark may follow a time or the name of a thread.
    private static func marked(_ line: String, _ lower: String) -> (Side, String)? {
        for (mark, side) in marks {
            if lower.hasPrefix(mark) { return (side, String(line.dropFirst(mark.count))) }
        }
        for (mark, side) in marks where mark.utf8.count > 2 {
            guard let range = lower.firstRange(of: mark) else { continue }
            let before = lower[..<range.lowerBound]
            guard before.last == " " || before.last == "\t" else { continue }
            let skipped = lower.distance(from: lower.startIndex, to: range.upperBound)
            return (side, String(line.dropFirst(skipped)))
        }
        return nil
    }

    /// Hex before a word in words: ` : Normal processing.`, `// ...`, `# ...`, `(...`.
    private static func beforeComment(_ text: String) -> String {
        var end = text.endIndex
        for mark in [" : ", "//", "#", "("] {
            if let range = text.firstRange(of: mark), range.lowerBound < end { end = range.lowerBound }
        }
        return trimmed(String(text[..<end]))
    }

    /// The bytes of a line of a dump: `00 A4 04 00  ....`; nil for another line.
    private static func dumped(_ line: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        for word in line.split(separator: " ", omittingEmptySubsequences: false) {
            // The letters beside the hex begin after the sixteenth byte, or behind two spaces.
            guard bytes.count < 16, word.utf8.count == 2, let byte = Hex.bytes(word) else { break }
            bytes += byte
        }
        return bytes.isEmpty ? nil : bytes
    }

    /// SW1 and SW2 of `received (sw1=0x90, sw2=0x00)`.
    private static func statusWord(_ lower: String) -> [UInt8] {
        lower.split(separator: "=").dropFirst().compactMap { Hex.bytes($0.dropFirst(2).prefix(2))?.first }
    }

    /// Whether a text that is no hex was meant to be some: its first word has digits, and hardly anything else.
    private static func looksLikeHex(_ text: String) -> Bool {
        let word = trimmed(text).prefix { !$0.isWhitespace }
        return word.contains { $0.isNumber } && word.filter(\.isHexDigit).count * 2 >= word.count
    }

    private static func trimmed(_ text: String) -> String {
        var rest = Substring(text)
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
