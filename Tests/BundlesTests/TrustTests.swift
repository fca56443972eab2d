import Bundles
import CardCrypto
import Simulator
import TestSupport
import Testing

/// Who may sign what, and how keys change.
struct TrustTests {
    private let first = Authority()
    private let second = Authority(seed: 2)

    private func store(_ disk: SimulatedDisk = SimulatedDisk(seed: 1), _ pinned: RootSet) -> BundleStore {
        BundleStore(SimulatedBundleDisk(disk), pinned: pinned)
    }

    @Test func signersAreForTheirTypes() throws {
        let roots = try RootSet(parsing: first.rootsFile(types: [.tariff]))
        let store = store(SimulatedDisk(seed: 1), roots)
        #expect(try store.install(first.bundle(.network, 1), at: .later()) == .refused(.wrongSigner(.network)))
        #expect(try store.install(first.bundle(.tariff, 1), at: .later()).manifest != nil)
    }

    @Test func rootsOutOfDate() throws {
        let roots = try first.roots(expires: Authority.now + 10)
        let store = store(SimulatedDisk(seed: 1), roots)
        _ = try store.install(first.bundle(.tariff, 1, [1]), at: .later())
        let late = BundleClock.later(10)
        #expect(
            try store.install(first.bundle(.tariff, 2), at: late) == .refused(.rootsExpired(at: Authority.now + 10)))
        let found = try store.read(at: late)
        #expect(found.payload(of: .tariff) == [1] && found.alarms == [.rootsExpired(at: Authority.now + 10)])
    }

    /// The key of the first authority is withdrawn: what it has signed is in force no more, what it has driven up
    /// counts no more, and the second one's is taken.
    @Test func rollover() throws {
        let disk = SimulatedDisk(seed: 1)
        let store = store(disk, try first.roots())
        _ = try store.install(first.bundle(.tariff, 900_000_000, [1]), at: .later())
        #expect(try store.install(second.bundle(.tariff, 5, [2]), at: .later()).manifest == nil)
        let next = second.rootsFile(version: 2, also: [first.root])
        #expect(try store.installRoots(next, at: .later()) == nil)
        #expect(try store.installRoots(next, at: .later()) == nil)
        let between = try store.read(at: .later())
        #expect(between.payload(of: .tariff) == nil && between.roots.version == 2)
        #expect(between.alarms == [.signerWithdrawn(.tariff, version: 900_000_000)])
        #expect(try store.install(first.bundle(.tariff, 900_000_001), at: .later()).manifest == nil)
        #expect(try store.install(second.bundle(.tariff, 5, [2]), at: .later()).manifest?.version == 5)
        #expect(try store.read(at: .later()).payload(of: .tariff) == [2])
    }

    /// A row each: what is wrong with the root set that follows.
    @Test(arguments: ["skipped", "not signed by the old", "not signed by itself", "old", "expired", "no roots"])
    func rolloverRefused(what: String) throws {
        let store = store(SimulatedDisk(seed: 1), try first.roots())
        let text: [UInt8]
        var expected = BundleRefusal.rootsDoNotFollow(version: 2, current: 1)
        switch what {
        case "skipped":
            text = second.rootsFile(version: 3, also: [first.root])
            expected = .rootsDoNotFollow(version: 3, current: 1)
        case "not signed by the old": text = second.rootsFile(version: 2)
        case "not signed by itself":
            text = RootSet.file(
                version: 2, expires: Authority.now + 10, roots: [Authority.key(second.root)], signers: [],
                keys: [first.root])
        case "old":
            text = second.rootsFile(version: 1, also: [first.root])
            expected = .rootsDoNotFollow(version: 1, current: 1)
        case "expired":
            text = second.rootsFile(version: 2, expires: Authority.now, also: [first.root])
            expected = .rootsExpired(at: Authority.now)
        default:
            text = Array("faregate bundle-roots 1\n".utf8)
            expected = .fault(.malformed(line: 2, key: "version"))
        }
        #expect(try store.installRoots(text, at: .later()) == expected)
        #expect(try store.read(at: .later()).roots.version == 1)
    }

    /// The chain from the pinned set is looked at each time; a missing or foreign link is said.
    @Test func brokenChain() throws {
        let disk = SimulatedDisk(seed: 1)
        let store = store(disk, try first.roots())
        _ = try store.installRoots(second.rootsFile(version: 2, also: [first.root]), at: .later())
        let stranger = Authority(seed: 77)
        let forged = disk.copy(seed: 1)
        try forged.remove("roots-2")
        #expect(throws: BundleStorageError.roots(path: "simulated", version: 2)) {
            try self.store(forged, first.roots()).read(at: .later())
        }
        forged.put("roots-2", stranger.rootsFile(version: 2, also: [stranger.root]))
        #expect(throws: BundleStorageError.roots(path: "simulated", version: 2)) {
            try self.store(forged, first.roots()).read(at: .later())
        }
        // A gate whose operator has pinned the second set needs no chain.
        let pinned = try RootSet(parsing: second.rootsFile(version: 2, also: [first.root]))
        #expect(try self.store(forged, pinned).read(at: .later()).roots.version == 2)
    }

    @Test func malformedRoots() {
        let text = String(decoding: first.rootsFile(), as: UTF8.self)
        let point = "root " + String(repeating: "0", count: 64)
        for (part, instead) in [
            ("faregate bundle-roots 1", "faregate bundle-roots 2"), ("version 1", "version 0"), ("root ", "rooot "),
            ("signer tariff", "signer fares"), ("signature ", "signature x"), ("expires", "expire"),
            ("root \(HexText.text(first.root.publicKey))", point),
        ] {
            #expect(throws: BundleFault.self, "\(part)") {
                try RootSet(parsing: Array(text.replacing(part, with: instead).utf8))
            }
        }
        #expect(throws: BundleFault.tooLarge(limit: RootSet.mostBytes)) {
            try RootSet(parsing: [UInt8](repeating: 0x20, count: RootSet.mostBytes + 1))
        }
    }
}
