import Gate
import Journal

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
        /// What the gate decides once the card has paid.
        package let decision: GateDecision
        /// Where the card stands then.
        let journey: Journey
    }
}
