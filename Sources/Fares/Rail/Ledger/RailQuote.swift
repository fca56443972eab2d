/// A price in yuan with the Hong Kong dollars that it came to when it was named.
///
/// - **Source**: tickets are whole dollars (S2, S3); cents half up for wallets are our choice (`Docs/rail.md`, the ledger).
public struct RailQuote: Hashable, Sendable {
    /// What the Hong Kong side is rounded to, half up.
    public enum Rounding: String, Hashable, Sendable, CaseIterable {
        /// To a cent, as wallets do.
        case cent
        /// To a dollar, as tickets are sold.
        case dollar
    }

    /// The price on both sides.
    public let amount: TwoCurrencyAmount
    /// The rate that it was named at.
    public let rate: HKDRate
    /// How the Hong Kong side was rounded.
    public let rounding: Rounding
    /// The last moment at which it may be paid; nil: it does not end.
    public let validUntil: LocalTime?

    /// Nil for a price that is nothing, negative, or beyond ``RefundRules/maximumPaid``.
    public init?(fen: Int, rate: HKDRate, rounding: Rounding = .cent, validUntil: LocalTime? = nil) {
        guard (1...RefundRules.maximumPaid).contains(fen) else { return nil }
        let price = Money(minorUnits: fen, currency: .cny)
        let conversion = HKDConversion(rate: rate)
        guard let dollars = rounding == .cent ? conversion.cents(for: price) : conversion.dollars(for: price) else {
            return nil
        }
        amount = TwoCurrencyAmount(fen: fen, cents: dollars.minorUnits)
        self.rate = rate
        self.rounding = rounding
        self.validUntil = validUntil
    }

    func hasRate(of other: RailQuote) -> Bool { rate == other.rate && rounding == other.rounding }
}
