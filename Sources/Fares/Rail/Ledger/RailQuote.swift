/// A price in yuan with the Hong Kong dollars that it came to when it was named.
///
/// - **Unit**: fen, cents; the rate in millionths of a Hong Kong dollar for one yuan.
/// - **Source**: rail.md 8 (cents, half up) and 2.3 (fares: whole dollars).
public struct RailQuote: Hashable, Sendable {
    /// What the Hong Kong side is rounded to, half up.
    public enum Rounding: Int, Hashable, Sendable, CaseIterable {
        /// To a cent, as wallets do.
        case cent = 1
        /// To a dollar, as tickets are sold.
        case dollar = 100
    }

    /// The price on both sides.
    public let amount: TwoCurrencyAmount
    /// The rate, in millionths.
    public let rateMillionths: Int
    /// How the Hong Kong side was rounded.
    public let rounding: Rounding
    /// The last moment at which it may be paid; nil: it does not end.
    public let validUntil: LocalTime?

    /// The highest rate, in millionths.
    static let maximumRateMillionths = 100_000_000

    /// Nil for a price beyond ``RefundRules/maximumPaid`` or a rate that is none.
    public init?(fen: Int, rateMillionths: Int, rounding: Rounding = .cent, validUntil: LocalTime? = nil) {
        guard (1...RefundRules.maximumPaid).contains(fen),
            (1...Self.maximumRateMillionths).contains(rateMillionths)
        else { return nil }
        let unit = rounding.rawValue
        let cents = (fen * rateMillionths + unit * 500_000) / (unit * 1_000_000) * unit
        amount = TwoCurrencyAmount(fen: fen, cents: cents)
        self.rateMillionths = rateMillionths
        self.rounding = rounding
        self.validUntil = validUntil
    }

    func hasRate(of other: RailQuote) -> Bool {
        rateMillionths == other.rateMillionths && rounding == other.rounding
    }
}
