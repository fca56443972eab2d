import CardCrypto
import Lane
import TestSupport
import Testing

/// Numbers of documents: their forms, what is the same number, and what is none.
struct RailDocumentTests {
    private static func hash(_ text: String, _ kind: RailDocumentKind? = nil, key: UInt8 = 7) throws -> UInt64? {
        let key = try #require(RailDocumentKey([UInt8](repeating: key, count: 32)))
        let bytes = Array(text.utf8)
        return RailDocument(bytes.span, kind: kind)?.hash(by: key)
    }

    @Test(
        "one number, however it is written",
        arguments: [
            ("11010119000307000X", "11010119000307000x"), ("11010119000307000X", " 110101 19000307-000X "),
            ("11010119000307000X", "１１０１０１１９０００３０７０００Ｘ"), ("H12345678", "h1234 5678"),
            ("E00000001", "e-0000-0001"), ("E00000001", "E0000　0001"),
        ])
    func same(one: String, other: String) throws {
        let hash = try #require(try Self.hash(one))
        #expect(try Self.hash(other) == hash)
    }

    @Test(
        "the kind, told from the form",
        arguments: [
            ("11010119000307000X", .residentID), ("110101190003070001", .residentID), ("H12345678", .homeReturnPermit),
            ("M1234567890", .homeReturnPermit), ("H1234567", .passport), ("E00000001", .passport),
            ("123456789", .passport),
        ] as [(String, RailDocumentKind)])
    func kind(text: String, expected: RailDocumentKind) throws {
        let bytes = Array(text.utf8)
        let document = RailDocument(bytes.span)
        #expect(document?.kind == expected)
        #expect(try Self.hash(text) == Self.hash(text, expected))
    }

    @Test(
        "no number",
        arguments: ["", " ", "1234", "nobody", "1101011900030700XX", "11010119000307000X1", "E0000_001", "张三12345"])
    func none(text: String) throws {
        #expect(try Self.hash(text) == nil)
    }

    @Test("a number is known whatever its kind, and under its key alone; the hash is the front of the HMAC")
    func hashes() throws {
        let kinds: [UInt64?] = try [.passport, .permit, nil].map { try Self.hash("E00000001", $0) }
        #expect(Set(kinds).count == 1)
        #expect(try Self.hash("E00000001", key: 8) != Self.hash("E00000001"))
        let message = Array("FareGate rail document E00000001".utf8)
        let whole = HMAC.sha256(message, key: [UInt8](repeating: 7, count: 32))
        #expect(try Self.hash("E00000001") == whole.prefix(8).reduce(0 as UInt64) { $0 << 8 | UInt64($1) })
        #expect(RailDocumentKey([1, 2, 3]) == nil)
    }

    @Test("random bytes do not trap", arguments: 0..<16)
    func randomBytes(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        for _ in 0..<1000 {
            var bytes = random.oneIn(2) ? random.bytes(random.below(24)) : Array("11010119000307000X".utf8)
            for _ in 0..<random.below(3) where !bytes.isEmpty { bytes[random.below(bytes.count)] = random.bytes(1)[0] }
            let document = RailDocument(bytes.span, kind: random.oneIn(2) ? nil : .permit)
            #expect(document == nil || bytes.count >= RailDocument.lengths.lowerBound)
        }
    }
}
