import Fares

/// Reads ``RailReservations`` row by row and refuses what contradicts itself.
struct RailReservationReader {
    /// A seat of a train on a day.
    private struct Place: Hashable {
        let train: RailTrain
        let date: ServiceDate
        let coach: UInt8
        let seat: String
    }

    private var reader: CSVReader
    private let columns: RailReservationColumns
    private var rows: [RailReservation] = []
    private var lines: [Int32] = []
    private var rowOfTicket: [String: Int32] = [:]
    /// The last row of each seat, and for each row the one before it of the same seat; -1 where there is none.
    private var lastOfPlace: [Place: Int32] = [:]
    private var previousOfPlace: [Int32] = []

    init(file: String, bytes: [UInt8]) throws(FareDataError) {
        reader = try CSVReader(file: file, bytes: bytes)
        // A file without its header line would have its first row repeated in the message.
        guard !reader.header.contains(where: { IdentityNumber.hasForm(ArraySlice($0.utf8)) }) else {
            throw .contradiction(file: file, line: 1, what: "expected a header line; what stands there is not shown")
        }
        columns = try RailReservationColumns(reader)
        let expected = min(RailReservations.mostRows, bytes.count / Self.usualRowLength)
        rows.reserveCapacity(expected)
        lines.reserveCapacity(expected)
        previousOfPlace.reserveCapacity(expected)
        rowOfTicket.reserveCapacity(expected)
        lastOfPlace.reserveCapacity(expected)
    }

    /// Bytes of a row; only for the room that is reserved at first.
    private static let usualRowLength = 60

    mutating func read() throws(FareDataError) -> RailReservations {
        while try reader.next() {
            let reservation = try columns.reservation(reader)
            guard rows.count < RailReservations.mostRows else {
                throw contradiction("more than \(RailReservations.mostRows) rows")
            }
            let row = Int32(rows.count)
            let ticket = reservation.ticket
            if let other = rowOfTicket.updateValue(row, forKey: ticket.ticketNumber) {
                throw contradiction("ticket \(ticket.ticketNumber) stands already on line \(lines[Int(other)])")
            }
            rows.append(reservation)
            lines.append(Int32(clamping: reader.line))
            previousOfPlace.append(-1)
            try takePlace(of: ticket, row)
        }
        return RailReservations(rows: rows, rowOfTicket: rowOfTicket, byDocument: try byDocument())
    }

    /// One seat of a train goes to one ticket, or to several of which each begins where the other has ended.
    ///
    /// The order of stations is not known here: two parts of the way that do not touch are refused too.
    private mutating func takePlace(of ticket: RailTicketFacts, _ row: Int32) throws(FareDataError) {
        guard !ticket.seat.isEmpty, ticket.status == .valid else { return }
        let place = Place(train: ticket.train, date: ticket.trainDate, coach: ticket.coach, seat: ticket.seat)
        let before = lastOfPlace.updateValue(row, forKey: place) ?? -1
        previousOfPlace[Int(row)] = before
        var index = before
        while index >= 0 {
            let other = rows[Int(index)].ticket
            guard other.to == ticket.from || ticket.to == other.from else {
                throw contradiction(
                    "\(ticket.train) on \(ticket.trainDate), coach \(ticket.coach), seat \(ticket.seat) is sold already "
                        + "on line \(lines[Int(index)])")
            }
            index = previousOfPlace[Int(index)]
        }
    }

    private func byDocument() throws(FareDataError) -> [Int32] {
        var keys: [(hash: UInt64, row: Int32)] = []
        for (row, reservation) in rows.enumerated() {
            if let hash = reservation.ticket.documentHash { keys.append((hash, Int32(row))) }
        }
        keys.sort { ($0.hash, $0.row) < ($1.hash, $1.row) }
        let most = RailReservations.mostOfOneDocument
        if keys.count > most {
            for place in most..<keys.count where keys[place - most].hash == keys[place].hash {
                throw .contradiction(
                    file: reader.file, line: Int(lines[Int(keys[place].row)]),
                    what: "more than \(most) rows of one document")
            }
        }
        return keys.map(\.row)
    }

    private func contradiction(_ what: String) -> FareDataError {
        .contradiction(file: reader.file, line: reader.line, what: what)
    }
}
