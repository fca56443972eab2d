/// Words for whoever reads the journal; never a card number.
package struct JournalNote: JournalBody, Hashable {
    /// The most bytes of UTF-8.
    package static let longestText = 1024

    package var text: String

    package init(text: String) { self.text = text }

    package static var kind: RecordKind { .note }

    package func write(into writer: inout BodyWriter) throws(JournalError) {
        try writer.block(Array(text.utf8), limit: Self.longestText, "note")
    }

    package static func read(_ body: Span<UInt8>) throws(BodyFault) -> JournalNote {
        var reader = BodyReader()
        let bytes = try reader.block(limit: longestText, in: body)
        guard let text = String(validating: bytes, as: UTF8.self) else { throw BodyFault(offset: 2) }
        try reader.finish(body)
        return JournalNote(text: text)
    }
}
