import Lane

/// A line with a document's number: the number, or its kind, a space and the number.
enum RailDocumentLine {
    /// The document of a line, with or without the end of it; nil: it is none.
    ///
    /// - **Parameters**: `kind`, what all numbers are, where it is known.
    static func read(_ line: Span<UInt8>, kind: RailDocumentKind? = nil) -> RailDocument? {
        var start = 0
        while start < line.count, isSpace(line[start]) { start += 1 }
        var end = line.count
        while end > start, isSpace(line[end - 1]) { end -= 1 }
        // Compared where it stands: a text of it would stay behind.
        let named = RailDocumentKind.allCases.first { begins(line.extracting(start..<end), with: $0) }
        if let named { start += named.rawValue.utf8.count }
        return RailDocument(line.extracting(start..<end), kind: named ?? kind)
    }

    private static func begins(_ text: Span<UInt8>, with kind: RailDocumentKind) -> Bool {
        let word = Array(kind.rawValue.utf8)
        guard text.count > word.count, isSpace(text[word.count]) else { return false }
        for index in word.indices where text[index] != word[index] { return false }
        return true
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }
}
