import Fares

/// The tickets that are sold, by the document that they are bound to and by their number.
///
/// - **Shape**: `reservations.csv`: `ticket_number`, `document_hash` (16 hex digits of a keyed hash, or empty: bound to no
///   document), `from`, `to`, `train`, `date`, `ticket_type`, `seat_code`, `coach`, `seat`, `needs_ticket` (`yes`: the
///   document alone is not enough, as with paper tickets; `no`), `status` (`valid`, `refunded`, `changed`).
/// - **Limits**: ``mostRows``.
/// - **Errors**: ``FareDataError`` with file and line.
package struct RailReservations: Sendable {
    /// The most rows.
    package static let mostRows = 1_000_000

    /// No reservations.
    package init() {}

    /// How many there are.
    package var count: Int { 0 }

    /// The reservations of a document, in the order of the file.
    package func reservations(of documentHash: UInt64) -> [RailReservation] { [] }

    /// What has become of a ticket; nil if the list does not have it.
    package func status(of ticketNumber: String) -> RailTicketStatus? { nil }

    /// Reads a list of reservations.
    package static func read(path: String) throws(FareDataError) -> RailReservations {
        try read(file: path, bytes: try readWholeFile(path))
    }

    /// Reads a list of reservations from bytes; `file` is its name for errors.
    package static func read(file: String, bytes: [UInt8]) throws(FareDataError) -> RailReservations {
        throw .inconsistent(file: file, what: "not yet")
    }
}
