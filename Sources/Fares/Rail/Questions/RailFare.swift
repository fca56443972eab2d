/// A priced question, with all that the price rests on.
public struct RailFare: Hashable, Sendable {
    /// The adult fare in yuan.
    public let total: Money
    /// What the rider pays in yuan.
    public let pays: Money
    /// What the rider pays in Hong Kong dollars, where they were asked for.
    public let paysDollars: Money?
    /// The letter of the train.
    public let letter: RailLetter
    /// What the fare rests on.
    public let basis: RailBasis
    /// The rows it is made of; empty for an estimate.
    public let legs: [RailLeg]
    /// The rider's rule.
    public let rider: RailRider
    /// The rate used, if one was.
    public let rate: HKDRate?
    /// The month whose rate was used; nil for one given by hand.
    public let rateMonth: RailMonth?
    /// How the amount came about.
    public let steps: [RailStep]
    /// What must be said beside it, in the order of ``RailNote``.
    public let notes: [RailNote]

    /// What is paid, in the currency asked for.
    public var due: Money { paysDollars ?? pays }
}
