import QRTickets
import TestSupport
import Testing

/// Revocation lists: what they refuse, who may sign them, and that time does not run backwards.
struct RevocationListTests {
    private static let keys = Samples.roots.revocationKeys(at: Samples.now)
    private static let items: [RevokedItem] = [
        RevokedItem(.issuer, .ministryV2, [0x02, 0x11, 0x00, 0x01]), RevokedItem(.serial, .fareGate, [1, 2], [3]),
        RevokedItem(.platform, .ministryV2, [0x50, 0x02, 0x33, 0x01]),
        .account(.fareGate, platform: [1], account: Array("somebody".utf8)),
    ]

    private static func file(_ items: [RevokedItem] = items, number: UInt64 = 7) -> [UInt8] {
        RevocationList.file(number: number, date: "2026-11-23", items: items, key: TestAuthority.revocationKey)
    }

    private static func signed(_ text: String) -> [UInt8] {
        let lines = Array(text.utf8)
        let signature = TestAuthority.revocationKey.sign(lines, after: Array("FG-revocations".utf8))
        let hex = signature.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return lines + Array("signature \(hex)\n".utf8)
    }

    private static func fault(_ file: [UInt8], keys: [CodeKey] = keys, last: UInt64 = 0) -> String {
        do throws(RevocationFault) {
            let list = try RevocationList(parsing: file, keys: keys, lastNumber: last)
            return "\(list.number) \(list.date) \(list.count)"
        } catch {
            return "\(error.kind) \(error.offset)"
        }
    }

    @Test("a list is read as it was written, whatever algorithm its key has", arguments: CodeAlgorithm.allCases)
    func roundTrip(algorithm: CodeAlgorithm) {
        let key = CodePrivateKey(algorithm, label: "list")
        let publicKey = key.publicKey
        guard let pinned = CodeKey(algorithm, publicKey.span) else {
            Issue.record("a key that is none")
            return
        }
        let file = RevocationList.file(number: 7, date: "2026-11-23", items: Self.items, key: key)
        #expect(Self.fault(file, keys: [pinned]) == "7 2026-11-23 4")
        #expect(Self.fault(file, keys: Self.keys + [pinned]) == "7 2026-11-23 4")
        #expect(Self.fault(file).hasPrefix("badSignature"))
        #expect(Self.fault(file, keys: []).hasPrefix("badSignature"))
        #expect(Self.fault(Self.file([])) == "7 2026-11-23 0")
    }

    @Test("the number may stay and go up, never down")
    func rollback() {
        #expect(Self.fault(Self.file(), last: 6) == "7 2026-11-23 4")
        #expect(Self.fault(Self.file(), last: 7) == "7 2026-11-23 4")
        #expect(Self.fault(Self.file(), last: 8) == "rolledBack 23")
    }

    private static let head = "faregate revocations 1\nnumber 7\ndate 2026-11-23\n"

    /// Lines that are rightly signed and wrong.
    @Test(arguments: [
        ("faregate revocations 2\nnumber 7\ndate 2026-11-23\n", 0), ("number 7\n", 0),
        ("faregate revocations 1\n", 23), ("faregate revocations 1\nnumber 0\ndate 2026-11-23\n", 23),
        ("faregate revocations 1\nnumber 07\ndate 2026-11-23\n", 23),
        ("faregate revocations 1\nnumber 9007199254740992\ndate 2026-11-23\n", 23),
        ("faregate revocations 1\nnumber 18446744073709551616\ndate 2026-11-23\n", 23),
        ("faregate revocations 1\nnumber 7\n", 32), ("faregate revocations 1\nnumber 7\ndate 2026-1-23\n", 32),
        (head + "issuer mot-v2\n", 48), (head + "issuer mot-v2 \n", 48), (head + "issuer mot-v2 0g\n", 48),
        (head + "issuer mot-v2 0\n", 48), (head + "issuer mot-v2 AB\n", 48), (head + "issuer nothing 00\n", 48),
        (head + "issuer mot-v2 00 00\n", 48), (head + "serial mot-v2 00\n", 48),
        (head + "serial mot-v2 00 00 00\n", 48),
        (head + "account mot-v2 00\n", 48), (head + "card mot-v2 00\n", 48), (head + "\n", 48),
        (head + "issuer mot-v2 00\r\n", 48), (head + "issuer  mot-v2 00\n", 48),
        (head + "issuer mot-v2 00\nissuer mot-v2 \u{E9}\n", 65),
        (head + "issuer mot-v2 " + String(repeating: "00", count: 65) + "\n", 48),
    ])
    func malformed(text: String, offset: Int) {
        #expect(Self.fault(Self.signed(text)) == "malformed \(offset)")
    }

    @Test("nothing of a file may change, and nothing may follow it")
    func changed() {
        let file = Self.file()
        for index in file.indices {
            var changed = file
            changed[index] ^= 0x01
            #expect(throws: RevocationFault.self) { try RevocationList(parsing: changed, keys: Self.keys) }
        }
        for count in 0..<file.count {
            #expect(throws: RevocationFault.self) {
                try RevocationList(parsing: Array(file.prefix(count)), keys: Self.keys)
            }
        }
        #expect(Self.fault(file + [0x0A]).hasPrefix("malformed"))
        #expect(Self.fault([UInt8](repeating: 0x0A, count: (16 << 20) + 1)) == "tooLarge \(16 << 20)")
    }

    @Test(
        "issuer, serial, platform and account are refused, each alone; those of other formats are not", arguments: 0..<4
    )
    func revoked(index: Int) throws {
        let (code, own) = (Samples.ministry(), Samples.fareGate(.p256))
        let items = [
            RevokedItem(.issuer, .ministryV2, TestAuthority.issuer),
            RevokedItem(.serial, .ministryV2, TestAuthority.issuer, [0, 0, 1]),
            RevokedItem(.platform, .ministryV2, TestAuthority.platform),
            .account(.ministryV2, platform: TestAuthority.platform, account: Samples.account),
        ]
        let list = try RevocationList(parsing: Self.file([items[index]]), keys: Self.keys)
        let validator = CodeValidator(roots: Samples.roots, revocations: list)
        let clock = CodeClock(now: Samples.now)
        #expect(try validator.validate(code.span, at: clock).result == .revoked)
        #expect(try validator.validate(own.span, at: clock).result == .accept)
        // Nothing is told of a code that is not genuine.
        var forged = code
        forged[331] ^= 1
        #expect(try validator.validate(forged.span, at: clock).result == .userSignature)
        validator.revocations = nil
        #expect(try validator.validate(code.span, at: clock).result == .accept)
    }

    @Test("an issuer's other serials, and other accounts, are not touched")
    func neighbours() throws {
        let items = [
            RevokedItem(.serial, .ministryV2, TestAuthority.issuer, [0, 0, 2]),
            .account(.ministryV2, platform: TestAuthority.platform, account: Array("8800000000000002".utf8)),
            RevokedItem(.issuer, .fareGate, TestAuthority.issuer),
            RevokedItem(.platform, .ministryV2, TestAuthority.issuer),
        ]
        let list = try RevocationList(parsing: Self.file(items), keys: Self.keys)
        let validator = CodeValidator(roots: Samples.roots, revocations: list)
        let code = Samples.ministry()
        #expect(try validator.validate(code.span, at: CodeClock(now: Samples.now)).result == .accept)
    }

    @Test("any bytes, and any signed lines, are a list or a fault", arguments: 0..<16)
    func randomBytes(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let sound = Array(Self.file().dropLast(139))
        for index in 0..<1000 {
            let count = Int.random(in: 0..<200, using: &random)
            var bytes = (0..<count).map { _ in UInt8.random(in: 0x0A...0x7E, using: &random) }
            if index % 10 == 0 {
                bytes = sound
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0x0A...0x7E, using: &random)
                bytes = Self.signed(String(decoding: bytes, as: UTF8.self))
            }
            _ = Self.fault(bytes)
        }
    }
}
