/// A kind of thing a rider holds to the reader, as its position in the tariff's list of media (GTFS: fare_media).
public struct FareMedia: Hashable, Sendable {
    /// The position in ``Tariff/media``.
    public let index: UInt8

    /// The medium at a position of ``Tariff/media``.
    public init(index: UInt8) { self.index = index }
}
