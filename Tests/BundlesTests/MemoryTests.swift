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
