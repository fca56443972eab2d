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
        ticketNumber = try reader.requiredColumn("ticket_number")
        documentHash = try reader.requiredColumn("document_hash")
        from = try reader.requiredColumn("from")
        to = try reader.requiredColumn("to")
        train = try reader.requiredColumn("train")
        date = try reader.requiredColumn("date")
        ticketType = try reader.requiredColumn("ticket_type")
        seatCode = try reader.requiredColumn("seat_code")
        coach = try reader.requiredColumn("coach")
        seat = try reader.requiredColumn("seat")
        needsTicket = try reader.requiredColumn("needs_ticket")
        status = try reader.requiredColumn("status")
    }

    /// The current record.
    func reservation(_ reader: CSVReader) throws(FareDataError) -> RailReservation {
        for column in reader.header.indices where IdentityNumber.isResident(reader.raw(column)) {
            throw identity(reader, column)
        }
        let hash = try document(reader)
        guard let start = RailTelecode(reader.raw(from)) else { throw bad(reader, from, Self.telecode) }
        guard let end = RailTelecode(reader.raw(to)) else { throw bad(reader, to, Self.telecode) }
        guard start != end else {
            throw .contradiction(file: reader.file, line: reader.line, what: "from and to are both \(start)")
        }
        guard let number = RailTrain(reader.raw(train)) else {
            throw bad(reader, train, "a train number such as G5711")
        }
        guard let day = ServiceDate(reader.string(date)) else { throw bad(reader, date, "a date YYYY-MM-DD") }
        var ticket = RailTicketFacts(
            ticketNumber: try text(
                reader, ticketNumber, 1...RailTicketFacts.longestNumber,
                "1 to \(RailTicketFacts.longestNumber) letters, digits or signs"),
            from: start, to: end, train: number, trainDate: day,
            ticketType: try number8(reader, ticketType, from: 1), seatCode: try letter(reader),
            coach: try number8(reader, coach, from: 0),
            seat: try text(
                reader, seat, 0...RailTicketFacts.longestSeat,
                "at most \(RailTicketFacts.longestSeat) letters and digits, or nothing"),
            documentHash: hash, token: nil)
        guard let state = RailTicketStatus(rawValue: reader.string(status)) else {
            throw bad(reader, status, RailTicketStatus.allCases.map(\.rawValue).joined(separator: ", "))
        }
        ticket.status = state
        switch reader.string(needsTicket) {
        case "yes": return RailReservation(ticket: ticket, needsTicket: true)
        case "no": return RailReservation(ticket: ticket, needsTicket: false)
        default: throw bad(reader, needsTicket, "yes or no")
        }
    }

    // MARK: Values

    private static let telecode = "a telecode of three capital letters"

    private func document(_ reader: CSVReader) throws(FareDataError) -> UInt64? {
        let field = reader.raw(documentHash)
        guard !field.isEmpty else { return nil }
        guard !IdentityNumber.hasForm(field) else { throw identity(reader, documentHash) }
        var value: UInt64 = 0
        for byte in field {
            guard let digit = Character(UnicodeScalar(byte)).hexDigitValue, byte < 0x80, field.count == 16 else {
                // Not shown: somebody's number with a slip in it is still somebody's number.
                throw .contradiction(
                    file: reader.file, line: reader.line,
                    what: "document_hash is not 16 hex digits; its value is not shown here")
            }
            value = value << 4 | UInt64(digit)
        }
        return value
    }

    private func text(
        _ reader: CSVReader, _ column: Int, _ length: ClosedRange<Int>, _ expected: String
    ) throws(FareDataError) -> String {
        let field = reader.raw(column)
        guard length.contains(field.count), field.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x22 }) else {
            throw bad(reader, column, expected)
        }
        return String(decoding: field, as: UTF8.self)
    }

    private func letter(_ reader: CSVReader) throws(FareDataError) -> UInt8 {
        let field = reader.raw(seatCode)
        guard field.count == 1, let byte = field.first, (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
        else { throw bad(reader, seatCode, "one digit or capital letter") }
        return byte
    }

    private func number8(_ reader: CSVReader, _ column: Int, from least: Int) throws(FareDataError) -> UInt8 {
        let field = reader.raw(column)
        let value = field.count > 3 ? nil : UInt8(String(decoding: field, as: UTF8.self))
        guard let value, value >= least, field.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw bad(reader, column, "a whole number from \(least) to 255")
        }
        return value
    }

    // MARK: Refusals

    private func bad(_ reader: CSVReader, _ column: Int, _ expected: String) -> FareDataError {
        if IdentityNumber.hasForm(reader.raw(column)) { return identity(reader, column) }
        return .badValue(
            file: reader.file, line: reader.line, name: reader.header[column], value: reader.string(column),
            expected: expected)
    }

    private func identity(_ reader: CSVReader, _ column: Int) -> FareDataError {
        .contradiction(
            file: reader.file, line: reader.line,
            what: "\(reader.header[column]) looks like the number of an identity document, which is not shown here; "
                + "the list holds keyed hashes of documents, never their numbers")
    }
}
