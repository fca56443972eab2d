import CardEmulator
import Testing

/// Which cryptogram a card gives, and with what (emv.md 3.2, 3.4, 5.1).
struct CryptogramTests {
    /// Profile, TTQ, amount; then the second byte of the CVR, and whether there is a file locator and a `9F69`.
    @Test(arguments: [
        ("quickpass-credit", "21800080", "000000000001", "A0 afl 9f69"),  // deferred
        ("quickpass-credit", "21000080", "000000000001", "A0"),  // no online cryptogram required
        ("quickpass-credit", "20800080", "000000000001", "A0"),  // no authentication for online
        ("quickpass-credit", "28000080", "000000000001", "80"),  // offline reader, no electronic cash
        ("quickpass-credit", "21800000", "000000000001", "A0 afl"),  // reader knows version 00 only
        ("quickpass-legacy", "21800080", "000000000001", "A0"),
        ("quickpass-cash", "20000080", "000000000300", "90 afl 9f69"),
        ("quickpass-cash", "28000080", "000000005000", "90 afl 9f69"),  // the whole balance
        ("quickpass-cash", "28000080", "000000005001", "80"),  // more than the balance
        ("quickpass-cash", "20000080", "000000005001", "A0"),
        ("quickpass-cash", "21800080", "000000000300", "A0"),  // DF61 82: not for online
        ("QP-D03", "28000080", "000000000300", "80"),  // currency
        ("QP-D03", "20000080", "000000000300", "A0"),
        ("QP-D06", "21800080", "000000000000", "80"),  // prepaid and amount 0
        ("QP-D06", "21800080", "000000000001", "A0 afl 9f69"),
        ("t-union", "20000080", "000000000300", "90 afl 9f69"),
    ])
    func decides(card name: String, qualifiers: String, amount: String, expected: String) throws {
        let image = try #require(
            CardProfile(rawValue: name).map { CardImage($0) } ?? CardFault(id: name).map { CardImage($0) })
        let application = try #require(image.applications.first).identifier
        let terminal = HandTerminal(qualifiers: qualifiers, amount: amount)
        let tap = try terminal.tap(VirtualCard.make(image), name: hex(application))
        let evidence = try #require(TapVerifier.Evidence(tap))
        var found = [hex([evidence[0x9F10][4]])]
        if evidence.objects[0x94] != nil { found.append("afl") }
        if evidence.objects[0x9F69] != nil { found.append("9f69") }
        #expect(found.joined(separator: " ") == expected)
        if found.contains("9f69") {
            #expect(TapVerifier(authority: TapVerifier.testKeys).verify(tap) == "ok")
        }
        #expect((evidence.objects[0x9F4B] != nil) == found.contains("afl"))
    }

    /// TTQ byte 1, b7 is tested before b6: the card leaves qPBOC and answers in format 80.
    @Test func leavesQuickPass() throws {
        let tap = try HandTerminal(qualifiers: "61800080").tap(
            VirtualCard.make(CardImage(.quickPassDebit)), name: "A000000333010101")
        #expect(tap[2].answer[0] == 0x80)
        #expect(hex(tap[2].data.suffix(12)) == "080101011001040018010100")
    }

    @Test func refusesReadersWithoutQuickPass() throws {
        let tap = try HandTerminal(qualifiers: "00000000").tap(
            VirtualCard.make(CardImage(.quickPassDebit)), name: "A000000333010101")
        #expect(tap.last?.status == "6985")
    }

    @Test func countsTransactions() throws {
        let card = VirtualCard.make(CardImage(.quickPassCash))
        let terminal = HandTerminal(qualifiers: "20000080", amount: "000000000300")
        for round in 1...3 {
            let tap = try terminal.tap(card, name: "A000000333010101")
            #expect(TapVerifier.Evidence(tap)?[0x9F36] == [0x00, UInt8(round)])
            #expect(card.image.transactionCounter == UInt16(round))
            // The last record is what takes the money, and reading it again takes none.
            #expect(card.image.cashBalanceFen == 5000 - 300 * round)
            #expect(card.ask("00B2013C00").hasSuffix("9000"))
            #expect(card.image.cashBalanceFen == 5000 - 300 * round)
        }
        #expect(card.ask("80CA9F7900") == "9F7906000000004100" + "9000")
        #expect(card.ask("80CA9F3600") == "9F36020003" + "9000")
        #expect(card.ask("80CA9F1700") == "6A88")
    }

    /// No answer is longer than a short one can be.
    @Test(arguments: [CardProfile.quickPassCash, .quickPassDebit, .visa])
    func fitsShortAnswers(profile: CardProfile) throws {
        let chain = try #require(KeyChain(authorityIndex: 0xF4, issuerBits: 1984, cardBits: 1984))
        let card = VirtualCard.make(CardImage(profile, chain: chain))
        let terminal = HandTerminal(
            qualifiers: profile == .quickPassCash ? "20000080" : "21800080", amount: "000000000300")
        let name = profile == .visa ? "A0000000031010" : "A000000333010101"
        let tap = try terminal.tap(card, name: name)
        #expect(tap.allSatisfy { $0.answer.count <= 258 })
        var verifier = TapVerifier(authority: TapVerifier.testKeys)
        if profile == .visa {
            verifier.format = 0x95
            verifier.shortestData = 7
        }
        #expect(verifier.verify(tap) == "ok")
    }

    @Test func tornElectronicCashKeepsItsMoney() throws {
        let card = try #require(VirtualCard.fault("QP-A07-cash-last-record"))
        let terminal = HandTerminal(qualifiers: "20000080", amount: "000000000300")
        #expect(throws: (any Error).self) { try terminal.tap(card, name: "A000000333010101") }
        #expect(card.image.cashBalanceFen == 5000)
        #expect(card.image.transactionCounter == 1)
        _ = try card.reset()
        _ = try terminal.tap(card, name: "A000000333010101")
        #expect(card.image.cashBalanceFen == 4700)
    }

    @Test func stopsAtTheLastTransactionCounter() throws {
        var image = CardImage(.quickPassCredit)
        image.transactionCounter = 0xFFFF
        let tap = try HandTerminal().tap(VirtualCard.make(image), name: "A000000333010102")
        #expect(tap.last?.status == "6985")
    }
}
