import Gate
import Journal

/// What speaks against an open debit of a card.
package struct PurseDoubtRequest: Sendable {
    /// The token that the debit was kept under.
    package var token: CardToken
    /// The intent with its doubt: the purse's own bytes.
    package var resumeData: [UInt8]
    /// What the card gave as MAC2, not found genuine; four bytes or none.
    package var cardMAC: [UInt8]
    /// The TAC with it; four bytes or none.
    package var authorisationCode: [UInt8]
    /// Both clocks, for the record.
    package var moment: JournalMoment
}
