/// A price in yuan with the Hong Kong dollars that it came to when it was named.
///
/// - **Shape**: both amounts, and the rate where one made the dollars of the yuan. Dollars as published have none, and
///   a price that is known in one currency alone has nothing on the other side.
/// - **Source**: tickets are whole dollars (S2, S3); cents half up for wallets are our choice (`Docs/rail.md`, the
///   ledger).
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
    /// The rate that it was named at; nil: dollars as published, or one currency alone.
    public let rate: HKDRate?
    /// How a wallet's Hong Kong side was rounded; nil for a fare, which brings both amounts.
    public let rounding: Rounding?
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

    /// What a rider pays for a fare, with its dollars where they were asked for; nil for a fare that is nothing, or
    /// beyond ``RefundRules/maximumPaid``.
    public init?(_ fare: RailFare, validUntil: LocalTime? = nil) {
        let dollars = fare.paysDollars ?? .zero(.hkd)
        guard (1...RefundRules.maximumPaid).contains(fare.pays.minorUnits),
            (0...RefundRules.maximumPaid).contains(dollars.minorUnits)
        else { return nil }
        amount = TwoCurrencyAmount(fen: fare.pays.minorUnits, cents: dollars.minorUnits)
        rate = fare.rate
        rounding = nil
        self.validUntil = validUntil
    }

    /// What a ticket says that it cost, in its one currency; nil as above.
    public init?(paid: Money) {
        guard (1...RefundRules.maximumPaid).contains(paid.minorUnits) else { return nil }
        amount = TwoCurrencyAmount(lead: paid.minorUnits, in: paid.currency, other: 0)
        rate = nil
        rounding = nil
        validUntil = nil
    }

    /// Whether the price is known in both currencies.
    public var hasBothSides: Bool { amount.fen > 0 && amount.cents > 0 }

    func hasRate(of other: RailQuote) -> Bool {
        rate == other.rate && rounding == other.rounding && hasBothSides == other.hasBothSides
    }
}
