/// Which of the railway's rules hold for a trip: those over the border, or those inside the mainland.
public enum RailScope: String, Hashable, Sendable, CaseIterable {
    /// One end is Hong Kong West Kowloon.
    case crossBorder = "cross-border"
    /// Both ends are in the mainland.
    case domestic
}
