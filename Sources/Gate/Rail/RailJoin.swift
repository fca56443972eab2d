import Fares

/// Brings ticket and document together at one gate.
///
/// - **Shape**: a state machine: each event takes the moment and returns what the lane is to do, in order; nothing if
///   the event changes nothing. No clock, no I/O.
package struct RailJoin: Sendable {
    /// What the gate waits for.
    package enum State: Hashable, Sendable {
        /// Nobody.
        case idle
        /// A ticket that passes the check, for its document.
        case ticket(RailTicketFacts, since: UInt64)
        /// A document, for a ticket: `needs` is the reservation that needs one shown; else `ending` is what the passenger
        /// hears when none comes.
        case document(UInt64, since: UInt64, needs: RailTicketFacts?, ending: RailVerdict)
    }

    /// Where the gate stands.
    package private(set) var state = State.idle
    /// Whether a ticket is good here.
    package let check: RailCheck
    /// The tickets sold.
    package let reservations: RailReservations

    package init(_ check: RailCheck, reservations: RailReservations = RailReservations()) {
        self.check = check
        self.reservations = reservations
    }

    /// A ticket is shown; nil: one that cannot be read, or that is none.
    package mutating func ticket(_ ticket: RailTicketFacts?, at now: RailMoment) -> [RailAction] { [] }

    /// A document is shown, by its keyed hash; nil: one that cannot be read.
    package mutating func document(_ hash: UInt64?, at now: RailMoment) -> [RailAction] { [] }

    /// Time has passed.
    package mutating func tick(_ now: RailMoment) -> [RailAction] { [] }
}
