/// The open signal of a tap was given, after its record was durable.
package struct JournalOpened: JournalBody, Hashable {
    /// The tap's record.
    package var tapSequence: UInt64

    package init(tapSequence: UInt64) { self.tapSequence = tapSequence }

    package static var kind: RecordKind { .opened }

    package func write(into writer: inout BodyWriter) throws(JournalError) { writer.number(tapSequence) }

    package static func read(_ body: Span<UInt8>) throws(BodyFault) -> JournalOpened {
        var reader = BodyReader()
        let sequence = try reader.number(UInt64.self, in: body)
        try reader.finish(body)
        return JournalOpened(tapSequence: sequence)
    }
}
