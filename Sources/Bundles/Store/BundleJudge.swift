/// The rules by which a bundle is taken in or refused, before its payload is looked at.
///
/// - **Source**: the attacks are those of The Update Framework's specification (1.0.33, section 1.5.2), from memory;
///   see `Docs/bundles.md`.
struct BundleJudge {
    let state: BundleState
    let roots: RootSet
    let clock: BundleClock

    private var certain: UInt64 { clock.certain(since: state.proven) }

    /// Whether the very same bundle is kept already. It is asked of signed bundles only.
    func isHere(_ head: BundleHead) throws(BundleRefusal) -> Bool {
        if let refusal = roots.refusal(of: head) { throw refusal }
        return state.kept.contains { $0.type == head.manifest.type && $0.digest == head.manifest.digest }
    }

    /// - **Parameters**: `others`, the heads of kept bundles whose signers count.
    /// - **Errors**: why it is not taken.
    func admit(_ head: BundleHead, beside others: [BundleHead]) throws(BundleRefusal) {
        let manifest = head.manifest
        if roots.expires <= certain { throw .rootsExpired(at: roots.expires) }
        if let refusal = roots.refusal(of: head) { throw refusal }
        if let highest = state.highest(manifest.type, by: roots) {
            if manifest.version < highest.version {
                throw .rolledBack(version: manifest.version, highest: highest.version)
            }
            if manifest.version == highest.version { throw .sameVersion(manifest.version) }
            if manifest.version - highest.version > BundleStore.mostLeap {
                throw .leap(version: manifest.version, highest: highest.version)
            }
        }
        if manifest.expires <= certain { throw .expired(at: manifest.expires) }
        try Self.checkIssued(manifest, roots, clock)
        try checkNamed(manifest, others.map(\.manifest))
    }

    /// A bundle is not made later than now, nor, where nobody knows that, once the roots that name its signer have
    /// ended: what it proves of the time would end them.
    static func checkIssued(
        _ manifest: BundleManifest, _ roots: RootSet, _ clock: BundleClock
    ) throws(BundleRefusal) {
        let latest = clock.isTrusted ? clock.seconds + BundleStore.skewSeconds : roots.expires
        guard clock.isTrusted ? manifest.issued <= latest : manifest.issued < latest else {
            throw .issuedInFuture(manifest.issued)
        }
    }

    /// What a set and a change name must be here.
    private func checkNamed(_ manifest: BundleManifest, _ others: [BundleManifest]) throws(BundleRefusal) {
        for type in BundleType.allCases {
            guard let member = manifest.members[type] else { continue }
            // A set brings nothing older back either.
            let inForce = version(of: type, others)
            guard member.version >= inForce else {
                throw .memberRolledBack(type, version: member.version, highest: inForce)
            }
            guard others.contains(where: { $0.type == type && $0.reference == member }) else {
                throw .memberMissing(type, version: member.version)
            }
        }
        if let base = manifest.base,
            !others.contains(where: { $0.type == .denyList && $0.base == nil && $0.reference == base })
        {
            throw .baseMissing(version: base.version)
        }
    }

    /// Whether a bundle's day has come: by the time that is certain, or once already; or with its making, which is over
    /// since it is here, though the signer's clock be ``BundleStore/aheadSeconds`` ahead of this one.
    func hasCome(_ manifest: BundleManifest) -> Bool {
        if manifest.notBefore <= certain || state.hasBegun(manifest.digest) { return true }
        return clock.isTrusted && manifest.notBefore <= manifest.issued
            && manifest.issued <= clock.seconds + BundleStore.aheadSeconds
    }

    /// Where a bundle that was taken in stands.
    func place(of manifest: BundleManifest, among others: [BundleHead]) -> BundleInstallation {
        guard hasCome(manifest) else { return .waiting(manifest) }
        if let set = current(.set, others.map(\.manifest)), let member = set.members[manifest.type],
            member != manifest.reference
        {
            return .notInSet(manifest)
        }
        return .inForce(manifest)
    }

    /// The highest version whose day has come.
    private func current(_ type: BundleType, _ manifests: [BundleManifest]) -> BundleManifest? {
        manifests.filter { $0.type == type && hasCome($0) }.max { $0.version < $1.version }
    }

    /// The version of a type that is in force; 0: none is.
    private func version(of type: BundleType, _ manifests: [BundleManifest]) -> UInt64 {
        current(.set, manifests)?.members[type]?.version ?? current(type, manifests)?.version ?? 0
    }

    /// Which bundles stay: of each type what is in force, what waits, and the last one before; what kept sets and kept
    /// changes name; the full deny list before the one that is changed; and those that cannot be read and are not
    /// superseded, to be copied again.
    func kept(
        _ all: [(entry: BundleState.Entry, head: BundleHead)], adding new: BundleState.Entry,
        unread: [BundleState.Entry]
    ) throws(BundleRefusal) -> [BundleState.Entry] {
        let manifests = all.map(\.head.manifest)
        var kept: Set<BundleState.Entry> = [new]
        for type in BundleType.allCases {
            let own = all.filter { $0.entry.type == type }.sorted { $0.entry.version > $1.entry.version }
            let inForce = version(of: type, manifests)
            let below = own.filter { $0.entry.version < inForce }
            kept.formUnion(own.filter { $0.entry.version >= inForce }.map(\.entry))
            if let last = below.first { kept.insert(last.entry) }
            kept.formUnion(unread.filter { $0.type == type && $0.version >= inForce })
        }
        for (entry, head) in all where kept.contains(entry) {
            for (type, member) in head.manifest.members {
                kept.formUnion(named(type, member, all))
            }
        }
        for (entry, head) in all where kept.contains(entry) {
            guard let base = head.manifest.base else { continue }
            kept.formUnion(named(.denyList, base, all))
            // Else a change that cannot be used for its base would leave no list at all.
            let before = all.filter {
                $0.entry.type == .denyList && $0.head.manifest.base == nil && $0.entry.version < base.version
            }
            if let last = before.max(by: { $0.entry.version < $1.entry.version }) { kept.insert(last.entry) }
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
