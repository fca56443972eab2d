/// Which key the card tokens from here on are made with: its number, and a value by which another key of the same
/// number is noticed.
package struct JournalTokenKey: JournalBody, Hashable {
    /// The key's number, as it stands beside each token.
    package var identifier: UInt32
    /// A keyed hash of a constant text; says nothing of the key to whoever does not have it.
    package var checkValue: UInt64

    package init(identifier: UInt32, checkValue: UInt64) {
        self.identifier = identifier
        self.checkValue = checkValue
    }

    package static var kind: RecordKind { .tokenKey }

    package func write(into writer: inout BodyWriter) throws(JournalError) {
        writer.number(identifier)
        writer.number(checkValue)
    }

    package static func read(_ body: Span<UInt8>) throws(BodyFault) -> JournalTokenKey {
        var reader = BodyReader()
        let identifier = try reader.number(UInt32.self, in: body)
        let key = JournalTokenKey(identifier: identifier, checkValue: try reader.number(UInt64.self, in: body))
        try reader.finish(body)
        return key
    }
}
