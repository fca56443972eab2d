import QRTickets
import TestSupport
import Testing

/// Roots files: what is loaded, and that anything else is refused as a whole.
struct RootStoreTests {
    private static let dates: ClosedRange<UInt32> = 1...UInt32.max

    private static func ministry(_ index: UInt8) -> [UInt8] {
        MinistryIssuer.root(key: CodePrivateKey(.sm2, label: "root \(index)"), index: index, expiryMonth: [0x12, 0x30])
    }

    private static func own(_ algorithm: CodeAlgorithm, _ index: UInt8) -> [UInt8] {
        OwnRootRecord.record(
            .certificates, index: index, dates: dates, key: CodePrivateKey(algorithm, label: "own \(index)"))
    }

    private static func fault(_ file: [UInt8]) -> String {
        do {
            return "\(try RootStore(parsing: file.span).count) keys"
        } catch {
            return "\(error)"
        }
    }

    @Test("records of all kinds one after the other")
    func mixed() throws {
        let file = Self.ministry(1) + Self.own(.p256, 1) + Self.own(.ed25519, 1) + Self.own(.sm2, 1) + Self.ministry(2)
        #expect(Self.fault(file) == "5 keys")
        let list = OwnRootRecord.record(.revocations, index: 0, dates: 10...20, key: .init(.sm2, label: "list"))
        let store = try RootStore(parsing: (file + list).span)
        #expect(store.revocationKeys(at: 9).isEmpty && store.revocationKeys(at: 21).isEmpty)
        #expect(store.revocationKeys(at: 10).count == 1 && store.revocationKeys(at: 20).count == 1)
        #expect(!store.hasTestKeys)
    }

    @Test func refused() {
        let (one, two) = (Self.ministry(1), Self.own(.p256, 2))
        #expect(Self.fault([]) == "empty at byte 0")
        #expect(Self.fault([0x22]) == "not a root record at byte 0")
        #expect(Self.fault(one + one) == "the same index twice at byte 144")
        #expect(Self.fault(two + two) == "the same index twice at byte \(two.count)")
        #expect(Self.fault(one.dropLast()) == "truncated at byte 0")
        #expect(Self.fault(one + one.prefix(50)) == "truncated at byte 144")
        #expect(Self.fault(one + two.dropLast()).hasPrefix("not a root record at byte"))
        #expect(Self.fault(one + [0]) == "not a root record at byte 144")
        let many = (0..<257).flatMap { _ in
            OwnRootRecord.record(.revocations, index: 0, dates: Self.dates, key: .init(.ed25519, label: "list"))
        }
        #expect(Self.fault(many).hasPrefix("too many records at byte"))
    }

    @Test("the test authority's keys are refused unless test keys are allowed")
    func testKeys() throws {
        let file = TestAuthority.rootsFile
        #expect(Self.fault(file) == "a test key at byte 0")
        let (record, own) = (Array(file.prefix(144)), Array(file.dropFirst(144)))
        #expect(Self.fault(Self.ministry(1) + record) == "a test key at byte 144")
        #expect(Self.fault(own) == "a test key at byte 0")
        let store = try RootStore(parsing: file.span, allowsTestKeys: true)
        #expect(store.hasTestKeys && store.count == 5)
    }

    @Test("a survey lists what a store would load, and stops at the same fault")
    func survey() throws {
        let list = OwnRootRecord.record(.revocations, index: 9, dates: 10...20, key: .init(.sm2, label: "list"))
        let file = Self.ministry(1) + Self.own(.p256, 2) + list
        let (keys, fault) = RootStore.survey(file.span)
        #expect(fault == nil && keys.map(\.format) == [.ministryV2, .fareGate, .fareGate])
        #expect(keys.map(\.offset) == [0, 144, file.count - list.count] && keys.map(\.index) == [1, 2, 9])
        #expect(keys.map(\.notBefore) == [nil, 1, 10] && keys.map(\.notAfter) == [1_924_991_999, .max, 20])
        #expect(keys.map(\.purpose) == [.certificates, .certificates, .revocations])
        #expect(keys.map(\.publicKey)[1] == CodePrivateKey(.p256, label: "own 2").publicKey)
        #expect(keys.allSatisfy { !$0.isTest } && Set(keys.map(\.fingerprint)).count == 3)
        let test = TestAuthority.rootsFile
        let known = RootStore.survey(test.span)
        #expect(known.fault == nil && known.keys.count == 5 && known.keys.allSatisfy(\.isTest))
        for (cut, whole) in [(0, 0), (1, 0), (143, 0), (144, 1), (150, 1), (file.count - 1, 2)] {
            let piece = Array(file.prefix(cut))
            let (keys, fault) = RootStore.survey(piece.span)
            #expect(Self.fault(piece) == (fault.map { "\($0)" } ?? "\(keys.count) keys"))
            #expect(keys.count == whole)
        }
    }

    @Test("no record of FareGate's own with one bit changed loads", arguments: CodeAlgorithm.allCases)
    func bits(algorithm: CodeAlgorithm) {
        let record = Self.own(algorithm, 3)
        #expect(Self.fault(record) == "1 keys")
        for bit in 0..<(record.count * 8) {
            var changed = record
            changed[bit / 8] ^= 0x80 >> UInt8(bit % 8)
            #expect(throws: RootFault.self, "bit \(bit)") { try RootStore(parsing: changed.span) }
        }
    }

    @Test("any bytes are refused", arguments: 0..<16)
    func randomBytes(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let starts = [[], Array(Self.ministry(1).prefix(16)), Array(Self.own(.p256, 1).prefix(15))]
        for index in 0..<1000 {
            let count = Int.random(in: 0..<300, using: &random)
            let file = starts[index % 3] + (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(throws: RootFault.self) { try RootStore(parsing: file.span) }
        }
    }
}
