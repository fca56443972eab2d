/// The refund terms of one scope from one date: bands, rounding, and until when a ticket may be given back.
public struct RefundRuleSet: Hashable, Sendable {
    /// The name, such as `cross-border-2018`.
    public let id: String
    /// The trips that it holds for.
    public let scope: RailScope
    /// First day of the refund, not of the trip, on which it holds; it ends where the next one of the scope begins.
    public let from: ServiceDate
    /// How the fee is rounded.
    public let rounding: RefundRounding
    /// What a fee that is not nothing comes to at least, in minor units.
    public let minimumFee: Int
    /// Minutes before departure until which a ticket from a mainland station is taken back; the minute itself is in
    /// time.
    public let cutoffMinutes: Int
    /// The same for a ticket from Hong Kong West Kowloon.
    public let cutoffWestKowloonMinutes: Int
    /// Whether a ticket that was changed is taken back.
    public let isChangedRefundable: Bool
    /// Where it was read, as `Docs/rail.md` lists the sources.
    public let source: String
    /// What is assumed or open about it, in English; empty where nothing is.
    public let note: String
    /// The same in Chinese; empty where the file has none.
    public let noteZh: String
    /// The bands, the one next to departure first; together they leave no moment out.
    public internal(set) var bands: [RefundBand]

    /// The cut-off of a trip, in minutes before departure.
    public func cutoff(fromWestKowloon: Bool) -> Int { fromWestKowloon ? cutoffWestKowloonMinutes : cutoffMinutes }

    /// The band of so many seconds before departure; nil only after departure.
    public func band(secondsBefore seconds: Int) -> RefundBand? { bands.first { $0.contains(secondsBefore: seconds) } }
}
