import Bundles
import Simulator
import TestSupport
import Testing

/// A change of a deny list whose full list cannot be used any more: no gate is left without the list below.
struct DenyBaseTests {
    private let first = Authority()
    private let second = Authority(seed: 2)
    private let disk = SimulatedDisk(seed: 1)

    private func store() throws -> BundleStore {
        BundleStore(
            SimulatedBundleDisk(disk),
            pinned: try RootSet(parsing: first.rootsFile(naming: [first, second])))
    }

    @Test(
        "the full list is damaged: the full list before is in force, and both alarms say so", arguments: [true, false])
    func damagedBase(isGone: Bool) throws {
        let store = try store()
        let base = try first.denyList(7, [1, 2, 7])
        for bundle in try [
            first.denyList(5, [1, 5]), first.denyList(6, [1, 6]), base,
            first.denyList(8, [8], unlisted: [7], base: base),
            first.denyList(9, [9], unlisted: [7], base: base),
        ] { _ = try store.install(bundle, at: .later()) }
        let name = try #require(try disk.names().first { $0.hasPrefix("deny-list-7-") })
        if isGone { try disk.remove(name) } else { disk.flip(bit: 3, of: 4100, in: name) }
        let found = try store.read(at: .later())
        let list = try #require(try found.denyList())
        #expect(list.version == 6 && list.lists(1) && list.lists(6))
        #expect(found.alarms.contains(.damaged(.denyList, version: 9, reason: .baseMissing(version: 7))))
        // Copied again, all is as it was.
        #expect(try store.install(base, at: .later()).manifest != nil)
        let whole = try store.read(at: .later())
        #expect(try whole.denyList()?.lists(9) == true && whole.alarms.isEmpty)
    }

    @Test("the full list's signer is withdrawn: its change is no list")
    func withdrawnBase() throws {
        let store = try store()
        let base = try first.denyList(7, [7])
        for bundle in try [second.denyList(6, [6]), base, second.denyList(8, [8], base: base)] {
            _ = try store.install(bundle, at: .later())
        }
        #expect(try store.read(at: .later()).denyList()?.version == 8)
        #expect(try store.installRoots(first.rootsFile(version: 2, naming: [second]), at: .later()) == nil)
        let found = try store.read(at: .later())
        #expect(try found.denyList()?.version == 6)
        #expect(found.alarms == [.damaged(.denyList, version: 8, reason: .baseMissing(version: 7))])
    }
}
