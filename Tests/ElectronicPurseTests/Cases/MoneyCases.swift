import CardEmulator
import ElectronicPurse
import SmartCard
import Testing

/// TU-F07 to F10: wrong MACs, lost answers, replays, too little money.
struct MoneyCases {
    /// A card of a case that has entered at this gate, whatever its debit does.
    private func inside(_ id: String, _ gate: PurseGate) throws -> VirtualCard {
        var image = CardImage(try #require(CardFault(id: "TU-F05-inside")))
        image.apply(try #require(CardFault(id: id)))
        return VirtualCard(image, using: TestKeyGenerator(seed: id))
    }

    @Test("TU-F07 a wrong MAC2 or TAC: suspicious, and no second debit", arguments: ["TU-F07", "TU-F07-tac"])
    func wrongMAC(id: String) throws {
        let gate = PurseGate()
        let card = try inside(id, gate)
        let first = try gate.tap(.exit, card)
        #expect(first.text == (id == "TU-F07" ? "suspicious wrong-mac2" : "suspicious wrong-tac"))
        #expect(gate.proven.isEmpty && gate.intents.count == 1)
        #expect(card.image.purse?.balanceFen == 5210)
        // The debit did happen, and the card can prove it the second time.
        #expect(try gate.tap(.exit, card).text == "debited again-shown debit-recovered")
        #expect(card.image.purse?.balanceFen == 5210 && gate.proven.map(\.intent.amountFen) == [500])
    }

    @Test(
        "TU-F08 no answer to the debit: charged exactly once",
        arguments: [
            ("TU-F08-debited", "debited again-shown debit-recovered", true, true),
            ("TU-F08-not-debited", "debited debited", true, true),
            ("TU-F08-no-proof", "debited again-shown debit-recovered", false, false),
            ("TU-F08-no-records", "debited again-shown debit-recovered", false, false),
            ("TU-F08-zero", "debited again-shown debit-recovered", false, false),
        ])
    func torn(id: String, second: String, hasTAC: Bool, isVerified: Bool) throws {
        let gate = PurseGate()
        let card = try inside(id, gate)
        #expect(try gate.tap(.exit, card).text == "unknown card-removed")
        #expect(gate.proven.isEmpty && gate.intents.count == 1)
        #expect(try gate.tap(.exit, card).text == second)
        #expect(card.image.purse?.balanceFen == 5210)
        #expect(gate.proven.count == 1 && gate.intents.isEmpty)
        let proof = try #require(gate.proven.first)
        #expect(proof.intent.amountFen == 500 && (proof.answer != nil) == hasTAC && proof.isVerified == isVerified)
        // And the third time there is nothing to leave from.
        #expect(try gate.tap(.exit, card).text == "refused not-entered")
    }

    @Test("TU-F08 a card that proves its debit wrongly")
    func falseProof() throws {
        let gate = PurseGate()
        let card = try inside("TU-F08-false-proof", gate)
        #expect(try gate.tap(.exit, card).text == "unknown card-removed")
        #expect(try gate.tap(.exit, card).text == "suspicious wrong-mac2")
        #expect(card.image.purse?.balanceFen == 5210 && gate.proven.isEmpty)
    }

    /// A debit that was made, and a card that has gone on since or comes for something else: it is settled, and the new
    /// tap is a tap of its own.
    @Test("TU-F08 an old debit opens no gate", arguments: [false, true])
    func anotherTap(hasGoneOn: Bool) throws {
        let gate = PurseGate()
        let card = try inside("TU-F08-debited", gate)
        #expect(try gate.tap(.exit, card).text == "unknown card-removed")
        if hasGoneOn {
            // Elsewhere in, and here out.
            let other = PurseGate()
            #expect(try other.tap(.entry, card, moment: PurseGate.day).text == "debited debited")
            #expect(try gate.tap(.exit, card, fare: 300).text == "debited debited")
            #expect(gate.proven.map(\.intent.amountFen) == [500, 300] && card.image.purse?.balanceFen == 4910)
        } else {
            #expect(try gate.tap(.entry, card).text == "debited debited")
            #expect(gate.proven.map(\.intent.amountFen) == [500, 0] && card.image.purse?.balanceFen == 5210)
        }
        #expect(gate.intents.isEmpty)
    }

    @Test("TU-F08 an old debit ends the tap where the gate wants it so")
    func oldDebitAlone() throws {
        let gate = PurseGate()
        gate.settlesOldDebits = false
        let card = try inside("TU-F08-debited", gate)
        #expect(try gate.tap(.exit, card).text == "unknown card-removed")
        #expect(try gate.tap(.entry, card).text == "debited again-shown debit-recovered")
        #expect(try gate.tap(.entry, card).text == "debited debited")
        #expect(gate.proven.map(\.intent.amountFen) == [500, 0] && card.image.purse?.balanceFen == 5210)
    }

    @Test("TU-F08 another place: the old debit is settled, and the card is inside already")
    func anotherPlace() throws {
        let gate = PurseGate()
        let card = try PurseGate.card("TU-F08-debited")
        #expect(try gate.tap(.entry, card).text == "unknown card-removed")
        gate.place = 0x99
        #expect(try gate.tap(.entry, card).text == "refused already-inside")
        #expect(gate.proven.map(\.intent.amountFen) == [0] && gate.intents.isEmpty)
    }

    @Test(
        "TU-F08 torn entries are found again too", arguments: ["TU-F08-debited", "TU-F08-zero", "TU-F08-not-debited"])
    func tornEntry(id: String) throws {
        let gate = PurseGate()
        let card = try PurseGate.card(id)
        #expect(try gate.tap(.entry, card).text == "unknown card-removed")
        let again = try gate.tap(.entry, card)
        #expect(again.text == (id == "TU-F08-not-debited" ? "debited debited" : "debited again-shown debit-recovered"))
        #expect(card.image.purse?.journeys.count == 1 && gate.intents.isEmpty)
    }

    @Test("TU-F09 the card refuses a replayed MAC1")
    func replayToTheCard() throws {
        let gate = PurseGate()
        let card = try PurseGate.card("TU-F09")
        let channel = TearingChannel(card)
        _ = try gate.tap(.entry, channel)
        let before = card.image.purse
        // The same commands once more, and the debit alone.
        var answer: [UInt8] = []
        for command in channel.commands { try card.transmit(command, into: &answer) }
        #expect(answer == [0x93, 0x02] && card.image.purse == before)
        try card.transmit(channel.commands[channel.commands.count - 1], into: &answer)
        #expect(answer == [0x69, 0x85] && card.image.purse == before)
    }

    @Test("TU-F09 the gate does not believe replayed answers")
    func replayToTheGate() throws {
        let gate = PurseGate()
        let channel = TearingChannel(try PurseGate.card("TU-F09"))
        #expect(try gate.tap(.entry, channel).text == "debited debited")
        let replayed = Script(channel.answers)
        #expect(try gate.tap(.entry, replayed).text == "suspicious wrong-mac2")
        #expect(gate.proven.count == 1)
    }

    @Test("TU-F10 too little money", arguments: ["TU-F10", "TU-F10-status"])
    func money(id: String) throws {
        let gate = PurseGate()
        let channel = TearingChannel(try inside(id, gate))
        #expect(try gate.tap(.exit, channel).text == "refused not-enough-money")
        #expect(!channel.words.contains("8054") && gate.intents.isEmpty)
    }

    @Test("the overdraft is spent when the balance is")
    func overdraft() throws {
        let gate = PurseGate()
        var image = CardImage(try #require(CardFault(id: "TU-F05-inside")))
        image.purse?.balanceFen = 300
        image.purse?.overdraftLimitFen = 200
        let card = VirtualCard(image, using: TestKeyGenerator(seed: "overdraft"))
        #expect(try gate.tap(.exit, card).text == "debited debited")
        #expect(card.image.purse?.balanceFen == 0 && card.image.purse?.overdraftUsedFen == 200)
        _ = try gate.tap(.read, card)
        #expect(gate.card?.balance?.fen == -200)
    }

    /// What the card has done is asked for at the next presentation; `61xx` gives the answer that there is.
    @Test(
        "the debit is sent once, whatever length the card would like",
        arguments: [(0x6C, "unknown bad-answer"), (0x61, "debited debited")] as [(UInt8, String)])
    func debitOnce(status: UInt8, text: String) throws {
        let gate = PurseGate()
        let card = try inside("TU-F06", gate)
        let channel = TearingChannel(card)
        var proof: [UInt8] = []
        channel.spoil = { command, answer in
            if command[1] == 0x54 {
                proof = answer
                answer = [status, 0x08]
            }
        }
        channel.answersItself = { $0[1] == 0xC0 ? proof : nil }
        #expect(try gate.tap(.exit, channel).text == text)
        #expect(channel.words.count { $0 == "8054" } == 1)
        if status == 0x6C { #expect(try gate.tap(.exit, card).text == "debited again-shown debit-recovered") }
        #expect(card.image.purse?.balanceFen == 5210 && gate.proven.count == 1)
    }

    @Test("an intent that cannot be kept: nothing is debited")
    func notKept() throws {
        let gate = PurseGate()
        gate.canKeep = false
        let channel = TearingChannel(try PurseGate.card("TU-F06"))
        #expect(try gate.tap(.entry, channel).text == "refused intent-not-kept")
        #expect(channel.words.last == "80DC")
    }
}

/// Answers in their order, whatever the commands.
final class Script: CardChannel {
    private let answers: [[UInt8]]
    private var next = 0

    init(_ answers: [[UInt8]]) { self.answers = answers }

    func reset() throws(CardChannelError) -> [UInt8] {
        next = 0
        return []
    }

    func transmit(_ command: [UInt8], into answer: inout [UInt8]) throws(CardChannelError) {
        guard next < answers.count else { throw .removed }
        answer = answers[next]
        next += 1
    }
}
