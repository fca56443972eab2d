/// A rail ticket as FareGate packs it into a ticket code: what a gate needs of it, and nobody's name.
///
/// - **Shape**: `52` ‖ version 01 ‖ train letter 1 (space: none) ‖ train number 2 ‖ train date 2 (days since 1970) ‖
///   from 3 ‖ to 3 (telecodes) ‖ ticket type 1 ‖ seat code 1 ‖ coach 1 (0: none) ‖ seat number 1 (0: none) ‖ seat
///   letter 1 (space: none) ‖ document hash 8 (0: bound to no document); ``length`` bytes. Numbers are big-endian,
///   letters ASCII capitals.
/// - **Limits**: fits the custom field of ``FareGateCode``, and is a content of a U1 or U2 code under
///   ``contentFormat``. The issuer signs it either way: a code that the phone makes anew each minute keeps its ticket.
/// - **Errors**: ``RailRecordFault`` with the field and its offset in the record.
/// - **Source**: an arrangement of our own: the fields of the decoded paper ticket (`rail.md` 7.3) without the
///   passenger's name and number, in their place a keyed hash (`rail.md` 7.4).
package struct RailTicketRecord: Hashable, Sendable {
    /// Bytes of a record.
    package static let length = 26
    /// How a record is marked among the contents of a U1 or U2 code.
    package static let contentFormat = "*FGR"
    static let marker: UInt8 = 0x52
    static let version: UInt8 = 0x01
    /// In place of a letter that is not there.
    static let blank: UInt8 = 0x20

    /// Letter and number, such as `G5711`.
    package let train: String
    /// The train's date, days since 1970-01-01.
    package let trainDay: UInt16
    /// The telecode of the station where the ride begins.
    package let from: String
    /// The telecode of the station where it ends.
    package let to: String
    /// 1: adult; the others stand in `Docs/rail.md`.
    package let ticketType: UInt8
    /// One capital or digit; `O`: second class.
    package let seatCode: String
    /// 0: none.
    package let coach: UInt8
    /// Number and letter, such as `12F`; empty: no seat.
    package let seat: String
    /// The keyed hash of the document that the ticket is bound to; nil: to none.
    package let documentHash: UInt64?

    /// Reads a record; what follows it is a fault as well.
    package init(_ bytes: Span<UInt8>) throws(RailRecordFault) {
        guard bytes.count > 0, bytes[0] == Self.marker else { throw RailRecordFault(.marker, at: 0) }
        guard bytes.count > 1, bytes[1] == Self.version else { throw RailRecordFault(.version, at: 1) }
        guard bytes.count == Self.length else {
            throw RailRecordFault(.length, at: min(bytes.count, Self.length))
        }
        let letter = bytes[2]
        guard letter == Self.blank || Self.isCapital(letter) else { throw RailRecordFault(.train, at: 2) }
        let number = Self.word(bytes, at: 3)
        guard Self.trainNumbers.contains(number) else { throw RailRecordFault(.train, at: 3) }
        train = Self.text(letter) + String(number)
        trainDay = Self.word(bytes, at: 5)
        from = try Self.telecode(bytes, at: 7, .from)
        to = try Self.telecode(bytes, at: 10, .to)
        guard from != to else { throw RailRecordFault(.to, at: 10) }
        ticketType = bytes[13]
        guard Self.ticketTypes.contains(ticketType) else { throw RailRecordFault(.ticketType, at: 13) }
        guard Self.isCapital(bytes[14]) || Self.isDigit(bytes[14]) else { throw RailRecordFault(.seatCode, at: 14) }
        seatCode = Self.text(bytes[14])
        coach = bytes[15]
        guard coach <= Self.highestCoach else { throw RailRecordFault(.coach, at: 15) }
        guard bytes[17] == Self.blank || (bytes[16] > 0 && Self.isCapital(bytes[17])) else {
            throw RailRecordFault(.seat, at: 17)
        }
        seat = bytes[16] == 0 ? "" : String(bytes[16]) + Self.text(bytes[17])
        var hash: UInt64 = 0
        for index in 18..<Self.length { hash = hash << 8 | UInt64(bytes[index]) }
        documentHash = hash == 0 ? nil : hash
    }

    // MARK: Bounds

    /// Numbers of trains, such as 5711 in G5711.
    package static let trainNumbers: ClosedRange<UInt16> = 1...9999
    /// Types of tickets.
    package static let ticketTypes: ClosedRange<UInt8> = 1...99
    /// The highest number of a coach.
    package static let highestCoach: UInt8 = 99

    private static func telecode(
        _ bytes: Span<UInt8>, at offset: Int, _ field: RailRecordFault.Field
    ) throws(RailRecordFault) -> String {
        for index in offset..<(offset + 3) where !isCapital(bytes[index]) { throw RailRecordFault(field, at: index) }
        return (offset..<(offset + 3)).map { text(bytes[$0]) }.joined()
    }

    private static func word(_ bytes: Span<UInt8>, at offset: Int) -> UInt16 {
        UInt16(bytes[offset]) << 8 | UInt16(bytes[offset + 1])
    }

    /// A letter as text; nothing for one that is not there.
    private static func text(_ byte: UInt8) -> String {
        byte == blank ? "" : String(Character(Unicode.Scalar(byte)))
    }

    static func isCapital(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
