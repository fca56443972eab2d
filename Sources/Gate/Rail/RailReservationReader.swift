import Fares

/// Reads ``RailReservations`` row by row and refuses what contradicts itself.
struct RailReservationReader {
    /// One end of the way for which a seat of a train on a day is sold.
    private struct PlaceEnd: Hashable {
        let train: RailTrain
        let date: ServiceDate
        let coach: UInt8
        let seat: String
        let station: RailTelecode
        let isFrom: Bool
    }

    private var reader: CSVReader
    private let columns: RailReservationColumns
    private var rows: [RailReservation] = []
    private var lines: [Int32] = []
    private var rowOfTicket: [String: Int32] = [:]
    private var rowOfPlace: [PlaceEnd: Int32] = [:]

    init(file: String, bytes: [UInt8]) throws(FareDataError) {
        reader = try CSVReader(file: file, bytes: bytes)
        columns = try RailReservationColumns(reader)
        let expected = min(RailReservations.mostRows, bytes.count / Self.usualRowLength)
        rows.reserveCapacity(expected)
        lines.reserveCapacity(expected)
        rowOfTicket.reserveCapacity(expected)
        rowOfPlace.reserveCapacity(2 * expected)
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
                throw contradiction("its ticket_number stands already on line \(lines[Int(other)])")
            }
            rows.append(reservation)
            lines.append(Int32(clamping: reader.line))
            try takePlace(of: ticket, row)
        }
        return RailReservations(rows: rows, rowOfTicket: rowOfTicket, byDocument: try byDocument())
    }

    /// One seat of a train goes to one ticket, or to several of which no two begin or end at the same station.
    ///
    /// The order of stations is not known here: ways that overlap between other stations are not noticed.
    private mutating func takePlace(of ticket: RailTicketFacts, _ row: Int32) throws(FareDataError) {
        guard !ticket.seat.isEmpty, ticket.status == .valid else { return }
        for (station, isFrom) in [(ticket.from, true), (ticket.to, false)] {
            let end = PlaceEnd(
                train: ticket.train, date: ticket.trainDate, coach: ticket.coach, seat: ticket.seat, station: station,
                isFrom: isFrom)
            guard let other = rowOfPlace.updateValue(row, forKey: end) else { continue }
            throw contradiction(
                "its seat is sold already \(isFrom ? "from" : "to") the same station, on line \(lines[Int(other)])")
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
