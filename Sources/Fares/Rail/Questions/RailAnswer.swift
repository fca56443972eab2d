/// The answer to a question: a fare, or why there is none.
public enum RailAnswer: Hashable, Sendable {
    case fare(RailFare)
    case refused(RailRefusal)
}
