/// A discount for a rider who has come off a bus shortly before.
public struct TransferTerms: Hashable, Sendable {
    /// The media that get it, as bits by ``FareMedia/index``.
    public let media: UInt64
    /// The riders who get it, as bits by ``RiderCategory/index``.
    public let riders: UInt64
    /// The discount in fen.
    public let discountFen: Int
    /// Shortest and longest time between bus tap and metro entry, in seconds, both inclusive.
    public let window: ClosedRange<Int>
}
