import Bundles
import Simulator
import TestSupport
import Testing

/// What a store remembers and can lose: days that have come, its state, its files.
struct MemoryTests {
    private let authority = Authority()
    private let disk = SimulatedDisk(seed: 1)

    private func store() throws -> BundleStore {
        BundleStore(SimulatedBundleDisk(disk), pinned: try authority.roots())
    }

    /// Tariff 2 from a day on, installed before it.
    private func twoTariffs() throws -> BundleStore {
        let store = try store()
        _ = try store.install(authority.bundle(.tariff, 1, [1]), at: .later())
        let next = authority.bundle(.tariff, 2, [2]) { $0.notBefore = Authority.now + Authority.day }
        _ = try store.install(next, at: .later())
        return store
    }

    @Test("what a trusted clock has brought into force stays so when the clock is lost")
    func inForceOnce() throws {
        let store = try twoTariffs()
        let lost = BundleClock.later(15 * Authority.day, isTrusted: false)
        #expect(try store.read(at: lost).payload(of: .tariff) == [1])
        let before = try store.number()
        let found = try store.remember(store.read(at: .later(Authority.day)), at: .later(Authority.day))
        #expect(found.number == before + 1)
        #expect(try store.number() == found.number)
        #expect(try store.read(at: lost).payload(of: .tariff) == [2])
        // Once.
        _ = try store.remember(store.read(at: .later(2 * Authority.day)), at: .later(2 * Authority.day))
        #expect(try store.number() == found.number)
    }

    @Test("a clock that is not trusted is not remembered, nor is anything while somebody installs")
    func nothingToRemember() throws {
        let store = try twoTariffs()
        let number = try store.number()
        let found = try store.read(at: .later(Authority.day))
        _ = try store.remember(found, at: .later(Authority.day, isTrusted: false))
        let other = SimulatedBundleDisk(disk)
        #expect(try other.lock())
        _ = try store.remember(found, at: .later(Authority.day))
        other.unlock()
        #expect(try store.number() == number)
    }

    @Test("a trusted clock that is set back brings no older bundle back", arguments: [false, true])
    func clockSetBack(isRemembered: Bool) throws {
        let store = try store()
        _ = try store.install(authority.bundle(.tariff, 1, [1]), at: .later())
        _ = try store.install(authority.bundle(.tariff, 2, [2]) { $0.notBefore = Authority.now }, at: .later(10))
        let full = try authority.denyList(1, [1, 2])
        _ = try store.install(full, at: .later(10))
        _ = try store.install(authority.denyList(2, [3], base: full), at: .later(10))
        let yesterday = BundleClock(seconds: Authority.now - 2 * Authority.day, isTrusted: true)
        var found = try store.read(at: .later(20))
        if isRemembered { found = try store.remember(found, at: .later(20)) }
        found = try store.remember(store.read(at: yesterday, after: found), at: yesterday)
        #expect(found.payload(of: .tariff) == [2])
        // Another process, which holds nothing.
        let after = try self.store().read(at: yesterday)
        #expect(after.payload(of: .tariff) == [2])
        // It stays, and somebody is told: what is in force before its day may be so because the clock was wrong before.
        #expect(
            after.alarms == [
                .begunEarly(.denyList, version: 2, notBefore: Authority.now - 100),
                .begunEarly(.tariff, version: 2, notBefore: Authority.now),
            ])
        #expect(try after.denyList()?.version == 2)
        // Whose day has not come waits for it.
        _ = try store.install(authority.bundle(.tariff, 3, [3]) { $0.notBefore = Authority.now + 50 }, at: .later(20))
        #expect(try store.read(at: yesterday).payload(of: .tariff) == [2])
        #expect(try store.read(at: .later(50)).payload(of: .tariff) == [3])
    }

    @Test("a day that has come is remembered though the clock is set back before anything is installed")
    func dayAndClockSetBack() throws {
        let store = try twoTariffs()
        _ = try store.remember(store.read(at: .later(Authority.day)), at: .later(Authority.day))
        #expect(try self.store().read(at: .later()).payload(of: .tariff) == [2])
    }

    @Test(
        "made minutes ahead of this clock, good from its making: in force at once; made hours ahead, it waits",
        arguments: [(180, true), (599, true), (600, true), (601, false), (23 * 3600, false)] as [(UInt64, Bool)])
    func madeAhead(seconds: UInt64, isInForce: Bool) throws {
        let store = try store()
        let day = Authority.now + seconds
        let ahead = authority.bundle(.tariff, 1, [1]) { ($0.issued, $0.notBefore) = (day, day) }
        let taken = try store.install(ahead, at: .later())
        let manifest = try #require(taken.manifest)
        #expect(taken == (isInForce ? .inForce(manifest) : .waiting(manifest)))
        #expect(try self.store().read(at: .later()).payload(of: .tariff) == (isInForce ? [1] : nil))
        #expect(try self.store().read(at: .later(seconds)).payload(of: .tariff) == [1])
    }

    @Test("without a trusted clock nothing is taken that was made when the roots had ended: nothing would be, any more")
    func rootsEnd() throws {
        let store = try store()
        let end = Authority.now + 400 * Authority.day
        for (version, issued) in [(1, end), (2, end - 1)] as [(UInt64, UInt64)] {
            let last = authority.bundle(.tariff, version) { ($0.issued, $0.expires) = (issued, end + 10) }
            let taken = try store.install(last, at: .later(isTrusted: false))
            #expect((taken == .refused(.issuedInFuture(end))) == (issued == end))
            #expect((taken.manifest == nil) == (issued == end))
        }
        let next = authority.bundle(.network, 1, try files()) { $0.expires = end + 10 }
        #expect(try store.install(next, at: .later(isTrusted: false)).manifest != nil)
    }

    private func files() throws -> [UInt8] {
        try #require(BundledFiles([.init(name: "stations.csv", bytes: [1])])).bytes
    }

    @Test("a state of an earlier form is refused by its name")
    func earlierState() throws {
        var file = try disk.create("state-1")
        try disk.write(file, at: 0, Array("faregate bundle-state 1\nnumber 1\nroots 0\nfloor 0\n".utf8).span)
        try disk.sync(file)
        let error = #expect(throws: BundleStorageError.self) { try store().read(at: .later()) }
        #expect(error.map { "\($0)" }?.contains("bundle-state 1") == true)
        file = try disk.create("state-2")
        try disk.write(file, at: 0, Array("faregate bundle-state x\n".utf8).span)
        #expect(
            throws: BundleStorageError.state(
                path: "simulated/state-2", .malformed(line: 1, key: "faregate"))
        ) { try store().read(at: .later()) }
    }

    @Test("bundles or roots without a state are no empty store", arguments: ["bundle", "roots"])
    func lostState(what: String) throws {
        let store = try store()
        #expect(try store.read(at: .later()).number == 0)
        if what == "bundle" {
            _ = try store.install(authority.bundle(.tariff, 9, [9]), at: .later())
        } else {
            #expect(try store.installRoots(authority.rootsFile(version: 2), at: .later()) == nil)
        }
        for name in try disk.names() where name.hasPrefix("state-") { try disk.remove(name) }
        let lost = BundleStorageError.lostState(path: "simulated")
        #expect(throws: lost) { try store.read(at: .later()) }
        #expect(throws: lost) { try store.install(authority.bundle(.tariff, 1, [1]), at: .later()) }
        #expect(throws: lost) { try store.installRoots(authority.rootsFile(version: 2), at: .later()) }
    }

    @Test(
        "the same bundle again repairs a file that is not whole", arguments: ["payload", "head", "signature", "gone"])
    func copiedAgain(what: String) throws {
        let store = try store()
        for version in 1...2 as ClosedRange<UInt64> {
            _ = try store.install(authority.bundle(.tariff, version, [UInt8(version)]), at: .later())
        }
        let name = try #require(try disk.names().first { $0.hasPrefix("tariff-2-") })
        switch what {
        case "payload": disk.flip(bit: 0, of: 4096, in: name)
        case "head": disk.flip(bit: 0, of: 100, in: name)
        case "signature": disk.flip(bit: 0, of: 20, in: name)
        default: try disk.remove(name)
        }
        #expect(try store.read(at: .later()).payload(of: .tariff) == [1])
        // What comes meanwhile does not make it forgotten.
        _ = try store.install(authority.bundle(.emergencies, 1, [7]), at: .later())
        let number = try store.number()
        let again = try store.install(authority.bundle(.tariff, 2, [2]), at: .later())
        #expect(again == .inForce(try #require(again.manifest)))
        let found = try store.read(at: .later())
        #expect(found.payload(of: .tariff) == [2] && found.alarms.isEmpty && found.number > number)
        #expect(try store.install(authority.bundle(.tariff, 2, [2]), at: .later()).isAlreadyHere)
    }

    @Test("what its loader refuses is not installed, and not in force where it was")
    func loaderRefuses() throws {
        let store = try store()
        let fault = PayloadFault(english: "no tariff", chinese: "不是票价表")
        _ = try store.install(authority.bundle(.tariff, 1, [1]), at: .later())
        let bad = authority.bundle(.tariff, 2, [2])
        #expect(
            try store.install(bad, at: .later(), load: { $0.payload == [2] ? fault : nil })
                == .refused(.payload(fault)))
        #expect(try store.read(at: .later()).alarms.isEmpty)
        let digest = try #require(try store.install(bad, at: .later()).manifest?.digest)
        let found = try store.read(at: .later(), refusing: [digest: fault])
        #expect(found.payload(of: .tariff) == [1])
        #expect(found.alarms == [.damaged(.tariff, version: 2, reason: .payload(fault))])
    }
}
