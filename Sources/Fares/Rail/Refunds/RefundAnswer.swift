/// What comes of asking for a refund.
public enum RefundAnswer: Hashable, Sendable {
    /// The ticket is taken back.
    case refund(Refund)
    /// It is not.
    case refused(RefundRefusal)
}

/// A ticket, or a part of its price, that is taken back: fee and refund together are the amount.
public struct Refund: Hashable, Sendable {
    /// The rules that were in force.
    public let ruleSet: RefundRuleSet
    /// The band that the moment lies in.
    public let band: RefundBand
    /// The cut-off of the trip, in minutes before departure.
    public let cutoffMinutes: Int
    /// What of the price is given back, before the fee.
    public let amount: Money
    /// What is kept.
    public let fee: Money
    /// What is returned.
    public let refund: Money
}
