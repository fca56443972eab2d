/// Rules that a ride is priced without, since its station eases them.
public struct FareWaivers: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The surcharge for a long stay.
    public static let stayLimit = FareWaivers(rawValue: 1)
    /// The end of a pass.
    public static let passEnd = FareWaivers(rawValue: 2)
}
