/// One name that a station has or had; without dates another spelling of it.
public struct RailStationName: Hashable, Sendable {
    /// The Chinese name; empty for a spelling in Latin letters alone.
    public let nameZh: String
    /// The name in Latin letters; empty for a Chinese spelling alone.
    public let nameEn: String
    /// The first day of the name; nil: from the start, or another spelling.
    public let from: ServiceDate?
    /// The last day of the name; nil: still in use, or another spelling.
    public let through: ServiceDate?
    /// Where it is from.
    public let source: String

    /// Whether the station is called so on some days, and not another spelling.
    public var isDated: Bool { from != nil || through != nil }

    /// Whether the station is called so on a day.
    public func holds(on date: ServiceDate) -> Bool {
        isDated && (from.map { $0 <= date } ?? true) && (through.map { date <= $0 } ?? true)
    }
}
