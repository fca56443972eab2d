/// What the barrier does.
package enum GateOutcome: String, Hashable, Sendable {
    /// Opens.
    case open
    /// Stays shut.
    case refused
    /// Stays shut; the rider presents the medium again.
    case again
}
