/// Full price in business carriages for some media, none for others.
public struct BusinessTerms: Hashable, Sendable {
    /// The media accepted in business carriages, as bits by ``FareMedia/index``.
    public let media: UInt64
    /// Share of the published business fare, in percent, whoever rides.
    public let percent: Int
}
