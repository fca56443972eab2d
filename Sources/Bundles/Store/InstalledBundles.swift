/// What a store has in force at a moment, read and verified.
///
/// - **Shape**: a value; what it holds stays mapped for as long as somebody holds it, whatever is installed meanwhile.
package struct InstalledBundles: Sendable {
    /// Goes up with each change of the store.
    package private(set) var number: UInt64
    /// The time that its state proves.
    let proven: UInt64
    /// The root set that counts.
    package let roots: RootSet
    /// What somebody should look at.
    package let alarms: [BundleAlarm]
    private(set) var inForce: [BundleType: InstalledBundle]
    /// The full list under a change.
    let denyBase: InstalledBundle?
    /// What is in force, by the digests, and is not known to the store as begun.
    let newlyBegun: [[UInt8]]

    /// The bundle of a type that is in force.
    package subscript(type: BundleType) -> InstalledBundle? { inForce[type] }

    /// The payload of a type as its loader reads it; nil where none is in force.
    package func payload(of type: BundleType) -> [UInt8]? { inForce[type]?.payload }

    /// The files of a network.
    package func files(of type: BundleType) -> BundledFiles? {
        inForce[type].flatMap { try? BundledFiles(parsing: $0.payload) }
    }

    /// The deny list; nil where none is in force.
    ///
    /// - **Errors**: of a list that is in force and cannot be put together, which selection does not let through.
    package func denyList() throws(DenyFault) -> DenyList? {
        guard let bundle = inForce[.denyList] else { return nil }
        guard let index = bundle.index else { throw .notIndex }
        let version = bundle.manifest.version
        guard bundle.manifest.base != nil else { return try DenyList(index, version: version) }
        guard let base = denyBase, let full = base.index else { throw .wrongBase }
        let list = try DenyList(full, version: base.manifest.version)
        return try DenyList(list, changedBy: index, version: version)
    }

    /// The same with what was in force before in the place of nothing, or of an older one: what was verified is better
    /// than what is left in a damaged store. A bundle whose signer counts no more goes.
    package func keeping(_ before: InstalledBundles?, of types: [BundleType]) -> InstalledBundles {
        var bundles = self
        for type in types {
            guard let kept = before?.inForce[type], roots.names(kept.manifest.keyIdentifier, for: type),
                (inForce[type]?.manifest.version ?? 0) < kept.manifest.version
            else { continue }
            bundles.inForce[type] = kept
        }
        return bundles
    }

    /// Whether something of a type was in force, and nothing is that could take its place.
    package func isLost(_ type: BundleType) -> Bool { inForce[type] == nil && !losses(of: type).isEmpty }

    /// Why something of a type is not in force, or is no more.
    package func losses(of type: BundleType) -> [BundleAlarm] {
        alarms.filter { alarm in
            switch alarm {
            case .damaged(type, _, _), .signerWithdrawn(type, _), .missing(type): true
            default: false
            }
        }
    }

    /// The same under a later number of the store.
    func renumbered(_ number: UInt64) -> InstalledBundles {
        var bundles = self
        bundles.number = number
        return bundles
    }
}
