/// What must always hold in a simulated gate.
package enum FaultRule: String, Hashable, Sendable, CaseIterable {
    /// No open signal without a record on the disk.
    case openWithoutRecord = "open-without-record"
    /// Each record stands where it was given its place, and says what was decided.
    case record
    /// Sequences without gaps.
    case sequence
    /// The decision is that of the published rules.
    case decision
    /// What was charged is what the books say, to the fen.
    case money
    /// Nobody is charged twice for one passage.
    case chargedTwice = "charged-twice"
    /// One record opens once.
    case openedTwice = "opened-twice"
    /// What the lane's mode forbids does not happen.
    case mode
    /// A start finds what was acknowledged, and notices what is damaged.
    case restart
    /// Whoever is in gets out, once nothing goes wrong any more.
    case liveness
}

/// A rule that was broken: the simulation ends there.
package struct FaultViolation: Error, Hashable, Sendable {
    /// Which.
    package let rule: FaultRule
    /// How.
    package let words: String

    init(_ rule: FaultRule, _ words: String) {
        self.rule = rule
        self.words = words
    }
}
