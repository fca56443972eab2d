/// The medium and rider that a class of logged exits stands for.
public struct LogClass: Hashable, Sendable {
    public let medium: FareMedia
    public let rider: RiderCategory
}
