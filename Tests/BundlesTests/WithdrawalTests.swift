import Bundles
import Simulator
import TestSupport
import Testing

/// What is left of a signer whose key is withdrawn: nothing that harms those who stay, and nothing that lets old
/// bundles in.
struct WithdrawalTests {
    private let first = Authority()
    private let second = Authority(seed: 2)
    private let disk = SimulatedDisk(seed: 1)

    /// A store in which both may sign.
    private func store() throws -> BundleStore {
        BundleStore(
            SimulatedBundleDisk(disk),
            pinned: try RootSet(parsing: first.rootsFile(naming: [first, second])))
    }

    private func withdrawSecond(_ store: BundleStore) throws {
        #expect(try store.installRoots(first.rootsFile(version: 2, naming: [first]), at: .later()) == nil)
    }

    @Test("a stolen key's version does not push the good list out")
    func stolenKeyPushesNothingOut() throws {
        let store = try store()
        _ = try store.install(first.denyList(5, [5]), at: .later())
        _ = try store.install(second.denyList(1_000_000_000, [9]), at: .later())
        try withdrawSecond(store)
        #expect(try store.read(at: .later()).denyList()?.version == 5)
        #expect(try disk.names().filter { $0.hasPrefix("deny-list-") }.count == 1)
        _ = try store.install(first.denyList(6, [6]), at: .later())
        let file = try #require(try disk.names().first { $0.hasPrefix("deny-list-6-") })
        disk.flip(bit: 0, of: 4096, in: file)
        // Version 5 was kept below it.
        #expect(try store.read(at: .later()).denyList()?.version == 5)
    }

    @Test("a stolen key's version is not what sets are measured by")
    func stolenKeyHoldsNoSetBack() throws {
        let store = try store()
        let list = try first.denyList(5, [5])
        _ = try store.install(list, at: .later())
        _ = try store.install(second.denyList(1_000_000_000, [9]), at: .later())
        try withdrawSecond(store)
        #expect(try store.install(first.set(1, [list]), at: .later()).manifest?.version == 1)
        #expect(try store.read(at: .later()).denyList()?.version == 5)
    }

    @Test("an honest key is withdrawn: what the others had reached stays reached, though its file is gone")
    func withdrawalBringsNothingBack() throws {
        let store = try store()
        let old = (2...3).map { first.bundle(.tariff, $0, [UInt8($0)]) }
        _ = try store.install(old[1], at: .later())
        for version in 4...7 as ClosedRange<UInt64> {
            _ = try store.install(second.bundle(.tariff, version, [UInt8(version)]), at: .later())
        }
        try withdrawSecond(store)
        #expect(try store.read(at: .later()).payload(of: .tariff) == nil)
        #expect(try store.install(old[1], at: .later()) == .refused(.sameVersion(3)))
        #expect(try store.install(old[0], at: .later()) == .refused(.rolledBack(version: 2, highest: 3)))
        #expect(try store.read(at: .later()).alarms.contains(.missing(.tariff)))
        #expect(try store.install(first.bundle(.tariff, 4, [4]), at: .later()).manifest != nil)
    }

    @Test("a signing machine in 2099 locks nothing, whatever the gate's clock is worth")
    func poisonedTime() throws {
        let store = try store()
        let unset = BundleClock.later(isTrusted: false)
        let future = second.bundle(.tariff, 1) {
            ($0.issued, $0.notBefore, $0.expires) = (4_070_908_800, 4_070_908_800, 4_070_995_200)
        }
        _ = try store.install(first.bundle(.network, 1, try files()), at: unset)
        #expect(try store.install(future, at: unset) == .refused(.issuedInFuture(4_070_908_800)))
        // Within the roots' time, but years ahead.
        let roots = first.rootsFile(version: 2, expires: Authority.now + 4000 * Authority.day, naming: [first, second])
        #expect(try store.installRoots(roots, at: unset) == nil)
        let ahead = second.bundle(.tariff, 1) {
            $0.issued = Authority.now + 3000 * Authority.day
            $0.expires = Authority.now + 3001 * Authority.day
        }
        #expect(try store.install(ahead, at: unset).manifest != nil)
        // A clock that knows better counts, and puts it right.
        let trusted = try store.read(at: .later())
        #expect(trusted.alarms.isEmpty && trusted.payload(of: .network) != nil)
        // Without one, the roots that leave the signer out do.
        let next = first.rootsFile(version: 3, expires: Authority.now + 300 * Authority.day, naming: [first])
        #expect(try store.installRoots(next, at: unset) == nil)
        #expect(try store.install(first.bundle(.revocations, 1), at: unset).manifest != nil)
        #expect(try store.read(at: unset).alarms.contains(.signerWithdrawn(.tariff, version: 1)))
    }

    private func files() throws -> [UInt8] {
        try #require(BundledFiles([.init(name: "stations.csv", bytes: [1])])).bytes
    }

    @Test("a trusted clock lowers what signers have said of the time")
    func trustedClockWins() throws {
        let store = try store()
        _ = try store.install(
            second.bundle(.tariff, 1) {
                ($0.issued, $0.expires) = (Authority.now + 300 * Authority.day, Authority.now + 301 * Authority.day)
            }, at: .later(isTrusted: false))
        _ = try store.remember(store.read(at: .later()), at: .later())
        let weekly = first.bundle(.revocations, 1) { $0.expires = Authority.now + 7 * Authority.day }
        #expect(try store.install(weekly, at: .later(isTrusted: false)).manifest != nil)
    }
}
