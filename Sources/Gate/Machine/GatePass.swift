/// A rider whose approved tap is on stable storage: may pass once.
package struct GatePass: Hashable, Sendable {
    /// The tap's record.
    package var tapSequence: UInt64
    /// Which way.
    package var direction: TapKind
    /// What the rider is shown.
    package var prompt: GatePrompt

    package init(tapSequence: UInt64, direction: TapKind, prompt: GatePrompt = .go) {
        self.tapSequence = tapSequence
        self.direction = direction
        self.prompt = prompt
    }
}
