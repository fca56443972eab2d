import Gate

/// What lets a rider through, or not.
package protocol Barrier: AnyObject {
    /// Opens for one rider; the record `sequence` is on stable storage. False if the barrier was not told: then it must
    /// not open for this call later either.
    func open(_ sequence: UInt64) -> Bool
    /// Stays shut; `isRetry`: the rider presents the medium again.
    func refuse(isRetry: Bool)
    /// The same as ``open(_:)`` for a barrier that has a display, and tells who has passed.
    func open(_ pass: BarrierPass) -> Bool
    /// The same as ``refuse(isRetry:)`` for a barrier that has a display.
    func refuse(_ prompt: GatePrompt)
    /// Whether a medium may be taken now.
    var accepts: Bool { get }
    /// The rules that the lane does without.
    var easings: GateEasings { get }
}

extension Barrier {
    package func open(_ pass: BarrierPass) -> Bool { open(pass.sequence) }
    package func refuse(_ prompt: GatePrompt) { refuse(isRetry: prompt == .presentAgain) }
    package var accepts: Bool { true }
    package var easings: GateEasings { [] }
}
