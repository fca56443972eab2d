import Fares
import Gate
import Journal

/// A purse that has been read and wants a price.
package struct PurseRequest: Sendable {
    /// The card and the gate.
    package var tap: TapRequest
    /// The journey that the card itself says is open: its entry's time and, where it is known here, station.
    package var entry: CardEntry?
    /// The card was asked about an open debit and has not made it.
    package var isFoundNotDebited: Bool

    package init(tap: TapRequest, entry: CardEntry?, isFoundNotDebited: Bool) {
        self.tap = tap
        self.entry = entry
        self.isFoundNotDebited = isFoundNotDebited
    }

    /// An entry as the card has it on record.
    package struct CardEntry: Sendable {
        package var time: LocalTime
        package var station: StationIndex?

        package init(time: LocalTime, station: StationIndex?) {
            self.time = time
            self.station = station
        }
    }
}

/// What a purse is to do.
package enum PursePrice: Sendable {
    /// Debit this many fen; the decision and the journey after it come back with the proof.
    case debit(UInt32, PricedRide)
    /// A debit of this card is open, kept under this token: ask the card first.
    case recover([UInt8], JournalToken)
    /// Nothing is debited.
    case refused(GateDecision)
    /// The ride is paid and recorded, and the barrier was not told to open: it opens now.
    case resumed(DeskVerdict)

    /// A ride that is priced and not yet paid.
    package struct PricedRide: Sendable {
        package let decision: GateDecision
        let journey: Journey
    }
}

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
