/// What a row of the fare list is.
public enum RailFareStatus: String, Hashable, Sendable, CaseIterable {
    /// The published fare, a ceiling.
    case published
    /// The fare as sold, at most the published one.
    case implemented
    /// Worked out from published fares, such as the difference of two; sold where nothing else is known.
    case derived
    /// A figure of a plan, never charged.
    case announced
    /// A figure that its source has rounded, never charged.
    case rounded

    /// Whether tickets were sold at such a fare.
    public var isSold: Bool { self == .published || self == .implemented || self == .derived }
}
