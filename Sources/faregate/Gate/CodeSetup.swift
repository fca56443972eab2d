import Lane
import QRTickets

/// What a gate takes codes by.
struct CodeSetup {
    /// The replay store's name in a journal's folder.
    static let storeName = "codes.sqlite"

    /// The pinned keys.
    var roots: RootStore
    /// Keys of railways' issuers.
    var railwayKeys: UICKeyStore
    var policy: CodePolicy
    /// The list in force; nil: none.
    var revocations: RevocationList?
    /// The file of the codes that were shown.
    var storePath: String
    /// The tariff's name of what the codes are.
    var medium = CodeAcceptance.mediumName
    /// How long more than a code's life the journal's uses are put back into the store for, in seconds: of rail tickets
    /// those of days.
    var longestUseSeconds: UInt32 = 0
    /// Codes are taken only while a time service keeps the clock.
    var requiresTimeService: Bool

    /// Which codes open: those of railways too where their keys are known.
    static func policy(
        railway: UICKeyStore, zones: UInt32?, station: UInt32?, isExit: Bool, longestValidity: Int?
    ) -> CodePolicy {
        var policy = CodePolicy()
        if railway.count > 0 { policy.formats.formUnion([.uicU1, .uicU2]) }
        policy.zones = zones
        policy.station = station
        policy.isExit = isExit
        if let longestValidity { policy.limitValidity(to: UInt32(longestValidity)) }
        return policy
    }
}
