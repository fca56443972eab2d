import CardEmulator
import EMV
import Foundation
import Gate
import Journal
import Lane
import SmartCard
import TestSupport
import Testing

/// A number whose card failed authentication is refused at this gate for a short while (emv.md, 4.6).
@Suite(.serialized)
struct BarredCardTests {
    /// A forged card, then a genuine one of the same number.
    @Test("refused while the time runs, and taken afterwards", arguments: [60, 0] as [UInt32])
    func barred(seconds: UInt32) throws {
        let folder = try TemporaryFolder()
        let time = try TestTime("2026-11-24 08:00:00")
        let rig = try LaneRig(folder, time: time)
        rig.cards.barSeconds = seconds
        let forged = rig.lane.present(VirtualCard(CardImage(try #require(CardFault(id: "QP-E07")))))
        #expect(forged.reason == "authentication-failed" && forged.token == nil)
        let genuine = VirtualCard(CardImage(.quickPassCredit))
        let first = rig.lane.present(genuine)
        #expect(first.reason == (seconds > 0 ? "barred" : "entered"))
        // Another number is not touched by it.
        #expect(rig.lane.present(VirtualCard(CardImage(.quickPassDebit))).outcome == .open)
        time.skip(seconds: 61)
        let last = rig.lane.present(genuine)
        #expect(last.reason == (seconds > 0 ? "entered" : "pass-back"))
        try rig.close()

        let contents = try JournalContents(folder)
        let token = try #require(first.token)
        #expect(contents.notes == ["card suspect: authentication-failed ctq_mismatch, claims token \(token.text)"])
        let refused = contents.taps.filter { $0.outcome == .refused }
        #expect(refused.map(\.reason) == (seconds > 0 ? [.barred] : [.passBack]))
        #expect(refused.allSatisfy { $0.sealedData.isEmpty && $0.chargeFen == 0 })
    }

    @Test("one number more takes the place of the oldest; a number barred again stays one entry")
    func bounded() {
        var cards = BarredCards()
        func token(_ number: Int) -> CardTokenValue { CardTokenValue(high: 0, low: UInt64(number)) }
        for number in 0..<BarredCards.most { cards.bar(token(number), until: 100) }
        cards.bar(token(1), until: 200)
        #expect(cards.bars(token(0), at: 99) && !cards.bars(token(0), at: 100))
        #expect(cards.bars(token(1), at: 199))
        for number in 0..<BarredCards.most {
            cards.bar(token(1000 + number), until: 100)
            #expect(cards.bars(token(1000 + number), at: 0) && !cards.bars(token(number), at: 0))
        }
        #expect(!cards.bars(token(5000), at: 0))
    }
}
