import Gate

/// What became of a ticket, a document or both at a rail gate.
package struct RailTap {
    /// What the gate says; nil where the machine failed, and where the same thing was shown once more.
    package var verdict: RailVerdict?
    /// The ticket, where one is known.
    package var ticket: RailTicketFacts?
    /// What is waited for, and until when.
    package var wait: RailWait?
    /// Barrier, record, times.
    package var tap: LaneTap
    /// It was admitted on its document alone, or waits for it.
    package var isByDocument = false

    init(_ verdict: RailVerdict?, _ tap: LaneTap, ticket: RailTicketFacts? = nil, wait: RailWait? = nil) {
        self.verdict = verdict
        self.ticket = ticket
        self.wait = wait
        self.tap = tap
    }
}
