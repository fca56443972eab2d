/// One part of a fare, and the row that it stands in.
public struct RailLeg: Hashable, Sendable {
    /// Where the part begins.
    public let from: StationIndex
    /// Where it ends.
    public let to: StationIndex
    /// The row; its fare is what the part costs.
    public let row: RailFareRow
    /// Whether the row was seen in the other direction.
    public let isReverse: Bool
}
