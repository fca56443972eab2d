import CardCrypto
import EMV
import Settlement
import SmartCard
import TestSupport
import Testing

/// The test acquirer: what opens, what belongs to its tap, what is declined; and the deny list that follows.
struct AcquirerTests {
    private static let key: [UInt8] = (1...32).map { UInt8($0) }
    private static var tokenizer: CardTokenizer? { CardTokenizer(key: [UInt8](repeating: 5, count: 32), identifier: 1) }

    private static func box(to key: [UInt8] = key, counter: String = "0007", context: [UInt8]? = nil) throws -> String {
        let data = try #require(
            Hex.bytes(
                "57106222021234567890D30122210000000F 9F26081122334455667788 9F3602\(counter) 9F3704AABBCCDD"))
        var generator = SplitMix64(seed: 1)
        let publicKey = try #require(SealedBox.publicKey(of: key))
        let sealed = SealedBox.seal(
            data, to: publicKey, context: context ?? AuthorisationData.context, using: &generator)
        return Hex.text(try #require(sealed))
    }

    private static let token = "0000000000000001000000000000000a"

    private static func answer(
        _ sealed: String, atc: String = "7", fen: Int = 500, rule: DeclineRule = .none, tokenizer: CardTokenizer? = nil
    ) throws -> String {
        var acquirer = TestAcquirer(privateKey: key, rule: rule, tokenizer: tokenizer)
        try acquirer.takeAccounts("a", Array("token,collect_fen\n\(token),\(fen)\n".utf8))
        let row = "g-1-2,\(token),2026-11-24 09:00:00,\(atc),\(0xAABB_CCDD as UInt32),\(sealed)\n"
        try acquirer.takeAuthorisations("b", Array(("tap_id,token,time,atc,un,sealed\n" + row).utf8))
        return try #require(acquirer.answers().first).result.rawValue
    }

    @Test func answers() throws {
        let good = try Self.box()
        #expect(try Self.answer(good) == "approved")
        #expect(try Self.answer(good, fen: 0) == "nothing-due")
        #expect(try Self.answer(good, fen: -1000) == "owed-back")
        #expect(try Self.answer(good, atc: "8") == "not-of-this-tap")
        #expect(try Self.answer(good, tokenizer: Self.tokenizer) == "not-of-this-tap")
        #expect(try Self.answer(try Self.box(to: [UInt8](repeating: 9, count: 32))) == "not-openable")
        #expect(try Self.answer(try Self.box(context: [1])) == "not-openable")
        #expect(try Self.answer(good, rule: .over(499)) == "declined")
        #expect(try Self.answer(good, rule: .over(500)) == "approved")
        #expect(try Self.answer(good, rule: .every(1)) == "declined")
        #expect(try Self.answer(good, rule: .token(Self.token)) == "declined")
    }

    @Test("an amount that no batch writes is refused: sums of such would overflow", arguments: [1, -1])
    func amounts(sign: Int) throws {
        var acquirer = TestAcquirer(privateKey: Self.key, rule: .none, tokenizer: nil)
        #expect(throws: (any Error).self) {
            try acquirer.takeAccounts("a", Array("token,collect_fen\n\(Self.token),\(sign * 1_000_000_000_001)\n".utf8))
        }
    }

    @Test("of two boxes the younger one is asked about, wherever its row stands", arguments: [false, true])
    func youngest(isFirst: Bool) throws {
        var acquirer = TestAcquirer(privateKey: Self.key, rule: .none, tokenizer: nil)
        try acquirer.takeAccounts("a", Array("token,collect_fen\n\(Self.token),500\n".utf8))
        let entry = "g2-1-7,\(Self.token),2026-11-24 08:00:00,6,1,00\n"
        let exit = "g1-1-2,\(Self.token),2026-11-24 09:00:00,7,\(0xAABB_CCDD as UInt32),\(try Self.box())\n"
        let rows = isFirst ? exit + entry : entry + exit
        try acquirer.takeAuthorisations("b", Array(("tap_id,token,time,atc,un,sealed\n" + rows).utf8))
        let answer = try #require(acquirer.answers().first)
        #expect(answer.tap == "g1-1-2" && answer.result == .approved)
    }

    @Test(arguments: [
        ("none", true), ("every:3", true), ("every:0", false), ("over:-1", false), ("over:5", true),
        ("token:00", false),
        ("", false), ("none:1", false), ("all", false),
    ])
    func rules(text: String, isRule: Bool) {
        #expect((DeclineRule(text) != nil) == isRule)
    }

    @Test("declined cards come on the list, repaid ones off it, and only a change is a new version")
    func denyList() throws {
        let (one, two) = (CardTokenValue(high: 1, low: 1), CardTokenValue(high: 2, low: 2))
        let list = try #require(CardDenyList().changed(adding: [two, one], removing: []))
        #expect(list.version == 1 && list.lists(one) && list.lists(two))
        #expect(list.changed(adding: [one], removing: []) == list)
        let repaid = try #require(list.changed(adding: [], removing: [one]))
        #expect(repaid.version == 2 && !repaid.lists(one) && repaid.lists(two))
        #expect(try CardDenyList(parsing: Array(list.text.utf8)) == list)
        let again = try #require(repaid.changed(adding: [one], removing: [one]))
        #expect(again.lists(one), "repaid before, and declined since")
        let hashed = try CardDenyList(parsing: Array("token \(one.text)\n".utf8))
        #expect(hashed.changed(adding: [two], removing: []) == nil)
    }
}
