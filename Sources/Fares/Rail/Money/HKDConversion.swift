/// A fare in Hong Kong dollars, made from one in yuan.
///
/// - **Shape**: the total is converted, never its legs, and is a whole dollar (S2, S3).
/// - **Limits**: amounts of yuan from 0 to ``maximumFen``.
/// - **Source**: the rate is fixed for a month (S2, S3); rounding half up at 1.15 gives all three fares of the opening
///   month. Neither is stated by the operator, so both are parameters.
public struct HKDConversion: Hashable, Sendable {
    /// The highest amount that is converted, in fen.
    public static let maximumFen = 100_000_000_000

    /// The rate of the month of purchase.
    public let rate: HKDRate
    /// What happens to a part of a dollar.
    public let rounding: WholeRounding

    /// Takes a rate and a rounding.
    public init(rate: HKDRate, rounding: WholeRounding = .halfUp) {
        self.rate = rate
        self.rounding = rounding
    }

    /// Whole dollars for an amount of yuan; nil for another currency, or an amount out of range.
    public func dollars(for amount: Money) -> Money? { converted(amount, toCents: 100) }

    /// Cents for an amount of yuan, rounded likewise; for payments that are not whole fares. Nil as above.
    public func cents(for amount: Money) -> Money? { converted(amount, toCents: 1) }

    /// A whole number of so many cents.
    private func converted(_ amount: Money, toCents unit: Int) -> Money? {
        guard amount.currency == .cny, (0...Self.maximumFen).contains(amount.minorUnits) else { return nil }
        let (product, overflow) = amount.minorUnits.multipliedReportingOverflow(by: rate.millionths)
        guard !overflow, product <= Int.max / 2 else { return nil }
        return Money(minorUnits: rounding.quotient(product, by: unit * HKDRate.scale) * unit, currency: .hkd)
    }
}
