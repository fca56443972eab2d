/// The rail ticket that a code holds: its number, and the record that the issuer has signed.
package struct RailTicket: Hashable, Sendable {
    /// The most characters of a number.
    package static let longestNumber = 20

    /// One and the same in every code of the ticket: of FareGate's own codes the account without the spaces behind it,
    /// of U1 and U2 codes the account beside the record, and where there is none the beginning of their account's hash.
    package let number: String
    package let record: RailTicketRecord

    /// The ticket in a code; nil if it holds none.
    ///
    /// - **Errors**: ``RailRecordFault`` for a record that cannot be read, and at byte 0 for a number of other
    ///   characters than visible ASCII, or too many of them.
    package init?(_ claims: CodeClaims) throws(RailRecordFault) {
        switch claims.format {
        case .fareGate, .uicU1, .uicU2: break
        default: return nil
        }
        guard claims.custom.first == RailTicketRecord.marker else { return nil }
        record = try RailTicketRecord(claims.custom.span)
        var characters = claims.ticketNumber.isEmpty ? claims.account : claims.ticketNumber
        if claims.format != .fareGate, claims.ticketNumber.isEmpty {
            characters = Array(CodeHex.text(Array(characters.prefix(Self.longestNumber / 2))).utf8)
        }
        let end = characters.lastIndex { $0 != RailTicketRecord.blank }.map { $0 + 1 } ?? 0
        guard (1...Self.longestNumber).contains(end), characters[..<end].allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw RailRecordFault(.number, at: 0) }
        number = String(decoding: characters[..<end], as: UTF8.self)
    }
}
