/// What a fare rests on.
public enum RailBasis: String, Hashable, Sendable {
    /// A row of the list.
    case published
    /// The sum of two rows.
    case legs
    /// Kilometres; not a fare that was ever published.
    case estimate
}
