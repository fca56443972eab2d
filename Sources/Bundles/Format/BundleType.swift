/// What a bundle is for; the raw value stands in manifests, file names and root sets.
package enum BundleType: String, CaseIterable, Hashable, Sendable {
    case denyList = "deny-list"
    case tariff
    case network
    case caKeys = "ca-keys"
    case qrRoots = "qr-roots"
    case revocations
    case acceptList = "accept-list"
    case emergencies
    /// Names the versions of other types that belong together.
    case set

    /// The most bytes of a payload.
    package var mostPayloadBytes: Int {
        switch self {
        case .denyList: DenyLayout.mostBytes
        case .revocations: 16 << 20
        case .tariff, .caKeys, .qrRoots, .emergencies: 4 << 20
        case .network, .acceptList: 64 << 20
        case .set: 0
        }
    }

    /// The forms that its payload may have.
    package var forms: [BundleForm] {
        switch self {
        case .denyList: [.denyIndex]
        case .set: [.nothing]
        case .network: [.files]
        default: [.file]
        }
    }
}
