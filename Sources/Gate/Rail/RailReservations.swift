import Fares

/// The tickets that are sold, by the document that they are bound to and by their number.
///
/// - **Shape**: `reservations.csv`: `ticket_number`, `document_hash` (16 hex digits of a keyed hash, or empty: bound to
///   no document), `from`, `to`, `train`, `date`, `ticket_type`, `seat_code`, `coach`, `seat`, `needs_ticket` (`yes`:
///   the document alone is not enough, as with paper tickets; `no`), `status` (`valid`, `refunded`, `changed`).
///   A look-up by document is a binary search.
/// - **Limits**: ``mostRows``, ``mostOfOneDocument``.
/// - **Errors**: ``FareDataError`` with file and line. Two rows of one ticket number, and one seat of a train sold
///   twice from or to one station, are refused with both lines; so is a number of an identity document, in whichever
///   column. Nothing of the file's text is in an error: a number with a slip in it is somebody's still.
package struct RailReservations: Sendable {
    /// The most rows.
    package static let mostRows = 1_000_000
    /// The most rows that name one document.
    package static let mostOfOneDocument = 1000

    private let rows: [RailReservation]
    private let rowOfTicket: [String: Int32]
    /// Rows that name a document, by its hash, then by their place in the file.
    private let byDocument: [Int32]

    /// No reservations.
    package init() { self.init(rows: [], rowOfTicket: [:], byDocument: []) }

    init(rows: [RailReservation], rowOfTicket: [String: Int32], byDocument: [Int32]) {
        self.rows = rows
        self.rowOfTicket = rowOfTicket
        self.byDocument = byDocument
    }

    /// How many there are.
    package var count: Int { rows.count }

    /// The reservations of a document, in the order of the file.
    package func reservations(of documentHash: UInt64) -> [RailReservation] {
        var (low, high) = (0, byDocument.count)
        while low < high {
            let middle = (low + high) / 2
            if hash(at: middle) < documentHash { low = middle + 1 } else { high = middle }
        }
        var found: [RailReservation] = []
        while low < byDocument.count, hash(at: low) == documentHash {
            found.append(rows[Int(byDocument[low])])
            low += 1
        }
        return found
    }

    /// The row of a ticket; nil if the list does not have it.
    package func reservation(ofTicket ticketNumber: String) -> RailReservation? {
        rowOfTicket[ticketNumber].map { rows[Int($0)] }
    }

    /// Reads a list of reservations.
    package static func read(path: String) throws(FareDataError) -> RailReservations {
        try read(file: path, bytes: try readWholeFile(path))
    }

    /// Reads a list of reservations from bytes; `file` is its name for errors.
    package static func read(file: String, bytes: [UInt8]) throws(FareDataError) -> RailReservations {
        var reader = try RailReservationReader(file: file, bytes: bytes)
        return try reader.read()
    }

    private func hash(at place: Int) -> UInt64 { rows[Int(byDocument[place])].ticket.documentHash ?? 0 }
}
