import CardEmulator
import Testing

/// What any card does with commands: selection, GET RESPONSE, lengths, time.
struct ProtocolTests {
    private let selectCredit = "00A4040008A00000033301010200"

    @Test func answersToReset() throws {
        let card = VirtualCard.make(CardImage(.quickPassCredit))
        let answer = try card.reset()
        #expect(hex(answer.prefix(4)) == "3B888001")
        #expect(answer.dropFirst().reduce(0, ^) == 0, "check byte")
        #expect(answer.count == 3 + 1 + 8 + 1)
    }

    @Test(arguments: [
        ("00A4040008000000000000000000", "6A82"),  // no such application
        ("00A4040005A00000033300", "6F*"),  // the beginning of a name
        ("00A40402 05 A000000333 00", "6F*"),  // next occurrence, nothing selected: the first
        ("80A8000002830000", "6D00"),  // nothing selected
        ("00B2010C00", "6D00"), ("00C0000000", "6985"), ("90A4040008A00000033301010200", "6E00"),
        ("00A404", "6700"), ("00A40400FF00", "6700"), ("", "6700"), ("00A40400", "6A82"),
        ("00A40000021001", "6A82"),
    ])
    func answersWithoutApplication(command: String, expected: String) {
        let answer = VirtualCard.make(CardImage(.quickPassCredit)).ask(command)
        #expect(answer == expected || expected.hasSuffix("*") && answer.hasPrefix(expected.dropLast()))
    }

    @Test(arguments: [
        ("80500000", "6D00"), ("0082000008 0000000000000000", "6D00"), ("00B2010C00", "6985"),
        ("80A8000002830000", "6A80"), ("80A80000028300", "6A80"), ("80A80100028300", "6A86"),
        ("80CA000000", "6A88"), ("008800000401020304 00", "6985"), ("80AE800000", "6985"), ("00B201FC00", "6985"),
    ])
    func answersInApplication(command: String, expected: String) {
        let card = VirtualCard.make(CardImage(.quickPassCredit))
        _ = card.ask(selectCredit)
        #expect(card.ask(command) == expected)
    }

    @Test func selectsTheNextOfAPartialName() throws {
        let card = try #require(VirtualCard.fault("QP-B03"))
        let partial = "05A00000033300"
        var names: [String] = []
        var answer = card.ask("00A40400" + partial)
        while answer.hasSuffix("9000"), names.count < 9 {
            names.append(String(answer.dropFirst(8).prefix(16)))
            answer = card.ask("00A40402" + partial)
        }
        #expect(names == ["A000000333010101", "A000000333010102", "A000000333010103"])
        #expect(answer == "6A82")
    }

    @Test func givesOneAnswerToGetProcessingOptions() throws {
        let card = VirtualCard.make(CardImage(.quickPassCredit))
        let options = hex(HandTerminal().processingOptions(bytes("9F66049F02069F03069F1A0295055F2A029A039C019F3704")))
        _ = card.ask(selectCredit)
        #expect(card.ask(options).hasPrefix("77"))
        #expect(card.ask(options) == "6985")
        _ = card.ask(selectCredit)
        #expect(card.ask(options).hasPrefix("77"))
        #expect(card.image.transactionCounter == 2)
        #expect(card.ask("00B2050C00") == "6A83")
        #expect(card.ask("00B2015C00") == "6A82")
    }

    @Test func waitsForGetResponse() throws {
        let good = VirtualCard.make(CardImage(.quickPassCredit)).ask(selectCredit)
        let once = try #require(VirtualCard.fault("QP-A03"))
        #expect(once.ask(selectCredit) == "614E")
        #expect(once.ask("00C000004E") == good)
        #expect(once.ask("00C000004E") == "6D00")
        #expect(once.ask("00A404000500000000FF00") == "6A82", "nothing to wait for")
        let twice = try #require(VirtualCard.fault("QP-A03-twice"))
        #expect(twice.ask(selectCredit) == "6127")
        let first = twice.ask("00C0000027")
        #expect(first.hasSuffix("6127"))
        #expect(first.dropLast(4) + twice.ask("00C0000027") == good)
        let wrong = try #require(VirtualCard.fault("QP-A02"))
        #expect(wrong.ask(selectCredit) == "6C4E")
        #expect(wrong.ask(selectCredit.dropLast(2) + "4E") == good)
        let warning = try #require(VirtualCard.fault("QP-A04"))
        #expect(warning.ask(selectCredit) == "6283")
        #expect(warning.ask("00C0000000") == "6C4E")
        #expect(warning.ask("00C000004E") == good)
        let endless = try #require(VirtualCard.fault("QP-A05"))
        #expect(endless.ask(selectCredit) == "6100")
        for _ in 0..<40 { #expect(endless.ask("00C0000000") == "6100") }
    }

    @Test func speaksByteOriented() throws {
        let good = VirtualCard.make(CardImage(.quickPassCredit)).ask(selectCredit)
        let card = VirtualCard.make(CardImage(.quickPassCredit))
        card.interface = .byteOriented
        #expect(card.ask(String(selectCredit.dropLast(2))) == "614E")
        #expect(card.ask("00C000004E") == good)
        #expect(card.ask("80CA9F3600") == "6C05")
        #expect(card.ask("80CA9F3605") == "9F360200009000")
    }

    @Test func reportsTime() throws {
        let card = VirtualCard.make(CardImage(.quickPassCredit))
        _ = try HandTerminal().tap(card, name: "A000000333010102")
        #expect(card.elapsedMicroseconds == 0)
        card.timing = .phone
        _ = try card.reset()
        let tap = try HandTerminal().tap(card, name: "A000000333010102")
        let count = tap.reduce(0) { $0 + $1.command.count + $1.answer.count }
        #expect(card.elapsedMicroseconds == 100_000 + (tap.count - 3) * 8_000 + count * 100)
        let slow = try #require(VirtualCard.fault("QP-G04"))
        _ = try HandTerminal().tap(slow, name: "A000000333010102")
        #expect(slow.elapsedMicroseconds == 300_000)
    }

    /// A late answer is lost with the card's field; the next presentation counts on.
    @Test func losesLateAnswers() throws {
        let card = try #require(VirtualCard.fault("QP-A10"))
        #expect(throws: (any Error).self) { try HandTerminal().tap(card, name: "A000000333010102") }
        #expect(card.lastMicroseconds == card.timeoutMicroseconds)
        #expect(card.ask(selectCredit) == "removed")
        _ = try card.reset()
        #expect(card.ask(selectCredit).hasSuffix("9000"))
        #expect(card.image.transactionCounter == 1)
    }

    @Test func comesBackAfterLeaving() throws {
        for id in ["QP-A07-processing-options", "QP-A07-second-record", "QP-A07-last-record", "QP-A08"] {
            let card = try #require(VirtualCard.fault(id))
            #expect(throws: (any Error).self) { try HandTerminal().tap(card, name: "A000000333010102") }
            #expect(card.ask(selectCredit) == "removed")
            _ = try card.reset()
            let tap = try HandTerminal().tap(card, name: "A000000333010102")
            #expect(TapVerifier(authority: TapVerifier.testKeys).verify(tap) == "ok", "\(id)")
        }
        let two = try #require(VirtualCard.fault("QP-A09"))
        #expect(throws: (any Error).self) { try two.reset() }
    }
}
