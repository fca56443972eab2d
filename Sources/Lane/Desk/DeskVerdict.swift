import Fares
import Gate

/// What the desk makes of a card.
package struct DeskVerdict: Sendable {
    /// What the barrier may do once ``sequence`` is on stable storage.
    package var outcome: GateOutcome
    /// Why.
    package var reason: GateReason
    /// The whole decision; nil where an earlier one is resumed.
    package var decision: GateDecision?
    /// The record that must be on stable storage before the barrier opens.
    package var sequence: UInt64
    /// The tap's own record; with purses the proof of the debit follows it.
    package var tapSequence: UInt64

    /// Where the journey began, at an exit.
    package var entryStation: StationIndex? { decision?.journey?.entry.station }
}
