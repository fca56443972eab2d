/// The currency of an amount, by its ISO 4217 code.
public enum Currency: String, Hashable, Sendable, CaseIterable {
    case cny = "CNY"
    case hkd = "HKD"
}

/// An amount of money in whole minor units of one currency; never a floating-point number.
///
/// - **Unit**: fen (0.01 yuan) or cents, by ``currency``.
/// - **Limits**: 64 bits; arithmetic traps on overflow, which no sum of fares reaches.
public struct Money: Hashable, Sendable {
    /// The amount in minor units; negative for a refund.
    public var minorUnits: Int
    /// The currency that the amount is in.
    public var currency: Currency

    /// Makes an amount of `minorUnits` of `currency`.
    public init(minorUnits: Int, currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }
}

extension Money: CustomStringConvertible {
    /// Decimal form with two places and the code, such as `4.75 CNY`.
    public var description: String { "\(decimal) \(currency.rawValue)" }

    /// Decimal form with two places, such as `4.75`.
    public var decimal: String {
        let magnitude = minorUnits.magnitude
        let cents = magnitude % 100
        return "\(minorUnits < 0 ? "-" : "")\(magnitude / 100).\(cents < 10 ? "0" : "")\(cents)"
    }
}
