/// The contents of one kind of record.
package protocol JournalBody: Sendable {
    /// The kind.
    static var kind: RecordKind { get }
    /// The newest version of the layout.
    static var form: UInt8 { get }
    /// The version of the layout that this record needs: the lowest, so that older versions read what they can.
    var form: UInt8 { get }

    /// Writes the fields.
    ///
    /// - **Errors**: ``JournalError/tooLong(field:bytes:limit:)``.
    func write(into writer: inout BodyWriter) throws(JournalError)

    /// Reads the fields; every byte must be one of them.
    static func read(_ body: Span<UInt8>) throws(BodyFault) -> Self
}

extension JournalBody {
    package static var form: UInt8 { 1 }
    package var form: UInt8 { Self.form }
}
