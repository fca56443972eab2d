import Gate
import Journal

/// What a lane asks the desk.
package enum DeskQuestion: Sendable {
    /// Decide a card whose rider is charged later: a verdict.
    case take(TapRequest)
    /// Find the tap that this code has made and that has not opened yet: a verdict, or done if there is none.
    case resume(TapRequest)
    /// Record that a card is refused for this reason, whatever its journey: a verdict.
    case deny(TapRequest, GateReason)
    /// Price the ride of a purse, or say what to do first: a price.
    case price(PurseRequest)
    /// Keep a debit before it is sent: the record to wait for.
    case keep(JournalPurse, JournalMoment)
    /// Close a kept debit that was not made: done.
    case void(JournalPurse, JournalMoment)
    /// Keep what speaks against an open debit: done.
    case doubt(PurseDoubtRequest)
    /// Record a ride that the card has paid: a verdict.
    case settle(PurseSettlement)
    /// Record a ride that the card cannot pay, where the lane charges later: a verdict.
    case owe(TapRequest, PursePrice.PricedRide)
    /// The lane waits no more for the tap of this sequence and has not opened for it: done.
    case waitsNoMore(UInt64, JournalMoment)
    /// What became of a rider who was let through, the lane which could let them through no more (nil: none), and
    /// whether it stood open for everybody then: done.
    case passage(JournalPassage, JournalMoment, brokenLane: Int? = nil, isReleased: Bool = false)
    /// A lane's mode or easings have changed, or that is told again for want of room: done.
    case mode(JournalMode, JournalMoment, isAgain: Bool = false)
    /// The barrier was told to open for the tap of this sequence, or that is told again for want of room: done.
    case opened(UInt64, JournalMoment, isAgain: Bool = false)
    /// Words for the journal's reader: done.
    case note(String, JournalMoment)
    /// Words for the journal's reader that something hangs on: the record to wait for.
    case record(String, JournalMoment)
    /// Cards are taken out of old segments when this is durable: the record to wait for.
    case forget(JournalRetention, JournalMoment)
    /// Whether anybody decides: done.
    case beat
}
