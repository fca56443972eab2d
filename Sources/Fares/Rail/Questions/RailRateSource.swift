/// Where the rate of Hong Kong dollars is from.
public enum RailRateSource: Hashable, Sendable {
    /// The months inside the binary.
    case shipped
    /// One rate whatever the month.
    case fixed(HKDRate)
    /// The months of a file, then those inside the binary.
    case months(HKDRates)
}
