/// A percentage off for some media, limited in amount and times.
public struct Promotion: Hashable, Sendable {
    /// The most promotions in force on one day; a card counts its uses of each.
    public static let maximumAtOnce = 4

    /// The name in the file, for reports.
    public let id: String
    /// The media that get it, as bits by ``FareMedia/index``.
    public let media: UInt64
    /// What is taken off, in percent of the fare so far.
    public let percentOff: Int
    /// The most that is taken off a trip, in fen.
    public let atMostFen: Int
    /// How often a card gets it on one service day.
    public let timesADay: Int
}
