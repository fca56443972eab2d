/// Why an amount changed.
public enum RailReason: String, Hashable, Sendable, CaseIterable {
    /// A row of the list.
    case published
    /// One leg of a sum.
    case leg
    /// Worked out from kilometres.
    case estimate
    /// The published fare, of which the rider's share is one.
    case ceiling
    /// The rider's share, rounded.
    case concession
    /// Yuan to Hong Kong dollars by a rate.
    case conversion
    /// The published amount in Hong Kong dollars.
    case publishedDollars = "published-hkd"
}
