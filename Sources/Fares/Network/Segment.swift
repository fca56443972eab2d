/// A link between neighbouring stations of one line.
public struct Segment: Hashable, Sendable {
    /// The index of the line in ``Network/lines``.
    public let line: Int
    /// One end.
    public let from: StationIndex
    /// The other end.
    public let to: StationIndex
    /// The length that fares use, in whole metres.
    public let metres: Int
    /// Scheduled running time from → to in seconds, where known.
    public let forwardSeconds: Int?
    /// Scheduled running time to → from in seconds, where known.
    public let reverseSeconds: Int?
}
