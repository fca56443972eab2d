/// The fee for giving a ticket back so long before departure.
public struct RefundBand: Hashable, Sendable {
    /// Hours before departure from which the band holds; the bound itself lies in it.
    public let hoursMin: Int
    /// Hours before departure at which the next band begins; nil: the band has no end.
    public let hoursMax: Int?
    /// Share of the price that is kept.
    public let feePercent: Int

    /// Whether so many seconds before departure lie in the band.
    public func contains(secondsBefore seconds: Int) -> Bool {
        seconds >= hoursMin * 3600 && (hoursMax.map { seconds < $0 * 3600 } ?? true)
    }
}
