/// A line with its stations in order of running.
public struct Line: Hashable, Sendable {
    /// The id of the data files, such as `6B`.
    public let id: String
    /// The Chinese name.
    public let nameZh: String
    /// The English name.
    public let nameEn: String
    /// The stations in order of `seq`.
    public let stations: [StationIndex]
}
