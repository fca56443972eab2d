import Bundles
import Simulator
import TestSupport
import Testing

/// Which bundles are in force: days, sets, deny lists with changes, damage, clocks.
struct InForceTests {
    private let authority = Authority()
    private let disk = SimulatedDisk(seed: 1)

    private func store() throws -> BundleStore {
        BundleStore(SimulatedBundleDisk(disk), pinned: try authority.roots())
    }

    @Test func waitsForItsDay() throws {
        let store = try store()
        _ = try store.install(authority.bundle(.tariff, 1, [1]), at: .later())
        let next = authority.bundle(.tariff, 2, [2]) { $0.notBefore = Authority.now + 50 }
        guard case .waiting = try store.install(next, at: .later()) else {
            Issue.record("not waiting")
            return
        }
        let before = try store.read(at: .later(49))
        #expect(before.payload(of: .tariff) == [1])
        #expect(before.alarms == [.waiting(.tariff, version: 2, notBefore: Authority.now + 50)])
        #expect(before.alarms.allSatisfy { $0.isInformation })
        #expect(try store.read(at: .later(50)).payload(of: .tariff) == [2])
        // An older one does not come in between.
        #expect(try store.install(authority.bundle(.tariff, 1, [9]), at: .later()).manifest == nil)
    }

    /// Out of date: refused when it comes, in force with an alarm when it was here.
    @Test func expires() throws {
        let store = try store()
        _ = try store.install(authority.bundle(.tariff, 1, [1]) { $0.expires = Authority.now + 5 }, at: .later())
        #expect(try store.read(at: .later(4)).alarms.isEmpty)
        let late = try store.read(at: .later(65))
        #expect(late.payload(of: .tariff) == [1])
        #expect(late.alarms == [.expired(.tariff, version: 1, secondsAgo: 60)])
    }

    /// A clock that nobody has set neither brings a bundle's day nor its end; what signed bundles prove does.
    @Test func untrustedClock() throws {
        let store = try store()
        let dead = authority.bundle(.tariff, 1, [1]) {
            ($0.issued, $0.notBefore, $0.expires) = (Authority.now - 500, Authority.now - 500, Authority.now - 200)
        }
        let unset = BundleClock.later(1_000_000, isTrusted: false)
        // It cannot be told to be out of date.
        guard case .waiting = try store.install(dead, at: unset) else {
            Issue.record("taken by a clock that is not trusted")
            return
        }
        #expect(try store.read(at: unset).alarms.contains(.clockUntrusted))
        // A younger bundle proves that the day of the first has passed.
        _ = try store.install(authority.bundle(.network, 1, try files()), at: unset)
        let found = try store.read(at: unset)
        #expect(found.payload(of: .tariff) == [1] && found.payload(of: .network) != nil)
        #expect(found.alarms.contains(.expired(.tariff, version: 1, secondsAgo: 100)))
        let stale = authority.bundle(.revocations, 1) {
            ($0.issued, $0.notBefore, $0.expires) = (Authority.now - 900, Authority.now - 900, Authority.now - 100)
        }
        #expect(
            try store.install(stale, at: unset)
                == .refused(.expired(at: Authority.now - 100)))
    }

    private func files() throws -> [UInt8] {
        try #require(BundledFiles([.init(name: "stations.csv", bytes: [1])])).bytes
    }

    /// Bundles that belong together change together, or not at all.
    @Test func sets() throws {
        let store = try store()
        let tariffs = (1...3).map { authority.bundle(.tariff, UInt64($0), [UInt8($0)]) }
        let networks = try (1...3).map { authority.bundle(.network, UInt64($0), try files()) }
        #expect(
            try store.install(authority.set(1, [tariffs[0], networks[0]]), at: .later())
                == .refused(.memberMissing(.tariff, version: 1)))
        for bundle in [tariffs[0], networks[0], try authority.set(1, [tariffs[0], networks[0]])] {
            _ = try store.install(bundle, at: .later())
        }
        // A new tariff alone is a mix: it waits.
        guard case .notInSet = try store.install(tariffs[1], at: .later()) else {
            Issue.record("a mix is in force")
            return
        }
        #expect(try store.read(at: .later()).payload(of: .tariff) == [1])
        #expect(try store.read(at: .later()).alarms == [.notInSet(.tariff, version: 2)])
        // Another payload under the same version is another member.
        let forged = try authority.set(2, [authority.bundle(.tariff, 2, [9]), networks[0]])
        #expect(try store.install(forged, at: .later()) == .refused(.memberMissing(.tariff, version: 2)))
        _ = try store.install(networks[1], at: .later())
        _ = try store.install(authority.set(2, [tariffs[1], networks[1]]), at: .later())
        let found = try store.read(at: .later())
        #expect(found.payload(of: .tariff) == [2] && found[.network]?.manifest.version == 2 && found.alarms.isEmpty)
        // A newer set brings no older member back.
        #expect(
            try store.install(authority.set(3, [tariffs[0], networks[1]]), at: .later())
                == .refused(.memberRolledBack(.tariff, version: 1, highest: 2)))
        // An older set does not come back.
        #expect(
            try store.install(authority.set(1, [tariffs[1], networks[1]]), at: .later())
                == .refused(.rolledBack(version: 1, highest: 2)))
        // Types that the set does not name go on alone.
        _ = try store.install(authority.bundle(.emergencies, 1, [7]), at: .later())
        #expect(try store.read(at: .later()).payload(of: .emergencies) == [7])
    }

    /// The file of what is in force is damaged or gone: the one before is in force, and an alarm says so.
    @Test(arguments: ["flipped", "gone", "head", "member of a set"])
    func damage(what: String) throws {
        let store = try store()
        let tariffs = (1...2).map { authority.bundle(.tariff, UInt64($0), [UInt8($0)]) }
        for (index, tariff) in tariffs.enumerated() {
            _ = try store.install(tariff, at: .later())
            if what == "member of a set" {
                _ = try store.install(authority.set(UInt64(index + 1), [tariff]), at: .later())
            }
        }
        let name = try #require(try disk.names().first { $0.hasPrefix("tariff-2-") })
        switch what {
        case "gone": try disk.remove(name)
        case "head": disk.flip(bit: 1, of: 200, in: name)
        default: disk.flip(bit: 1, of: 4096, in: name)
        }
        let found = try store.read(at: .later())
        #expect(found.payload(of: .tariff) == [1] && !found.alarms.isEmpty)
        // What was seen stays seen.
        #expect(
            try store.install(authority.bundle(.tariff, 1, [5]), at: .later())
                == .refused(.rolledBack(version: 1, highest: 2)))
        #expect(try store.install(authority.bundle(.tariff, 3, [3]), at: .later()).manifest != nil)
        if what != "member of a set" { #expect(try store.read(at: .later()).payload(of: .tariff) == [3]) }
    }

    @Test func damagedState() throws {
        _ = try store().install(authority.bundle(.tariff, 1, [1]), at: .later())
        let name = try #require(try disk.names().first { $0.hasPrefix("state-") })
        disk.flip(bit: 0, of: 40, in: name)
        #expect(throws: BundleStorageError.self) { try store().read(at: .later()) }
    }

    @Test func denyListsWithChanges() throws {
        let store = try store()
        let full = try authority.denyList(10, [1, 2, 3])
        let change = try authority.denyList(11, [4], unlisted: [2], base: full)
        #expect(try store.install(change, at: .later()) == .refused(.baseMissing(version: 10)))
        _ = try store.install(full, at: .later())
        let first = try store.read(at: .later())
        #expect(try first.denyList()?.version == 10 && first.denyList()?.lists(2) == true)
        _ = try store.install(change, at: .later())
        let second = try store.read(at: .later(), after: first)
        let list = try #require(try second.denyList())
        #expect(list.version == 11 && [1, 2, 3, 4, 5].map { list.lists($0) } == [true, false, true, true, false])
        // Many changes of the same list: it stays, they go.
        for version in 12...40 as ClosedRange<UInt64> {
            _ = try store.install(authority.denyList(version, [version], base: full), at: .later())
        }
        #expect(try store.read(at: .later()).denyList()?.lists(40) == true)
        #expect(try disk.names().count(where: { $0.hasPrefix("deny-list-") }) == 3)
        // What an earlier reader holds is still whole.
        #expect(try first.denyList()?.lists(2) == true)
    }

    @Test func denyListOfAnotherKey() throws {
        let store = try store()
        _ = try store.install(authority.denyList(1, [1]), at: .later())
        let own = [Authority.tokenKey.checkValue]
        let other = try authority.denyList(2, [2], key: DenyTokenKey(number: 9, checkValue: 9))
        #expect(try store.install(other, at: .later(), tokenKeys: own) == .refused(.otherTokenKey(number: 9)))
        // Installed by somebody who did not know the gate's key, it is not used by the gate.
        _ = try store.install(other, at: .later())
        let found = try store.read(at: .later(), tokenKeys: own)
        #expect(try found.denyList()?.version == 1)
        #expect(found.alarms == [.damaged(.denyList, version: 2, reason: .otherTokenKey(number: 9))])
    }

    /// A signed list whose index lies: signing it does not make it true.
    @Test func lyingIndex() throws {
        let payload = try DenyIndexBuilder.payload(listed: [1, 2, 3], key: Authority.tokenKey)
        var lying = payload
        lying[4096 + 7] = 0xFF
        #expect(
            try store().install(authority.bundle(.denyList, 1, lying), at: .later())
                == .refused(.index(.notSorted(at: 4104))))
    }

    @Test func tooManyWait() throws {
        let store = try store()
        var refused: BundleInstallation?
        for version in 1...20 as ClosedRange<UInt64> {
            let bundle = authority.bundle(.tariff, version) { $0.notBefore = Authority.now + 100 }
            let outcome = try store.install(bundle, at: .later())
            if outcome.manifest == nil {
                refused = outcome
                break
            }
        }
        #expect(refused == .refused(.tooManyWaiting(limit: BundleStore.mostKept)))
    }

    @Test func oneInstallationAtATime() throws {
        let other = SimulatedBundleDisk(disk)
        #expect(try other.lock())
        #expect(throws: BundleStorageError.busy(path: "simulated")) {
            try store().install(authority.bundle(.tariff, 1), at: .later())
        }
    }
}
