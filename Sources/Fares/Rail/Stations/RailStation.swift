/// A railway station: a telecode that stays, and the newest name.
///
/// - **Limits**: a station without telecode is known by name alone; no table prices it.
/// - **Source**: `Sources/FareData/rail/stations.csv`.
public struct RailStation: Hashable, Sendable {
    /// The telecode, such as `IZQ`; the Chinese name where no telecode is known.
    public let id: String
    /// The three-letter code of the railway's ticketing system; nil where it is not known.
    public let telecode: String?
    /// The newest Chinese name; ``RailStations/name(of:on:)`` gives that of a date.
    public let nameZh: String
    /// The newest name as tickets spell it, pinyin without spaces; empty where it is not known.
    public let nameEn: String
    /// Whose side of the boundary it is on.
    public let jurisdiction: RailJurisdiction
    /// How West Kowloon lists it; nil: it does not.
    public let haul: RailHaul?
    /// The telecode of the station over which it is reached from Hong Kong; nil where no sum holds.
    public let hub: String?
    /// Where it lies.
    public let side: RailSide
    /// What else is to be said.
    public let note: String
}
