import CardCrypto

extension BundleStore {
    /// Bytes that are copied at a time.
    static let pieceBytes = 1 << 20
    static let incoming = "incoming"
    static let newState = "state.new"

    /// Verifies a bundle and takes it in.
    ///
    /// - **Parameters**: `type`, the one that is expected; nil: any. `tokenKeys`, as in reading. `progress` hears how many bytes
    ///   have been copied.
    package func install(
        _ source: some BundleSource, at clock: BundleClock, expecting type: BundleType? = nil,
        tokenKeys: [UInt64]? = nil, progress: (Int) -> Void = { _ in }
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
            let heads = keptHeads(state)
            if try judge.isHere(head) { return .alreadyHere(manifest) }
            try judge.admit(head, beside: heads.map(\.head))
            let size = try source.size()
            guard size >= head.fileBytes else { throw BundleFault.truncated(expected: head.fileBytes, found: size) }
            guard size == head.fileBytes else { throw BundleFault.longer(expected: head.fileBytes, found: size) }
            let entry = BundleState.Entry(type: manifest.type, version: manifest.version, digest: manifest.digest)
            var kept = try judge.kept(heads + [(entry, head)], adding: entry)
            if manifest.type == .denyList, let key = checkValue(source.read) {
                kept += underOtherKey(than: key, heads).filter { !kept.contains($0) }
            }
            var next = state
            do {
                try take(source, head, entry, tokenKeys, progress)
                next.highest[entry.type] = entry
                next.floor = max(state.floor, manifest.issued)
                next.keep(kept)
                try commit(&next)
            } catch {
                discard(entry, state)
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
    /// Versions that a withdrawn signer has driven up are forgotten with it.
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
        if roots.expires <= clock.certain(since: state.floor) { return .rootsExpired(at: roots.expires) }
        try write(Self.rootsName(roots.version), from: [text])
        state.roots = roots.version
        forgetWithdrawn(&state, roots)
        try commit(&state)
        return nil
    }

    private func forgetWithdrawn(_ state: inout BundleState, _ roots: RootSet) {
        let heads = keptHeads(state)
        let sound = heads.filter { roots.refusal(of: $0.head) == nil }
        let withdrawn = heads.filter { roots.refusal(of: $0.head) != nil }.map(\.entry)
        for type in BundleType.allCases {
            guard let highest = state.highest[type], withdrawn.contains(highest) else { continue }
            state.highest[type] = sound.map(\.entry).filter { $0.type == type }.max { $0.version < $1.version }
        }
        state.floor = sound.map(\.head.manifest.issued).max() ?? 0
    }

    /// The heads of kept bundles; those that cannot be read are left out.
    private func keptHeads(_ state: BundleState) -> [(entry: BundleState.Entry, head: BundleHead)] {
        state.kept.compactMap { entry in
            (try? BundleSelection.head(of: entry, in: storage)).map { (entry, $0) }
        }
    }

    /// Copies a bundle into the store and verifies the copy.
    private func take(
        _ source: some BundleSource, _ head: BundleHead, _ entry: BundleState.Entry, _ tokenKeys: [UInt64]?,
        _ progress: (Int) -> Void
    ) throws {
        let names = try storage.names()
        for name in [Self.incoming, entry.name] where names.contains(name) { try storage.remove(name) }
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
        let bundle = try BundleSelection.verified(Self.incoming, head, digest: entry.digest, in: storage)
        if let keys = tokenKeys, let key = bundle.index?.key, !keys.contains(key.checkValue) {
            throw BundleRefusal.otherTokenKey(number: key.number)
        }
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
