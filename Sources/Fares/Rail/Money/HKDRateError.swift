/// What is wrong with a rate.
public enum HKDRateError: Error, Hashable, Sendable {
    /// Not a decimal number.
    case notNumber
    /// More than six decimals.
    case tooFine
    /// Nothing.
    case zero
    /// Below nothing.
    case negative
    /// Above ``HKDRate/maximum``.
    case tooHigh
    /// It makes nothing of a fare.
    case tooLow
}

extension HKDRateError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notNumber: "the rate is not a decimal number such as 1.15"
        case .tooFine: "the rate has more than six decimals"
        case .zero: "the rate is zero"
        case .negative: "the rate is negative"
        case .tooHigh: "the rate is above \(HKDRate.maximum)"
        case .tooLow: "the rate makes nothing of the fare"
        }
    }
}
