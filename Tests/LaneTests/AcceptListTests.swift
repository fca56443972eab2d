import CardEmulator
import EMV
import Gate
import Journal
import TestSupport
import Testing

@testable import Lane

/// What an operator takes at all.
struct AcceptListTests {
    private static func list(_ text: String) throws -> AcceptList { try AcceptList(parsing: Array(text.utf8)) }

    /// A row each: a list, and what becomes of a UnionPay debit card.
    @Test(
        arguments: [
            ("medium quickpass\n", "entered"), ("medium t-union\nmedium qr-code\n", "medium-not-accepted"),
            ("medium quickpass\napplication A000000333\n", "entered"),
            ("# debit\r\n\nmedium quickpass\r\napplication A000000333010101", "entered"),
            ("medium quickpass\napplication A000000333010102\n", "card-not-supported"),
        ])
    func cards(text: String, reason: String) throws {
        let rig = try LaneRig(try TemporaryFolder(), time: try TestTime("2026-11-24 08:00:00"))
        let tokenizer = try #require(CardTokenizer(key: LaneRig.tokenKey, identifier: 1))
        let cards = CardAcceptance(
            rig.book, keys: EmulatorTrust.keys, tokenizer: tokenizer, denyList: CardDenyList())
        cards.accept(try Self.list(text))
        rig.lane.use(cards)
        let tap = rig.lane.present(VirtualCard(CardImage(.quickPassDebit)))
        try rig.close()
        #expect(tap.reason == reason && (tap.outcome == .open) == (reason == "entered"))
    }

    @Test(
        "a line that is none, and a list that takes nothing",
        arguments: [
            ("", 0), ("application A000000333\n", 0), ("medium bus\n", 1), ("medium  quickpass\n", 1),
            ("medium quickpass\napplication A0\n", 2), ("medium quickpass\n\nbin 622262\n", 3), ("medium\n", 1),
            ("medium quickpass\n" + String(repeating: "#\n", count: 1000), 1001),
        ])
    func malformed(text: String, line: Int) {
        #expect(throws: AcceptListFault(line: line)) { try Self.list(text) }
    }

    @Test(arguments: 0..<16 as Range<UInt64>)
    func randomBytes(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let pieces = ["medium ", "quickpass", "application ", "A000000333", "\n", " ", "#", "\r\n", "\u{FF}"]
        for _ in 0..<1000 {
            let text = (0..<Int.random(in: 0..<8, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }.joined()
            guard let list = try? Self.list(text) else { continue }
            #expect(!list.media.isEmpty)
        }
    }
}
