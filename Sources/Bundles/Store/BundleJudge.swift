/// The rules by which a bundle is taken in or refused, before its payload is looked at.
///
/// - **Source**: the attacks are those of The Update Framework's specification (1.0.33, section 1.5.2), from memory; see
///   `Docs/bundles.md`.
struct BundleJudge {
    let state: BundleState
    let roots: RootSet
    let clock: BundleClock

    private var certain: UInt64 { clock.certain(since: state.floor) }

    /// Whether the very same bundle is kept already. It is asked of signed bundles only.
    func isHere(_ head: BundleHead) throws(BundleRefusal) -> Bool {
        if let refusal = roots.refusal(of: head) { throw refusal }
        return state.kept.contains { $0.type == head.manifest.type && $0.digest == head.manifest.digest }
    }

    /// - **Errors**: why it is not taken.
    func admit(_ head: BundleHead, beside others: [BundleHead]) throws(BundleRefusal) {
        let manifest = head.manifest
        if roots.expires <= certain { throw .rootsExpired(at: roots.expires) }
        if let refusal = roots.refusal(of: head) { throw refusal }
        if let highest = state.highest[manifest.type] {
            if manifest.version < highest.version {
                throw .rolledBack(version: manifest.version, highest: highest.version)
            }
            if manifest.version == highest.version { throw .sameVersion(manifest.version) }
            if manifest.version - highest.version > BundleStore.mostLeap {
                throw .leap(version: manifest.version, highest: highest.version)
            }
        }
        if manifest.expires <= certain { throw .expired(at: manifest.expires) }
        if clock.isTrusted, manifest.issued > certain + BundleStore.skewSeconds {
            throw .issuedInFuture(manifest.issued)
        }
        let sound = others.map(\.manifest)
        for type in BundleType.allCases {
            guard let member = manifest.members[type] else { continue }
            // A set brings nothing older back either.
            let inForce = version(of: type, sound)
            guard member.version >= inForce else {
                throw .memberRolledBack(type, version: member.version, highest: inForce)
            }
            guard sound.contains(where: { $0.type == type && $0.reference == member }) else {
                throw .memberMissing(type, version: member.version)
            }
        }
        if let base = manifest.base,
            !sound.contains(where: { $0.type == .denyList && $0.base == nil && $0.reference == base })
        {
            throw .baseMissing(version: base.version)
        }
    }

    /// Where a bundle that was taken in stands.
    func place(of manifest: BundleManifest, among others: [BundleHead]) -> BundleInstallation {
        guard manifest.notBefore <= certain else { return .waiting(manifest) }
        if let set = current(.set, others.map(\.manifest)), let member = set.members[manifest.type],
            member != manifest.reference
        {
            return .notInSet(manifest)
        }
        return .inForce(manifest)
    }

    /// The highest version whose day has come.
    private func current(_ type: BundleType, _ manifests: [BundleManifest]) -> BundleManifest? {
        manifests.filter { $0.type == type && $0.notBefore <= certain }.max { $0.version < $1.version }
    }

    /// The version of a type that is in force; 0: none is.
    private func version(of type: BundleType, _ manifests: [BundleManifest]) -> UInt64 {
        current(.set, manifests)?.members[type]?.version ?? current(type, manifests)?.version ?? 0
    }

    /// Which bundles stay: of each type what is in force, what waits, and the last one before; what kept sets and kept
    /// changes name.
    func kept(
        _ all: [(entry: BundleState.Entry, head: BundleHead)], adding new: BundleState.Entry
    ) throws(BundleRefusal) -> [BundleState.Entry] {
        let manifests = all.map(\.head.manifest)
        var kept: Set<BundleState.Entry> = [new]
        for type in BundleType.allCases {
            let own = all.filter { $0.entry.type == type }.sorted { $0.entry.version > $1.entry.version }
            let inForce = version(of: type, manifests)
            let below = own.filter { $0.entry.version < inForce }
            kept.formUnion(own.filter { $0.entry.version >= inForce }.map(\.entry))
            if let last = below.first { kept.insert(last.entry) }
        }
        for (entry, head) in all where kept.contains(entry) {
            for (type, member) in head.manifest.members {
                kept.formUnion(named(type, member, all))
            }
        }
        for (entry, head) in all where kept.contains(entry) {
            if let base = head.manifest.base { kept.formUnion(named(.denyList, base, all)) }
        }
        for type in BundleType.allCases where kept.count(where: { $0.type == type }) > BundleStore.mostKept {
            throw .tooManyWaiting(limit: BundleStore.mostKept)
        }
        return Array(kept)
    }

    private func named(
        _ type: BundleType, _ reference: BundleReference, _ all: [(entry: BundleState.Entry, head: BundleHead)]
    ) -> [BundleState.Entry] {
        all.filter { $0.entry.type == type && $0.head.manifest.reference == reference }.map(\.entry)
    }
}
