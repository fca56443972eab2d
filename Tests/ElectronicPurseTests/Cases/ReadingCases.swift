import CardEmulator
import ElectronicPurse
import SmartCard
import Testing

/// TU-F01 to F04, F11, F12, F14: what a purse says of itself, and what a gate makes of a wrong one.
struct ReadingCases {
    private func read(_ id: String) throws -> PurseCard {
        let gate = PurseGate()
        let result = try gate.tap(.read, PurseGate.card(id))
        #expect(result.text == "read read")
        return try #require(gate.card)
    }

    @Test("TU-F01 a T-Union card")
    func tUnion() throws {
        let card = try read("TU-F01")
        #expect(card.application.scheme == .tUnion)
        #expect(card.identity.number.masked == "310489*********0004")
        #expect(card.identity.validFrom.digits == 0x2019_0301 && card.identity.validTo.digits == 0x2040_1231)
        #expect(card.location?.city == 0x5840 && card.balance?.fen == 5710)
        #expect(card.journeys.isEmpty && card.transactions.isEmpty && card.skipped.isEmpty)
    }

    @Test("TU-F02 top bit of the balance, F03 overdraft", arguments: [("TU-F02", 5710), ("TU-F03", -250)])
    func balance(id: String, fen: Int) throws {
        #expect(try read(id).balance?.fen == fen)
    }

    @Test("TU-F04 Shenzhen Tong: read, not debited")
    func shenzhenTong() throws {
        let card = try read("TU-F04")
        #expect(card.application.scheme == .shenzhenTong && card.identity.checkDigit == 4)
        var digits: [UInt8] = []
        card.identity.number.appendDigits(to: &digits)
        #expect(String(decoding: digits, as: UTF8.self) == "12345678")
        let gate = PurseGate()
        #expect(try gate.tap(.entry, PurseGate.card("TU-F04")).text == "refused purse-is-read-only")
        #expect(gate.card?.balance?.fen == 5710)
    }

    @Test("TU-F11 a record of the year 1388 is left out")
    func oldRecord() throws {
        let card = try read("TU-F11-record")
        #expect(card.transactions.isEmpty)
        #expect(card.skipped == [PurseLayoutFault(.transactions, record: 1, at: 16, .noDate)])
    }

    @Test(
        "TU-F11, F12, F14: refused with the reason",
        arguments: [
            ("TU-F11-file-15", PurseReason.wrongLayout(PurseLayoutFault(.identity, at: 20, .tooShort(count: 20)))),
            ("TU-F12-blocked", .cardBlocked), ("TU-F12-application-blocked", .applicationBlocked),
            ("TU-F12-no-file", .fileMissing(.location)), ("TU-F12-no-journeys", .fileMissing(.journeys)),
            ("TU-F12-update", .cardRefused(status: 0x6982)), ("TU-F14", .expired),
        ])
    func refused(id: String, reason: PurseReason) throws {
        let gate = PurseGate()
        let card = try PurseGate.card(id)
        let result = try gate.tap(.entry, card, moment: PurseGate.day)
        #expect(result == PurseResult(.refused, reason))
        #expect(gate.proven.isEmpty && gate.intents.isEmpty && card.image.purse?.offlineSequence == 1)
    }

    @Test("TU-F14 valid through the last day, from the first one")
    func validity() throws {
        let gate = PurseGate()
        for (digits, text) in [
            (0x2026_1122_2359_59 as UInt64, "debited debited"), (0x2026_1123_0000_00, "refused expired"),
            (0x2019_0228_2359_59, "refused not-yet-valid"), (0x2019_0301_0000_00, "debited debited"),
        ] {
            let moment = try #require(PurseMoment(digits: digits))
            #expect(try gate.tap(.entry, PurseGate.card("TU-F14"), moment: moment).text == text)
        }
    }

    @Test("no purse on the card", arguments: [CardProfile.visa, .quickPassDebit])
    func noPurse(profile: CardProfile) throws {
        let card = VirtualCard(CardImage(profile), using: TestKeyGenerator(seed: "none"))
        #expect(try PurseGate().tap(.entry, card).text == "refused card-not-supported")
    }
}
