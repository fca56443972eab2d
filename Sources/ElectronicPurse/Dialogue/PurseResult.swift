/// What a dialogue with a purse comes to.
package struct PurseResult: Hashable, Sendable {
    /// What the gate may make of it.
    package enum Outcome: Hashable, Sendable {
        /// Only read.
        case read
        case debited(PurseProof)
        /// Nothing was debited.
        case refused
        /// Nothing was debited; the same card once more.
        case again
        /// The card did not prove the debit that it says it has made: no second debit, and the gate's policy.
        case suspicious(PurseProof)
        /// A debit was sent and no answer came: nothing may be debited before ``PurseDialogue/recover(_:place:)`` has
        /// told.
        case unknown(PurseIntent)
    }

    package let outcome: Outcome
    package let reason: PurseReason

    package init(_ outcome: Outcome, _ reason: PurseReason) {
        self.outcome = outcome
        self.reason = reason
    }
}
