import Fares

/// Why the gate decided so, and what became of the journey.
package enum GateReason: UInt8, Hashable, Sendable, CaseIterable {
    /// A journey has begun.
    case entered
    /// A journey has begun although the one before has no exit.
    case enteredAgain
    /// The same medium at the same station in the same direction within the pass-back window.
    case passBack
    /// The journey is complete and priced.
    case completed
    /// The journey is complete, but a station is not known, so it has no price.
    case completedUnpriced
    /// Left without a known entry, the first tap of this card: fare pending until the entry arrives.
    case farePending
    /// Left a second time without an entry between: fare pending.
    case exitedAgain
    /// Stored value must know its entry at the gate.
    case entryUnknown
    /// An entry that arrived after its exit: the exit is priced now.
    case lateEntry
    /// A tap older than what is settled already, which no rule can use; kept on record.
    case outOfOrder
    /// A bus ride, noted for the transfer discount.
    case busRide
    /// The medium is not accepted on the service date.
    case mediumNotAccepted
    /// The rider category does not exist on the service date.
    case riderNotKnown
    /// The fare table has no fare for the pair.
    case noFare
    /// No business fare for the trip.
    case noBusinessFare
    /// The medium is not accepted in business carriages.
    case mediumNotInBusiness
    /// The pass has ended.
    case passExpired
    /// The tap was approved and recorded before, but the barrier had not been told to open: it opens once more, and
    /// nothing is charged again.
    case resumed
    /// The operator has listed the card.
    case denied
    /// A card of this number failed authentication at this gate a short while ago.
    case barred
    /// The fare is above what the medium may be charged at once.
    case limitExceeded
    /// The medium is good for one journey, and has made this half of it already.
    case alreadyUsed
    /// The document is not the one that the rail ticket is bound to.
    case documentMismatch
    /// The rail ticket does not begin, or at the exit does not end, at this station.
    case wrongStation
    /// The rail ticket is for another day.
    case wrongDate
    /// The train's check-in has not opened.
    case checkInNotOpen
    /// The train's check-in has closed.
    case checkInClosed
    /// No such train calls here that day, or the gate does not let in to it.
    case unknownTrain
    /// The train does not run.
    case trainCancelled
    /// A rail ticket that is none any more, or whose other half was not shown in time.
    case noTicket
    /// Entry and exit need not alternate here: nothing is charged for the half that is missing.
    case orderFree
    /// Nobody pays here.
    case fareFree
    /// The fare cannot be paid now: the rider leaves and owes it.
    case chargeLater
    /// Trains fail: the journey costs nothing, and a medium for one journey may be used again.
    case trainFault
    /// Barriers stood open: nothing is charged for the half that is missing.
    case emergencyRelease

    init(_ refusal: FareRefusal) {
        switch refusal {
        case .mediumNotAccepted: self = .mediumNotAccepted
        case .riderNotKnown: self = .riderNotKnown
        case .noFare: self = .noFare
        case .noBusinessFare: self = .noBusinessFare
        case .mediumNotInBusiness: self = .mediumNotInBusiness
        case .passExpired: self = .passExpired
        }
    }

    /// The name in JSON and logs.
    package var code: String {
        switch self {
        case .entered: "entered"
        case .enteredAgain: "entered-again"
        case .passBack: "pass-back"
        case .completed: "completed"
        case .completedUnpriced: "completed-unpriced"
        case .farePending: "fare-pending"
        case .exitedAgain: "exited-again"
        case .entryUnknown: "entry-unknown"
        case .lateEntry: "late-entry"
        case .outOfOrder: "out-of-order"
        case .busRide: "bus-ride"
        case .mediumNotAccepted: FareRefusal.mediumNotAccepted.rawValue
        case .riderNotKnown: FareRefusal.riderNotKnown.rawValue
        case .noFare: FareRefusal.noFare.rawValue
        case .noBusinessFare: FareRefusal.noBusinessFare.rawValue
        case .mediumNotInBusiness: FareRefusal.mediumNotInBusiness.rawValue
        case .passExpired: FareRefusal.passExpired.rawValue
        case .resumed: "resumed"
        case .denied: "denied"
        case .barred: "barred"
        case .limitExceeded: "limit-exceeded"
        case .alreadyUsed: "already-used"
        case .documentMismatch: "document-mismatch"
        case .wrongStation: "wrong-station"
        case .wrongDate: "wrong-date"
        case .checkInNotOpen: "check-in-not-open"
        case .checkInClosed: "check-in-closed"
        case .unknownTrain: "unknown-train"
        case .trainCancelled: "train-cancelled"
        case .noTicket: "no-ticket"
        case .orderFree: "order-free"
        case .fareFree: "fare-free"
        case .chargeLater: "charge-later"
        case .trainFault: "train-fault"
        case .emergencyRelease: "emergency-release"
        }
    }
}
