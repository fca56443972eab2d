import Gate

/// A rider who may pass, for the barrier.
package struct BarrierPass: Hashable, Sendable {
    /// The record that is on stable storage.
    package var sequence: UInt64
    /// The tap's own record.
    package var tapSequence: UInt64
    /// What the rider is shown.
    package var prompt: GatePrompt

    package init(sequence: UInt64, tapSequence: UInt64, prompt: GatePrompt = .go) {
        self.sequence = sequence
        self.tapSequence = tapSequence
        self.prompt = prompt
    }
}
