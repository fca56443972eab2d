import Fares

/// What a rail ticket says, from a code or from the list of reservations, without the passenger's name or number.
///
/// - **Source**: the fields of the decoded paper ticket (`paper_ticket_qr_layout.csv`), personal ones left out.
package struct RailTicketFacts: Hashable, Sendable {
    /// The longest ticket number.
    package static let longestNumber = 20
    /// The longest seat.
    package static let longestSeat = 8
    /// Types of tickets.
    package static let ticketTypes: ClosedRange<UInt8> = 1...99
    /// Numbers of coaches; 0 where none is assigned.
    package static let coaches: ClosedRange<UInt8> = 0...99

    /// The ticket's number, printable ASCII without spaces, at most ``longestNumber`` characters.
    package var ticketNumber: String
    /// Where it begins.
    package var from: RailTelecode
    /// Where it ends.
    package var to: RailTelecode
    /// The train.
    package var train: RailTrain
    /// The day of the train, as the list of trains counts it: see ``RailTimetable``.
    package var trainDate: ServiceDate
    /// Adult, child and so on (`cr_codes.csv`, kind `ticket_type`).
    package var ticketType: UInt8
    /// The class of seat, an ASCII character (`cr_codes.csv`, kind `seat_code`).
    package var seatCode: UInt8
    /// The coach; 0 where none is assigned.
    package var coach: UInt8
    /// The seat, such as `05A`; empty where none is assigned.
    package var seat: String
    /// The keyed hash of the document that it is bound to; nil: bound to none, the ticket goes alone.
    package var documentHash: UInt64?
    /// Whether it is still a ticket, as far as the one who read it knows.
    package var status = RailTicketStatus.valid

    package init(
        ticketNumber: String, from: RailTelecode, to: RailTelecode, train: RailTrain, trainDate: ServiceDate,
        ticketType: UInt8, seatCode: UInt8, coach: UInt8, seat: String, documentHash: UInt64?
    ) {
        self.ticketNumber = ticketNumber
        self.from = from
        self.to = to
        self.train = train
        self.trainDate = trainDate
        self.ticketType = ticketType
        self.seatCode = seatCode
        self.coach = coach
        self.seat = seat
        self.documentHash = documentHash
    }

    /// Whether it is the ticket that was sold under its number: the same train, day, way and, where both name one,
    /// document.
    func agrees(with sold: RailTicketFacts) -> Bool {
        let isSameDocument = documentHash == nil || sold.documentHash == nil || documentHash == sold.documentHash
        return train == sold.train && trainDate == sold.trainDate && from == sold.from && to == sold.to
            && isSameDocument
    }

    /// With what the list of those sold knows of it.
    func known(by sold: RailTicketFacts) -> RailTicketFacts {
        var known = self
        known.status = sold.status
        known.documentHash = documentHash ?? sold.documentHash
        return known
    }

    /// A document's keyed hash as 16 hex digits; nil for anything else.
    package static func documentHash(_ digits: some Collection<UInt8>) -> UInt64? {
        guard digits.count == 16 else { return nil }
        var hash: UInt64 = 0
        for digit in digits {
            guard digit < 0x80, let value = Character(UnicodeScalar(digit)).hexDigitValue else { return nil }
            hash = hash << 4 | UInt64(value)
        }
        return hash
    }
}
