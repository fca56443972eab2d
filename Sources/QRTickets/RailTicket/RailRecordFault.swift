/// Bytes that are no rail ticket's record.
package struct RailRecordFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// What of a record is wrong.
    package enum Field: String, Hashable, Sendable {
        /// The bytes are something else.
        case marker
        /// A version that is not ours.
        case version
        /// Too few or too many bytes.
        case length
        case train
        case from
        case to
        case ticketType = "ticket-type"
        case seatCode = "seat-code"
        case coach
        case seat
        /// The ticket's number, which stands beside the record.
        case number
    }

    package let field: Field
    /// Bytes from the beginning of the record.
    package let offset: Int

    package init(_ field: Field, at offset: Int) {
        self.field = field
        self.offset = offset
    }

    package var description: String { "\(field.rawValue) at byte \(offset)" }
}
