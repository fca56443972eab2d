import Fares

/// What the gate decides on one tap.
package struct GateDecision: Sendable {
    /// What the barrier does.
    package var outcome: GateOutcome
    /// Why.
    package var reason: GateReason
    /// The journey that the tap completed, priced or not.
    package var journey: CompletedJourney?
    /// The explained fare of that journey.
    package var fare: FareCalculation?
    /// What the tap changes in the card's debt, in fen: the fare, less what was charged for the journey before;
    /// also what an earlier journey without exit costs.
    package var chargeFen: Int
    /// An earlier journey that this tap shows to have no exit, and was open until now.
    package var abandoned: JourneyEnd?

    /// A refusal before any rule was asked.
    package init(refused reason: GateReason) { self.init(.refused, reason) }

    init(_ outcome: GateOutcome, _ reason: GateReason, chargeFen: Int = 0, abandoned: JourneyEnd? = nil) {
        self.outcome = outcome
        self.reason = reason
        self.chargeFen = chargeFen
        self.abandoned = abandoned
    }
}
