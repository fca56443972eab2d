import CardEmulator
import EMV
import SmartCard
import TestSupport
import Testing

/// Group A of emv-cases.md: what happens between card and reader.
struct TransportCases {
    /// A whole tap of the emulated credit card, from GET PROCESSING OPTIONS on.
    static let reading = "gpo, read 1.1, read 2.1, read 2.2, read 2.3, read 2.4, read 7.1"
    static let good = "accepted online-request authorise-later"

    @Test("QP-A01 normal exchange")
    func normalExchange() throws {
        let outcome = try CaseTap().present("QP-A01")
        #expect(outcome.text == Self.good && outcome.result.kernel?.card?.method == .fdda)
        #expect(outcome.flow == "ppse, select A000000333010102, " + Self.reading)
        let cash = CaseTap(.electronicCash).present(CardImage(.quickPassCash))
        #expect(cash.text == "accepted approved approved-offline" && cash.commands.count == 10)
    }

    @Test(
        "QP-A02 to A04: length, waiting data, warning",
        arguments: [
            ("QP-A02", good, "select A000000333010102 4E, " + reading),
            ("QP-A03", good, "get 4E, " + reading),
            ("QP-A03-twice", good, "get 27, get 27, " + reading),
            // The warning is what the entry point sees: the only application is blocked.
            ("QP-A04", "refused card-blocked", "get 00, get 4E"),
        ])
    func lengths(id: String, text: String, flow: String) throws {
        let outcome = try CaseTap().present(id)
        #expect(outcome.text == text)
        #expect(outcome.flow == "ppse, select A000000333010102, " + flow)
    }

    @Test("QP-A03, A02: a byte-oriented reader") func byteOriented() {
        let card = VirtualCard(CardImage(.quickPassCredit), using: SplitMix64(seed: 1))
        card.interface = .byteOriented
        let outcome = CaseTap().present(card)
        #expect(outcome.text == Self.good)
        // GET RESPONSE for three answers, the right length for six records.
        #expect(outcome.commands.count == 9 + 3 + 6)
    }

    @Test("QP-A05 endless 61xx")
    func endless() throws {
        let outcome = try CaseTap().present("QP-A05")
        #expect(outcome.text == "refused card-answers-too-much" && !outcome.opens)
        #expect(outcome.commands.count == 2 + CommandExchange.mostGetResponses)
    }

    @Test("QP-A06 answer too short", arguments: ["QP-A06-one-byte", "QP-A06-empty"])
    func tooShort(id: String) throws {
        let outcome = try CaseTap().present(id)
        #expect(outcome.text == "again link-fault" && outcome.commands.count == 2 && !outcome.result.isTorn)
    }

    /// The same at each command of the tap.
    @Test("QP-A06 answer too short, anywhere", arguments: 0..<9, [[], [0x90]] as [[UInt8]])
    func tooShortAnywhere(place: Int, answer: [UInt8]) {
        let channel = CaseChannel(VirtualCard(CardImage(.quickPassCredit), using: SplitMix64(seed: 1)))
        channel.spoil = { (at, bytes) throws(CardChannelError) in if at == place { bytes = answer } }
        let outcome = CaseTap().present(over: channel)
        #expect(outcome.text == (place == 8 ? "again link-fault torn" : "again link-fault"))
        #expect(outcome.commands.count == place + 1)
    }

    @Test(
        "QP-A07 card removed in the middle",
        arguments: [
            ("QP-A07-processing-options", 3, "again card-removed"), ("QP-A07-second-record", 5, "again card-removed"),
            ("QP-A07-last-record", 9, "again card-removed torn"),
        ])
    func removed(id: String, commands: Int, text: String) throws {
        let card = VirtualCard(CardImage(try #require(CardFault(id: id))), using: SplitMix64(seed: 1))
        let outcome = CaseTap().present(card)
        #expect(outcome.text == text && !outcome.opens)
        #expect(outcome.commands.count == commands)
        // The same card once more: a tap like any other, and known to be the one that left.
        let again = CaseTap().present(card)
        #expect(again.text == Self.good)
        let genuine = try #require(again.result.kernel?.card)
        if let torn = outcome.result.torn {
            #expect(torn.pan == genuine.pan && torn.counter + 1 == genuine.transactionCounter)
        }
    }

    @Test("QP-A07 electronic cash torn at the last record")
    func tornCash() throws {
        let fault = try #require(CardFault(id: "QP-A07-cash-last-record"))
        let card = VirtualCard(CardImage(fault), using: SplitMix64(seed: 1))
        let outcome = CaseTap(.electronicCash).present(card)
        #expect(outcome.text == "again card-removed torn" && outcome.commands.count == 10)
        #expect(outcome.result.torn?.counter == card.image.transactionCounter)
        #expect(card.image.cashBalanceFen == 50_00)
    }

    @Test("QP-A08 tap too short")
    func leavesAfterDirectory() throws {
        let card = VirtualCard(CardImage(try #require(CardFault(id: "QP-A08"))), using: SplitMix64(seed: 1))
        let outcome = CaseTap().present(card)
        #expect(outcome.text == "again card-removed" && outcome.flow == "ppse, select A000000333010102")
        #expect(CaseTap().present(card).text == Self.good)
    }

    @Test("QP-A09 two cards in the field")
    func collision() throws {
        let outcome = try CaseTap().present("QP-A09")
        #expect(outcome.text == "again more-than-one-card" && outcome.commands.isEmpty)
    }

    /// A second card that comes into the field later, at each command.
    @Test("QP-A09 a collision in the middle", arguments: 0..<9)
    func laterCollision(place: Int) {
        let channel = CaseChannel(VirtualCard(CardImage(.quickPassCredit), using: SplitMix64(seed: 1)))
        channel.spoil = { (at, _) throws(CardChannelError) in if at == place { throw .collision } }
        let outcome = CaseTap().present(over: channel)
        #expect(outcome.text == "again more-than-one-card" && outcome.commands.count == place + 1)
    }

    @Test("QP-A10 late answer")
    func late() throws {
        let outcome = try CaseTap().present("QP-A10")
        #expect(outcome.text == "again timed-out" && outcome.flow == "ppse, select A000000333010102, gpo")
        #expect(outcome.microseconds == 900_000)
    }

    /// No answer is late, all together they are: the cap on the dialogue.
    @Test("QP-A10 a slow dialogue")
    func slowDialogue() {
        let card = VirtualCard(CardImage(.quickPassCredit), using: SplitMix64(seed: 1))
        card.timing.directoryMicroseconds = 300_000
        card.timing.selectionMicroseconds = 300_000
        card.timing.processingOptionsMicroseconds = 300_000
        card.timing.otherMicroseconds = 300_000
        let outcome = CaseTap().present(card)
        #expect(outcome.text == "again timed-out" && outcome.commands.count == 6)
        #expect(outcome.microseconds == 1_800_000)
    }
}
