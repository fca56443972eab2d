/// A fare zone: one name, one row of the fare table, all platforms of an interchange together.
public struct Station: Hashable, Sendable {
    /// The id of the data files, such as `SZ001`.
    public let id: String
    /// The Chinese name.
    public let nameZh: String
    /// The English name.
    public let nameEn: String
    /// WGS-84 longitude and latitude in degrees as written in the file; nil where the file has none.
    public let position: (longitude: String, latitude: String)?
    /// Six-digit AFC codes: the first six digits of the device codes of its gates.
    public let afcCodes: [String]

    public static func == (left: Self, right: Self) -> Bool { left.id == right.id }

    public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
