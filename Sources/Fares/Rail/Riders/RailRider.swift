/// What a kind of rider pays, on which days.
///
/// - **Source**: `Sources/FareData/rail/riders.csv`.
public struct RailRider: Hashable, Sendable {
    /// Which rules it belongs to.
    public let scope: RailScope
    /// Its name, such as `child`.
    public let name: String
    /// The first day; nil: from the start.
    public let from: ServiceDate?
    /// The last day; nil: still in force.
    public let through: ServiceDate?
    /// The share of the adult fare.
    public let percent: Int
    /// Which adult fare it is a share of.
    public let base: RailFareSet
    /// The only class it holds in; nil: any.
    public let seatClass: RailClass?
    /// Where it is from; `-` for nowhere.
    public let source: String
    /// Whether the source was read.
    public let isVerified: Bool
    /// Whether the ticket must be bought with an adult's.
    public let needsAdult: Bool
    /// Who it is, in English; empty where nothing is to be said.
    public let conditionEn: String
    /// The same in Chinese.
    public let conditionZh: String

    /// Whether the rule holds on a day; without a day, whether it holds now.
    public func holds(on date: ServiceDate?) -> Bool {
        guard let date else { return through == nil }
        return (from.map { $0 <= date } ?? true) && (through.map { date <= $0 } ?? true)
    }
}
