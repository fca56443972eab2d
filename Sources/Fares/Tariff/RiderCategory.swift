/// A group of riders with a price of its own, as its position in the tariff's list (GTFS: rider_categories).
public struct RiderCategory: Hashable, Sendable {
    /// The position in ``Tariff/riders``; 0 is the adult.
    public let index: UInt8

    /// The category at a position of ``Tariff/riders``.
    public init(index: UInt8) { self.index = index }

    /// The rider without concession.
    public static let adult = RiderCategory(index: 0)
}
