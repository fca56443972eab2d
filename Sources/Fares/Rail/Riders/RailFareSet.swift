/// Which of the two fares of a pair a share is taken of.
public enum RailFareSet: String, Hashable, Sendable, CaseIterable {
    /// The published fare, whatever tickets are sold at.
    case published
    /// The fare as sold.
    case implemented
}
