/// The most that a card pays in a service day or week.
public struct FareCap: Hashable, Sendable {
    /// The media that it holds for, as bits by ``FareMedia/index``.
    public let media: UInt64
    /// The riders that it holds for, as bits by ``RiderCategory/index``.
    public let riders: UInt64
    /// The most paid, in fen.
    public let amountFen: Int
}
