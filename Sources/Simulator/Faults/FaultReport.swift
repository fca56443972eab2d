/// What a simulated gate has been through.
package struct FaultReport: Sendable, Equatable {
    /// The seed.
    package var seed: UInt64
    /// What it has drawn, in one line.
    package var plan: String
    /// Presentations of cards.
    package var taps = 0
    /// Approved taps on record.
    package var approved = 0
    /// Taps that an earlier record has opened.
    package var resumed = 0
    /// Open signals.
    package var opened = 0
    /// Records in the journal at the end.
    package var records = 0
    /// Times that the registers were written down.
    package var registers = 0
    /// Of them those that were due: after many records, or because a service day had ended.
    package var dueRegisters = 0
    /// Records before which they were due and the queue had no room for them.
    package var postponedRegisters = 0
    /// What the records charge, in fen.
    package var chargedFen = 0
    /// How long the run was for the gate, in seconds.
    package var virtualSeconds = 0
    /// How many lanes it had.
    package var lanes = 0
    /// How often each kind of fault has happened.
    package var faults = FaultCounts()
    /// The rule that was broken; nil: none.
    package var violation: FaultViolation?
}
