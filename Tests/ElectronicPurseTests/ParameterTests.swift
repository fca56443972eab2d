import CardEmulator
import ElectronicPurse
import SmartCard
import Testing

/// Every rule that the sources leave open, as it is and otherwise.
struct ParameterTests {
    struct Rule: Sendable {
        let name: String
        let card: String
        var purpose = PurseDialogue.Purpose.entry
        let change: @Sendable (inout PurseParameters) -> Void
        /// What the last of the taps comes to.
        let texts: (as: String, otherwise: String)
        var taps = 1
    }

    static let rules: [Rule] = [
        Rule(
            name: "keyIndex", card: "TU-F05", change: { $0.keyIndex = 2 },
            texts: ("debited debited", "refused purse-key-not-supported")),
        Rule(
            name: "entryStates", card: "TU-F05-after-bus", change: { $0.entryStates = [0x00, 0x04] },
            texts: ("debited debited", "refused already-inside")),
        Rule(
            name: "exitStates", card: "TU-F05-after-bus", purpose: .exit, change: { $0.exitStates = [0x03, 0x06] },
            texts: ("refused not-entered", "debited debited")),
        Rule(
            name: "refusesBlockedApplication", card: "TU-F12-application-blocked",
            change: { $0.refusesBlockedApplication = false }, texts: ("refused application-blocked", "debited debited")),
        Rule(
            name: "requiresLocation", card: "TU-F12-no-file", change: { $0.requiresLocation = false },
            texts: ("refused purse-file-missing", "debited debited")),
        Rule(
            name: "acceptsSM4", card: "TU-F06-sm4", change: { $0.acceptsSM4 = false },
            texts: ("debited debited", "refused purse-algorithm-not-supported")),
    ]

    @Test("both ways", arguments: rules)
    func both(rule: Rule) throws {
        for isChanged in [false, true] {
            let gate = PurseGate()
            if isChanged { rule.change(&gate.configuration.unverified) }
            let card = try PurseGate.card(rule.card)
            #expect(try gate.tap(rule.purpose, card).text == (isChanged ? rule.texts.otherwise : rule.texts.as))
        }
    }

    @Test("mode: what is written into file 1E", arguments: [0x01, 0x02] as [UInt8])
    func mode(mode: UInt8) throws {
        let gate = PurseGate()
        gate.configuration.unverified.mode = mode
        let card = try PurseGate.card("TU-F05")
        _ = try gate.tap(.entry, card)
        #expect(card.image.purse?.journeys.first?[9] == mode)
    }

    @Test(
        "overdraftUsedParameter: which of the two sources is right shows in the amount",
        arguments: [(0x02, -250), (0x01, -800)] as [(UInt8, Int)])
    func overdraft(parameter: UInt8, fen: Int) throws {
        let gate = PurseGate()
        gate.configuration.unverified.overdraftUsedParameter = parameter
        var image = CardImage(try #require(CardFault(id: "TU-F03")))
        image.purse?.overdraftLimitFen = 800
        _ = try gate.tap(.read, VirtualCard(image, using: TestKeyGenerator(seed: "overdraft")))
        #expect(gate.card?.balance?.fen == fen)
    }

    @Test("checksValidFrom", arguments: [(true, "refused not-yet-valid"), (false, "debited debited")])
    func validFrom(checks: Bool, text: String) throws {
        let gate = PurseGate()
        gate.configuration.unverified.checksValidFrom = checks
        let moment = try #require(PurseMoment(digits: 0x2019_0228_1200_00))
        #expect(try gate.tap(.entry, PurseGate.card("TU-F05"), moment: moment).text == text)
    }

    @Test(
        "proofSequenceStep: with the other counter the card gives no proof, its records do",
        arguments: [1, 0] as [UInt16])
    func proofStep(step: UInt16) throws {
        let gate = PurseGate()
        gate.configuration.unverified.proofSequenceStep = step
        let card = try PurseGate.card("TU-F08-debited")
        _ = try gate.tap(.entry, card)
        #expect(try gate.tap(.entry, card).text == "debited again-shown debit-recovered")
        #expect(gate.proven.first?.isVerified == (step == 1))
    }

    /// No records, and nothing is gone: whether a refused proof then is enough.
    @Test("refusedProofMeansNotDebited", arguments: [(true, "debited debited"), (false, "unknown debit-undecided")])
    func refusedProof(means: Bool, text: String) throws {
        let gate = PurseGate()
        gate.configuration.unverified.refusedProofMeansNotDebited = means
        let card = try PurseGate.card("TU-F05-inside")
        let place = 6
        let torn = TearingChannel(card, .init(command: place, isAfter: false))
        #expect(try gate.tap(.exit, torn).text == "unknown card-removed")
        #expect(torn.words.last == "8054")
        let channel = TearingChannel(card)
        channel.spoil = { command, answer in
            if command.starts(with: [0x00, 0xB2, 0x01, 0xC4]) { answer = [0x6A, 0x82] }
        }
        #expect(try gate.tap(.exit, channel).text == text)
        #expect(card.image.purse?.balanceFen == (means ? 5210 : 5710))
    }

    /// A rule added to the parameters must be added here.
    @Test func allRulesAreHere() {
        #expect(Mirror(reflecting: PurseParameters()).children.count == Self.rules.count + 5)
    }
}
