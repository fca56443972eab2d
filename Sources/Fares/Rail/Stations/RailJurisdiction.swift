/// Whose side of the boundary a station is on: each prices its own section.
public enum RailJurisdiction: String, Hashable, Sendable {
    /// The mainland of China.
    case mainland = "CN"
    /// Hong Kong.
    case hongKong = "HK"
}
