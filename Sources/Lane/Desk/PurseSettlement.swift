import Gate
import Journal

/// A debit that the card has made: the ride is paid.
package struct PurseSettlement: Sendable {
    /// The card and the gate; the time is that of the debit.
    package var tap: TapRequest
    /// Whether the debit's own purpose was an entry or an exit.
    package var kind: TapKind
    /// What was debited.
    package var amountFen: Int64
    /// The card's counter, by which the debit was kept.
    package var counter: UInt32
    /// The key module's number.
    package var terminalTransaction: UInt32
    /// Before the debit.
    package var balanceFen: Int64
    /// The card's proofs, for the settlement.
    package var cardMAC: [UInt8]
    package var authorisationCode: [UInt8]
    /// The key module's (MAC1).
    package var terminalMAC: [UInt8] = []
    /// What the card's proof was made over; nil where that is not known.
    package var purchase: JournalPurse.Purchase?
    /// What was priced in this very dialogue; nil for a debit that was found out about later.
    package var ride: PursePrice.PricedRide?
    /// Whether it pays for the tap at hand; else it only settles a ride of before.
    package var opens: Bool

    package init(
        tap: TapRequest, kind: TapKind, amountFen: Int64, counter: UInt32, terminalTransaction: UInt32,
        balanceFen: Int64, cardMAC: [UInt8], authorisationCode: [UInt8], ride: PursePrice.PricedRide?,
        opens: Bool
    ) {
        self.tap = tap
        self.kind = kind
        self.amountFen = amountFen
        self.counter = counter
        self.terminalTransaction = terminalTransaction
        self.balanceFen = balanceFen
        self.cardMAC = cardMAC
        self.authorisationCode = authorisationCode
        self.ride = ride
        self.opens = opens
    }
}
