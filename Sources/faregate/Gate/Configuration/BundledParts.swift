import Bundles

/// Which bundles a configuration was read with, beside the deny list.
struct BundledParts: Equatable {
    /// What a configuration reads from a store, and whether a running process can take it over.
    static let types: [(type: BundleType, isLive: Bool)] = [
        (.caKeys, true), (.revocations, true), (.acceptList, true), (.tariff, false), (.network, false),
        (.qrRoots, false),
        (.emergencies, false),
    ]

    /// Those that a running process can take over.
    static var live: [BundleType] { types.filter(\.isLive).map(\.type) }

    private let manifests: [BundleManifest?]

    /// Those of a store; none of them where there is no store.
    init(_ installed: InstalledBundles?) { manifests = Self.types.map { installed?[$0.type]?.manifest } }

    /// What differs in others, by the names of the bundles.
    func changes(to new: BundledParts) -> (live: [String], atRestart: [String]) {
        var changes: (live: [String], atRestart: [String]) = ([], [])
        for (index, part) in Self.types.enumerated() where manifests[index] != new.manifests[index] {
            let name = "bundles.\(part.type.rawValue)"
            if part.isLive { changes.live.append(name) } else { changes.atRestart.append(name) }
        }
        return changes
    }
}
