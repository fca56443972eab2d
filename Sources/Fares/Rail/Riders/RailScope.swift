/// Which rules a journey falls under.
public enum RailScope: String, Hashable, Sendable, CaseIterable {
    /// One end in Hong Kong.
    case crossBorder = "cross-border"
    /// Both ends in the mainland.
    case domestic
}
