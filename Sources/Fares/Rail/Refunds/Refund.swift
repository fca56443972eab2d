/// A ticket, or a part of its price, that is taken back: fee and refund together are the amount.
///
/// Only ``RefundRules`` makes one, so that no fee is named by hand.
public struct Refund: Hashable, Sendable {
    /// The rules that were in force.
    public let ruleSet: RefundRuleSet
    /// The band that the moment lies in.
    public let band: RefundBand
    /// The cut-off of the trip, in minutes before departure.
    public let cutoffMinutes: Int
    /// What was paid for the ticket.
    public let paid: Money
    /// What of it was given back before, fees included.
    public let givenBackBefore: Money
    /// What of the price is given back now, before the fee.
    public let amount: Money
    /// What is kept.
    public let fee: Money
    /// What is returned.
    public let refund: Money
}
