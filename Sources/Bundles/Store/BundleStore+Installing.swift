import CardCrypto

extension BundleStore {
    /// Bytes that are copied at a time.
    static let pieceBytes = 1 << 20
    static let incoming = "incoming"
    static let newState = "state.new"

    /// Verifies a bundle and takes it in.
    ///
    /// The same bundle again repairs the kept file, if that is not whole any more.
    ///
    /// - **Parameters**: `type`, the one that is expected; nil: any. `tokenKeys`, as in reading. `load` tries the
    ///   payload of the copy. `progress` hears how many bytes have been copied.
    package func install(
        _ source: some BundleSource, at clock: BundleClock, expecting type: BundleType? = nil,
        tokenKeys: [UInt64]? = nil, load: (InstalledBundle) -> PayloadFault? = { _ in nil },
        progress: (Int) -> Void = { _ in }
    ) throws(BundleStorageError) -> BundleInstallation {
        guard try storage.lock() else { throw .busy(path: storage.path) }
        defer { storage.unlock() }
        let state = try self.state()
        let roots = try self.roots(state)
        do {
            let page = try source.read(at: 0, count: BundleHead.length)
            let head = try BundleHead(parsing: page)
            let manifest = head.manifest
            if let type, manifest.type != type {
                throw BundleRefusal.wrongType(expected: type, found: manifest.type)
            }
            let judge = BundleJudge(state: state, roots: roots, clock: clock)
            let entry = BundleState.Entry(manifest)
            let isHere = try judge.isHere(head)
            if isHere, isWhole(entry, roots) { return .alreadyHere(manifest) }
            let heads = keptHeads(state, roots).filter { $0.entry != entry }
            if !isHere { try judge.admit(head, beside: heads.map(\.head)) }
            let size = try source.size()
            guard size >= head.fileBytes else { throw BundleFault.truncated(expected: head.fileBytes, found: size) }
            guard size == head.fileBytes else { throw BundleFault.longer(expected: head.fileBytes, found: size) }
            let all = heads + [(entry, head)]
            let unread = state.kept.filter { kept in
                roots.names(kept.key, for: kept.type) && !all.contains { $0.entry == kept }
            }
            var kept = try judge.kept(all, adding: entry, unread: unread)
            if manifest.type == .denyList, let key = checkValue(source.read) {
                kept += underOtherKey(than: key, heads).filter { !kept.contains($0) }
            }
            var next = state
            // From its first bundle on a store has a state, so that one without is known to have lost it.
            if next.number == 0 { try commit(&next) }
            let before = next
            do {
                try take(source, head, entry, tokenKeys, load, progress)
                next.remember(entry, by: roots)
                next.note(issued: manifest.issued, at: clock)
                next.keep(kept)
                if clock.isTrusted, judge.hasCome(manifest) { next.begin([manifest.digest]) }
                try commit(&next)
            } catch {
                discard(entry, before)
                throw error
            }
            return judge.place(of: manifest, among: heads.map(\.head))
        } catch let error as BundleStorageError {
            throw error
        } catch let refusal as BundleRefusal {
            return .refused(refusal)
        } catch let fault as BundleFault {
            return .refused(.fault(fault))
        } catch {
            preconditionFailure("an error of no kind that is thrown here")
        }
    }

    /// Takes in a root set that follows on the one that counts.
    ///
    /// What a withdrawn signer has signed goes with it, and the time that only it has said.
    package func installRoots(_ text: [UInt8], at clock: BundleClock) throws(BundleStorageError) -> BundleRefusal? {
        guard try storage.lock() else { throw .busy(path: storage.path) }
        defer { storage.unlock() }
        var state = try self.state()
        let current = try roots(state)
        let roots: RootSet
        do throws(BundleFault) { roots = try RootSet(parsing: text) } catch { return .fault(error) }
        if roots == current { return nil }
        guard roots.succeeds(current), roots.version - pinned.version <= Self.mostRootSets else {
            return .rootsDoNotFollow(version: roots.version, current: current.version)
        }
        forgetWithdrawn(&state, roots)
        if roots.expires <= clock.certain(since: state.proven) { return .rootsExpired(at: roots.expires) }
        if state.number == 0 { try commit(&state) }
        try write(Self.rootsName(roots.version), from: [text])
        state.roots = roots.version
        state.note(clock)
        try commit(&state)
        return nil
    }

    /// Remembers in the store that a trusted clock has brought into force what is: it stays so when the clock is lost,
    /// or set back. And a trusted clock puts right what signers have said of the time.
    ///
    /// - **Parameters**: `found`, as it was read last.
    /// - **Errors**: of writing; while somebody installs nothing is remembered.
    package func remember(
        _ found: InstalledBundles, at clock: BundleClock
    ) throws(BundleStorageError) -> InstalledBundles {
        guard clock.isTrusted, !found.newlyBegun.isEmpty || found.proven > clock.seconds + Self.skewSeconds else {
            return found
        }
        guard try storage.lock() else { return found }
        defer { storage.unlock() }
        var state = try self.state()
        guard state.number == found.number, state.number > 0 else { return found }
        state.note(clock)
        state.begin(found.newlyBegun)
        try commit(&state)
        return found.renumbered(state.number)
    }

    private func forgetWithdrawn(_ state: inout BundleState, _ roots: RootSet) {
        state.keep(state.kept.filter { roots.names($0.key, for: $0.type) })
        state.floor = min(state.floor, keptHeads(state, roots).map(\.head.manifest.issued).max() ?? 0)
    }

    /// The heads of kept bundles whose signers count; those that cannot be read are left out.
    private func keptHeads(
        _ state: BundleState, _ roots: RootSet
    ) -> [(entry: BundleState.Entry, head: BundleHead)] {
        state.kept.compactMap { entry in
            guard let head = try? BundleSelection.head(of: entry, in: storage), roots.refusal(of: head) == nil else {
                return nil
            }
            return (entry, head)
        }
    }

    /// Whether a kept file is what was signed.
    private func isWhole(_ entry: BundleState.Entry, _ roots: RootSet) -> Bool {
        guard let head = try? BundleSelection.head(of: entry, in: storage), roots.refusal(of: head) == nil else {
            return false
        }
        return (try? BundleSelection.verified(entry.name, head, in: storage)) != nil
    }

    /// Copies a bundle into the store and verifies the copy.
    private func take(
        _ source: some BundleSource, _ head: BundleHead, _ entry: BundleState.Entry, _ tokenKeys: [UInt64]?,
        _ load: (InstalledBundle) -> PayloadFault?, _ progress: (Int) -> Void
    ) throws {
        let names = try storage.names()
        if names.contains(Self.incoming) { try storage.remove(Self.incoming) }
        var offset = 0
        try storage.create(Self.incoming) { () throws(BundleStorageError) in
            // The head that was judged, whatever the source says by now.
            let piece =
                offset == 0
                ? head.bytes
                : try source.read(at: offset, count: min(Self.pieceBytes, head.fileBytes - offset))
            offset += piece.count
            progress(offset)
            return piece.isEmpty ? nil : piece
        }
        let bundle = try BundleSelection.verified(Self.incoming, head, in: storage)
        if let keys = tokenKeys, let key = bundle.index?.key, !keys.contains(key.checkValue) {
            throw BundleRefusal.otherTokenKey(number: key.number)
        }
        if let fault = load(bundle) { throw BundleRefusal.payload(fault) }
        // What is left of an earlier installation, or is to be repaired.
        if names.contains(entry.name) { try storage.remove(entry.name) }
        try storage.rename(Self.incoming, to: entry.name)
        try storage.syncFolder()
    }

    /// Gives back the room of an installation that has failed, unless its state counts already.
    private func discard(_ entry: BundleState.Entry, _ state: BundleState) {
        guard let names = try? storage.names(), !names.contains(BundleState.name(state.number + 1)) else { return }
        let isNew = !state.kept.contains { $0.name == entry.name }
        for name in [Self.incoming, Self.newState] + (isNew ? [entry.name] : []) where names.contains(name) {
            try? storage.remove(name)
        }
    }

    private func write(_ name: String, from pieces: [[UInt8]]) throws(BundleStorageError) {
        if try storage.names().contains(name) { try storage.remove(name) }
        var left = pieces[...]
        try storage.create(name) { () throws(BundleStorageError) in left.popFirst() }
    }

    /// Makes a state the one that counts, and removes what it does not keep.
    private func commit(_ state: inout BundleState) throws(BundleStorageError) {
        state.number += 1
        try write(Self.newState, from: [state.bytes])
        try storage.rename(Self.newState, to: BundleState.name(state.number))
        try storage.syncFolder()
        let kept = Set(state.kept.map(\.name) + [BundleState.name(state.number)])
        for name in try storage.names().sorted() where !kept.contains(name) {
            let isOurs =
                Self.isBundle(name) || BundleState.number(inName: name) != nil || name == Self.incoming
            // The change has been made; what stays behind now goes with the next one.
            if isOurs { try? storage.remove(name) }
        }
    }
}
