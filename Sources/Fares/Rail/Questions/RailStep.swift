/// One step of an explained fare: the reason, and the amount before and after it.
public struct RailStep: Hashable, Sendable {
    /// Why the amount changed.
    public let reason: RailReason
    /// The amount before.
    public let before: Money
    /// The amount after; in another currency after a conversion.
    public let after: Money
}
