/// What a medium pays, while it is accepted.
public struct MediaTerms: Hashable, Sendable {
    /// Share of the table fare, in percent; rounded down to a fen.
    public let percent: Int
    /// Whether the entry gate has the network's highest ordinary fare authorised beforehand.
    public let preauthorisesHighestFare: Bool
    /// A pass: seconds that it is valid from its first entry; nil for media that pay each trip.
    public let validSeconds: Int?
    /// The price of a pass in fen, where known.
    public let priceFen: Int?
}
