import Lane

/// A line with a document's number: the number, or its kind, a space and the number.
enum RailDocumentLine {
    /// The document of a line, with or without the end of it; nil: it is none.
    ///
    /// - **Parameters**: `kind`, what all numbers are, where it is known.
    static func read(_ line: [UInt8], kind: RailDocumentKind? = nil) -> RailDocument? {
        let text = line.drop { isSpace($0) }
        let word = text.prefix { !isSpace($0) }
        let named = RailDocumentKind(rawValue: word.count <= longestKind ? String(decoding: word, as: UTF8.self) : "")
        let number = named == nil ? text : text.dropFirst(word.count)
        let end = number.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? number.startIndex
        let span = line.span.extracting(number.startIndex..<end)
        return RailDocument(span, kind: named ?? kind)
    }

    private static let longestKind = 20

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }
}
