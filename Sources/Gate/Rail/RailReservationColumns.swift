import Fares

/// Where the columns of a list of reservations are, and what their values mean.
struct RailReservationColumns {
    private let ticketNumber: Int
    private let documentHash: Int
    private let from: Int
    private let to: Int
    private let train: Int
    private let date: Int
    private let ticketType: Int
    private let seatCode: Int
    private let coach: Int
    private let seat: Int
    private let needsTicket: Int
    private let status: Int

    init(_ reader: CSVReader) throws(FareDataError) {
        ticketNumber = try reader.unshownColumn("ticket_number")
        documentHash = try reader.unshownColumn("document_hash")
        from = try reader.unshownColumn("from")
        to = try reader.unshownColumn("to")
        train = try reader.unshownColumn("train")
        date = try reader.unshownColumn("date")
        ticketType = try reader.unshownColumn("ticket_type")
        seatCode = try reader.unshownColumn("seat_code")
        coach = try reader.unshownColumn("coach")
        seat = try reader.unshownColumn("seat")
        needsTicket = try reader.unshownColumn("needs_ticket")
        status = try reader.unshownColumn("status")
    }

    /// The current record.
    ///
    /// - **Errors**: none of them repeats what stands in the file.
    func reservation(_ reader: CSVReader) throws(FareDataError) -> RailReservation {
        for column in reader.header.indices where IdentityNumber.isResident(reader.raw(column)) {
            throw .contradiction(
                file: reader.file, line: reader.line,
                what: "the number of an identity document stands in column \(column + 1), and is not shown here; "
                    + "the list holds keyed hashes of documents, never their numbers")
        }
        let hash = try document(reader)
        guard let start = RailTelecode(reader.raw(from)) else { throw reader.unshown("from", Self.telecode) }
        guard let end = RailTelecode(reader.raw(to)) else { throw reader.unshown("to", Self.telecode) }
        guard start != end else {
            throw .contradiction(file: reader.file, line: reader.line, what: "from and to are the same station")
        }
        guard let number = RailTrain(reader.raw(train)) else {
            throw reader.unshown("train", "a train number such as G5711")
        }
        guard let day = ServiceDate(reader.string(date)) else { throw reader.unshown("date", "a date YYYY-MM-DD") }
        var ticket = RailTicketFacts(
            ticketNumber: try text(
                reader, "ticket_number", ticketNumber, 1...RailTicketFacts.longestNumber,
                "1 to \(RailTicketFacts.longestNumber) letters, digits or signs"),
            from: start, to: end, train: number, trainDate: day,
            ticketType: try number8(reader, "ticket_type", ticketType, RailTicketFacts.ticketTypes),
            seatCode: try letter(reader), coach: try number8(reader, "coach", coach, RailTicketFacts.coaches),
            seat: try text(
                reader, "seat", seat, 0...RailTicketFacts.longestSeat,
                "at most \(RailTicketFacts.longestSeat) letters and digits, or nothing"),
            documentHash: hash)
        guard let state = RailTicketStatus(rawValue: reader.string(status)) else {
            throw reader.unshown("status", RailTicketStatus.allCases.map(\.rawValue).joined(separator: ", "))
        }
        ticket.status = state
        switch reader.string(needsTicket) {
        case "yes": return RailReservation(ticket: ticket, needsTicket: true)
        case "no": return RailReservation(ticket: ticket, needsTicket: false)
        default: throw reader.unshown("needs_ticket", "yes or no")
        }
    }

    // MARK: Values

    private static let telecode = "a telecode of three capital letters"

    private func document(_ reader: CSVReader) throws(FareDataError) -> UInt64? {
        let field = reader.raw(documentHash)
        guard !field.isEmpty else { return nil }
        // No document has the hash of zeros: in a code they stand for none.
        guard let hash = RailTicketFacts.documentHash(field), hash != 0 else {
            throw reader.unshown("document_hash", "16 hex digits of a keyed hash, not all of them 0")
        }
        return hash
    }

    private func text(
        _ reader: CSVReader, _ name: String, _ column: Int, _ length: ClosedRange<Int>, _ expected: String
    ) throws(FareDataError) -> String {
        let field = reader.raw(column)
        guard length.contains(field.count), field.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x22 }) else {
            throw reader.unshown(name, expected)
        }
        return String(decoding: field, as: UTF8.self)
    }

    private func letter(_ reader: CSVReader) throws(FareDataError) -> UInt8 {
        let field = reader.raw(seatCode)
        guard field.count == 1, let byte = field.first, (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
        else { throw reader.unshown("seat_code", "one digit or capital letter") }
        return byte
    }

    private func number8(
        _ reader: CSVReader, _ name: String, _ column: Int, _ bounds: ClosedRange<UInt8>
    ) throws(FareDataError) -> UInt8 {
        let field = reader.raw(column)
        let value = field.count > 3 ? nil : UInt8(String(decoding: field, as: UTF8.self))
        guard let value, bounds.contains(value), field.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw reader.unshown(name, "a whole number from \(bounds.lowerBound) to \(bounds.upperBound)")
        }
        return value
    }
}
