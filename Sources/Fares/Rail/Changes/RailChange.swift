/// A ticket that is changed.
public struct RailChange: Hashable, Sendable {
    /// The way in which it is changed.
    public let kind: ChangeKind
    /// The rules that gave the cut-off; nil for Flexi-Ride.
    public let ruleSet: RefundRuleSet?
    /// The cut-off in minutes before departure; negative: after it.
    public let cutoffMinutes: Int
    /// What is to be paid in addition, in the currency it is settled in; negative: what is returned.
    public let difference: Money
    /// How many changes by Flexi-Ride are left; 0 where there is none for the trip.
    public let flexiRidesLeft: Int
}
