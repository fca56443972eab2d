/// What comes of asking for a change.
public enum ChangeAnswer: Hashable, Sendable {
    /// The ticket is changed.
    case change(RailChange)
    /// It is not.
    case refused(ChangeRefusal)
}
