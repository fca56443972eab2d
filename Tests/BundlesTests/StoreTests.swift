import Bundles
import Simulator
import TestSupport
import Testing

/// What a store takes and refuses, by The Update Framework's list of attacks.
struct StoreTests {
    private let authority = Authority()

    private func store(_ roots: RootSet? = nil) throws -> BundleStore {
        BundleStore(SimulatedBundleDisk(SimulatedDisk(seed: 1)), pinned: try roots ?? authority.roots())
    }

    @Test func installsAndReads() throws {
        let store = try store()
        let first = try store.install(authority.bundle(.tariff, 7, [1, 2, 3]), at: .later())
        #expect(first == .inForce(try #require(first.manifest)))
        let found = try store.read(at: .later())
        #expect(found.payload(of: .tariff) == [1, 2, 3] && found[.tariff]?.manifest.version == 7)
        #expect(found.alarms.isEmpty && found.payload(of: .network) == nil)
        #expect(try store.install(authority.bundle(.tariff, 7, [1, 2, 3]), at: .later()).isAlreadyHere)
        _ = try store.install(authority.bundle(.tariff, 8, [4]), at: .later())
        #expect(try store.read(at: .later()).payload(of: .tariff) == [4])
    }

    /// A row each: what is wrong with a tariff that comes after version 7, and its refusal.
    @Test(
        arguments: [
            ("older", .rolledBack(version: 6, highest: 7)), ("same version", .sameVersion(7)),
            ("leap", .leap(version: 2_000_000_007, highest: 7)), ("expired", .expired(at: 1_795_799_999)),
            ("from the day after tomorrow", .issuedInFuture(1_795_972_800)), ("unsigned", .badSignature),
            ("changed manifest", .badSignature), ("changed payload", .fault(.hashMismatch)),
            ("cut short", .fault(.truncated(expected: 4097, found: 4096))),
            ("longer", .fault(.longer(expected: 4097, found: 4098))),
            ("a stranger's", .unknownSigner("3dbcd1b11a7805ec")),
            ("wrong type", .wrongType(expected: .tariff, found: .network)),
            ("too large", .fault(.tooLarge(limit: 4_194_304))), ("no bundle", .fault(.notBundle)),
            ("empty", .fault(.notBundle)),
        ] as [(String, BundleRefusal)])
    func refuses(what: String, expected: BundleRefusal) throws {
        let store = try store()
        _ = try store.install(authority.bundle(.tariff, 7, [7]), at: .later())
        let stranger = Authority(seed: 99)
        var bytes = authority.bundle(.tariff, 8, [8])
        switch what {
        case "older": bytes = authority.bundle(.tariff, 6, [8])
        case "same version": bytes = authority.bundle(.tariff, 7, [8])
        case "leap": bytes = authority.bundle(.tariff, 2_000_000_007, [8])
        case "expired": bytes = authority.bundle(.tariff, 8, [8]) { $0.expires = Authority.now - 1 }
        case "from the day after tomorrow":
            bytes = authority.bundle(.tariff, 8, [8]) { $0.issued = Authority.now + 2 * Authority.day }
        case "unsigned": for index in 16..<80 { bytes[index] = 0 }
        case "changed manifest":
            bytes[bytes.firstRange(of: Array("version 8".utf8))?.upperBound.advanced(by: -1) ?? 0] = 0x39
        case "changed payload": bytes[4096] ^= 1
        case "cut short": bytes.removeLast()
        case "longer": bytes.append(0)
        case "a stranger's": bytes = stranger.bundle(.tariff, 8, [8])
        case "wrong type": bytes = authority.bundle(.network, 8, [8])
        case "too large": bytes = authority.bundle(.tariff, 8, [8]) { $0.size = (4 << 20) + 1 }
        case "no bundle": bytes[0] ^= 1
        default: bytes = []
        }
        #expect(try store.install(bytes, at: .later(), expecting: .tariff) == .refused(expected))
        let after = try store.read(at: .later())
        #expect(after.payload(of: .tariff) == [7] && after.alarms.isEmpty)
    }
}

extension BundleInstallation {
    var isAlreadyHere: Bool { if case .alreadyHere = self { true } else { false } }
}
