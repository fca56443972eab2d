/// Finds out which of a store's bundles are in force at a moment.
///
/// Of a type it is the highest version whose day has come (and then has come for good), whose signer still counts and
/// whose file is whole. Types that a set names are taken as the set says, all of them or the set before.
///
/// - **Errors**: a file that is damaged or cannot be read is an alarm, and the next bundle below takes its place.
struct BundleSelection {
    let storage: any BundleStorage
    let state: BundleState
    let roots: RootSet
    let clock: BundleClock
    /// The token keys of the gate; nil: a deny list for any key will do.
    var tokenKeys: [UInt64]?
    /// What has been verified before and is still mapped.
    var known: [InstalledBundle] = []
    /// What those who load payloads have refused, by the digest of the manifest.
    var refused: [[UInt8]: PayloadFault] = [:]
    private(set) var alarms: [BundleAlarm] = []
    private var loaded: [[UInt8]: InstalledBundle?] = [:]

    init(storage: any BundleStorage, state: BundleState, roots: RootSet, clock: BundleClock) {
        self.storage = storage
        self.state = state
        self.roots = roots
        self.clock = clock
    }

    private var certain: UInt64 { clock.certain(since: state.proven) }

    /// All that is in force.
    mutating func run() -> InstalledBundles {
        if !clock.isTrusted, !state.kept.isEmpty { alarms.append(.clockUntrusted) }
        if roots.expires <= certain { alarms.append(.rootsExpired(at: roots.expires)) }
        var inForce: [BundleType: InstalledBundle] = [:]
        let set = chosenSet()
        if let set { inForce[.set] = set }
        for type in BundleType.allCases where type != .set {
            if let member = set?.manifest.members[type] {
                inForce[type] = bundle(type, member)
                for entry in entries(type) where entry.version > member.version {
                    alarms.append(.notInSet(type, version: entry.version))
                }
            } else {
                for entry in entries(type) {
                    guard let bundle = load(entry) else { continue }
                    inForce[type] = bundle
                    break
                }
            }
            if inForce[type] == nil { noteNothing(type) }
        }
        for type in BundleType.allCases {
            guard let manifest = inForce[type]?.manifest, manifest.expires <= certain else { continue }
            alarms.append(.expired(type, version: manifest.version, secondsAgo: certain - manifest.expires))
        }
        for type in BundleType.allCases where clock.isTrusted {
            guard let manifest = inForce[type]?.manifest, manifest.notBefore > certain + BundleStore.aheadSeconds
            else { continue }
            alarms.append(.begunEarly(type, version: manifest.version, notBefore: manifest.notBefore))
        }
        let base = inForce[.denyList]?.manifest.base.flatMap { bundle(.denyList, $0) }
        return InstalledBundles(
            number: state.number, proven: state.proven, roots: roots, alarms: alarms, inForce: inForce, denyBase: base,
            newlyBegun: (Array(inForce.values) + [base].compactMap(\.self)).map(\.digest).filter { !state.hasBegun($0) }
        )
    }

    /// Why nothing of a type is in force, if something was.
    private mutating func noteNothing(_ type: BundleType) {
        let had = state.highest.filter { $0.type == type }
        let withdrawn = had.filter { !roots.names($0.key, for: type) }
        if let last = withdrawn.map(\.version).max(),
            !alarms.contains(.signerWithdrawn(type, version: last))
        {
            alarms.append(.signerWithdrawn(type, version: last))
        }
        if withdrawn.count < had.count, !isWaiting(type) { alarms.append(.missing(type)) }
    }

    /// From the highest version down.
    private func entries(_ type: BundleType) -> [BundleState.Entry] {
        state.kept.filter { $0.type == type }.reversed()
    }

    private func isWaiting(_ type: BundleType) -> Bool {
        alarms.contains { alarm in
            if case .waiting(type, _, _) = alarm { return true }
            return false
        }
    }

    /// The highest set whose members are all here and usable.
    private mutating func chosenSet() -> InstalledBundle? {
        for entry in entries(.set) {
            guard let set = load(entry) else { continue }
            var isWhole = true
            for type in BundleType.allCases {
                guard let member = set.manifest.members[type] else { continue }
                if bundle(type, member) == nil {
                    isWhole = false
                    alarms.append(
                        .damaged(
                            .set, version: entry.version, reason: .memberMissing(type, version: member.version)))
                    break
                }
            }
            if isWhole { return set }
        }
        return nil
    }

    private mutating func bundle(_ type: BundleType, _ reference: BundleReference) -> InstalledBundle? {
        for entry in entries(type) where entry.version == reference.version {
            if let bundle = load(entry), bundle.manifest.sha256 == reference.sha256 { return bundle }
        }
        return nil
    }

    /// A bundle as it may be used now; nil with an alarm if it may not.
    private mutating func load(_ entry: BundleState.Entry) -> InstalledBundle? {
        if let done = loaded[entry.digest] { return done }
        let result: InstalledBundle?
        do throws(BundleRefusal) {
            result = try usable(entry)
        } catch {
            result = nil
            switch error {
            case .unknownSigner, .wrongSigner:
                alarms.append(.signerWithdrawn(entry.type, version: entry.version))
            default: alarms.append(.damaged(entry.type, version: entry.version, reason: error))
            }
        }
        loaded[entry.digest] = .some(result)
        return result
    }

    private mutating func usable(_ entry: BundleState.Entry) throws(BundleRefusal) -> InstalledBundle? {
        let head = try Self.head(of: entry, in: storage)
        if let refusal = roots.refusal(of: head) { throw refusal }
        let manifest = head.manifest
        guard manifest.notBefore <= certain || state.hasBegun(entry.digest) else {
            alarms.append(.waiting(entry.type, version: entry.version, notBefore: manifest.notBefore))
            return nil
        }
        let bundle: InstalledBundle
        if let before = known.first(where: { $0.digest == entry.digest }) {
            bundle = before
        } else {
            bundle = try Self.verified(entry.name, head, in: storage)
        }
        if let keys = tokenKeys, let key = bundle.index?.key, !keys.contains(key.checkValue) {
            throw .otherTokenKey(number: key.number)
        }
        if let fault = refused[entry.digest] { throw .payload(fault) }
        if let base = manifest.base {
            // Without its full list a change would be no list, and nobody would be denied.
            guard let full = self.bundle(.denyList, base), full.manifest.base == nil,
                full.index?.key == bundle.index?.key
            else { throw .baseMissing(version: base.version) }
        }
        return bundle
    }

    /// The head of a kept bundle, which must be the one that was taken.
    static func head(of entry: BundleState.Entry, in storage: any BundleStorage) throws(BundleRefusal) -> BundleHead {
        do {
            guard let page = try storage.read(entry.name, at: 0, count: BundleHead.length) else {
                throw BundleFault.truncated(expected: BundleHead.length, found: 0)
            }
            let head = try BundleHead(parsing: page)
            guard head.manifest.digest == entry.digest else { throw BundleFault.hashMismatch }
            return head
        } catch let fault as BundleFault {
            throw .fault(fault)
        } catch {
            // What cannot be read is as good as gone: the bundle below takes its place.
            throw .fault(.truncated(expected: BundleHead.length, found: 0))
        }
    }

    /// A stored file whose payload is the one that its head names.
    static func verified(
        _ name: String, _ head: BundleHead, in storage: any BundleStorage
    ) throws(BundleRefusal) -> InstalledBundle {
        guard let file = try? storage.map(name) else { throw .fault(.truncated(expected: head.fileBytes, found: 0)) }
        return try InstalledBundle(verifying: file, head)
    }
}
