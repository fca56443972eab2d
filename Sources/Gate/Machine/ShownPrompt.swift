/// What a side's display shows, and for how long.
struct ShownPrompt: Sendable {
    /// Shown now; nil before the first.
    var shown: GatePrompt?
    /// The answer to a tap, until its end.
    var answer: (prompt: GatePrompt, until: UInt64)?
}
