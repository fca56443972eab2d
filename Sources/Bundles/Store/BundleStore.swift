/// The bundles of a gate: what is in force, the last good ones, and what must never come back.
///
/// - **Shape**: a folder. Whoever installs holds its lock; reading needs none. A change is one new state file: a kill
///   or a power cut at any point leaves the old state or the new one.
/// - **Limits**: ``mostKept``, ``mostLeap``, ``mostRootSets``.
/// - **Errors**: ``BundleStorageError`` where the system or the store itself fails; a bundle that is not taken is a
///   value.
package final class BundleStore {
    /// The most bundles of a type that are kept at once.
    package static let mostKept = 16
    /// How far a version may be above the highest one: enough for a year's turn in dates as numbers.
    package static let mostLeap: UInt64 = 1_000_000_000
    /// The most root sets that follow on the pinned one.
    package static let mostRootSets: UInt64 = 64
    /// How far a bundle's making may lie ahead of a trusted clock.
    package static let skewSeconds: UInt64 = 86_400
    /// How far a signer's clock may be ahead of a trusted one for what it makes to be in force at once, and how early
    /// what is in force may be by it.
    package static let aheadSeconds: UInt64 = 600
    /// How often reading begins anew where the store changes meanwhile.
    private static let mostTries = 4

    let storage: any BundleStorage
    let pinned: RootSet

    /// The store in a folder, with the root set that the operator has put on this gate.
    package init(_ storage: any BundleStorage, pinned: RootSet) {
        self.storage = storage
        self.pinned = pinned
    }

    /// The number of the store's state; 0: nothing was ever installed. For looking whether it has changed.
    package func number() throws(BundleStorageError) -> UInt64 {
        try storage.names().compactMap(BundleState.number(inName:)).max() ?? 0
    }

    /// All that is in force now.
    ///
    /// - **Parameters**: `tokenKeys`, the check values of those that this gate knows cards by: a deny list for another
    ///   one is not used; nil: any. `before`, what was in force so far: what of it stays is not verified again.
    ///   `refused`, by the digests of manifests: what cannot be loaded, in the place of which the next one below is in
    ///   force.
    package func read(
        at clock: BundleClock, tokenKeys: [UInt64]? = nil, after before: InstalledBundles? = nil,
        refusing refused: [[UInt8]: PayloadFault] = [:]
    ) throws(BundleStorageError) -> InstalledBundles {
        for _ in 0..<Self.mostTries {
            let state = try self.state()
            var selection = BundleSelection(
                storage: storage, state: state, roots: try roots(state), clock: clock)
            selection.tokenKeys = tokenKeys
            selection.known = before.map { Array($0.inForce.values) + [$0.denyBase].compactMap { $0 } } ?? []
            selection.refused = refused
            let found = selection.run()
            // Files of a state that is not the last one any more may be gone.
            if try number() == state.number { return found }
        }
        throw .restless(path: storage.path)
    }

    /// The state that counts.
    func state() throws(BundleStorageError) -> BundleState {
        var isLost = false
        for _ in 0..<Self.mostTries {
            let names = try storage.names()
            guard let number = names.compactMap(BundleState.number(inName:)).max() else {
                // A store has a state before it has anything else. One that changed while it was listed is listed
                // again.
                isLost = names.contains { $0.hasSuffix(Self.bundleEnding) || $0.hasPrefix(Self.rootsBeginning) }
                if isLost { continue }
                return BundleState()
            }
            let name = BundleState.name(number)
            guard let text = try storage.read(name, at: 0, count: BundleState.mostBytes) else { continue }
            do throws(BundleFault) {
                let state = try BundleState(parsing: text)
                guard state.number == number else { throw .malformed(line: 2, key: "number") }
                return state
            } catch {
                throw .state(path: "\(storage.path)/\(name)", error)
            }
        }
        throw isLost ? .lostState(path: storage.path) : .restless(path: storage.path)
    }

    /// The root set that counts: the pinned one, or the last of those that follow on it here.
    func roots(_ state: BundleState) throws(BundleStorageError) -> RootSet {
        var roots = pinned
        while roots.version < state.roots {
            let next = roots.version + 1
            guard next - pinned.version <= Self.mostRootSets,
                let text = try storage.read(Self.rootsName(next), at: 0, count: RootSet.mostBytes),
                let set = try? RootSet(parsing: text), set.succeeds(roots)
            else { throw .roots(path: storage.path, version: next) }
            roots = set
        }
        return roots
    }

    static let bundleEnding = ".fgb"
    static let rootsBeginning = "roots-"
    static func rootsName(_ version: UInt64) -> String { "\(rootsBeginning)\(version)" }
}
