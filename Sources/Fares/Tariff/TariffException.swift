/// A fare that stands for one pair of stations whatever the metres say.
public struct TariffException: Hashable, Sendable {
    /// The two stations as the file names them: id, Chinese or English name.
    public let stations: [String]
    /// The fare in fen.
    public let fareFen: Int
}
