import CardEmulator
import ElectronicPurse
import SmartCard
import Testing

/// Key modules: software and in a slot, what they refuse, and that both open the same cards.
struct KeyModuleTests {
    private static let terminal: [UInt8] = [0x30, 0x00, 0x89, 0x00, 0x03, 0x40]

    @Test(arguments: ["TU-F06", "TU-F06-sm4"], [false, true])
    func aModuleInASlot(id: String, sendsIssuer: Bool) throws {
        var configuration = CardPSAM.Configuration()
        configuration.application = [0xDF, 0x01]
        configuration.sendsIssuer = sendsIssuer
        let module = VirtualKeyModule(terminal: Self.terminal, nextSequence: 7)
        let gate = PurseGate()
        gate.psam = try CardPSAM(module, configuration)
        #expect(gate.psam.terminal == PurseGate.terminal)
        let card = try PurseGate.card(id)
        #expect(try gate.tap(.entry, card).text == "debited debited")
        #expect(try gate.tap(.exit, card).text == "debited debited")
        #expect(module.nextSequence == 9 && card.image.purse?.balanceFen == 5210)
    }

    /// A module in a slot remembers its last purchase only: what became of an older one the records tell.
    @Test(arguments: [false, true])
    func recoversAfterAnotherPurchase(isDebited: Bool) throws {
        let gate = PurseGate()
        gate.psam = try CardPSAM(VirtualKeyModule(terminal: Self.terminal, nextSequence: 7))
        let card = try PurseGate.card("TU-F05-inside")
        let torn = TearingChannel(card, .init(command: 6, isAfter: isDebited))
        #expect(try gate.tap(.exit, torn).text == "unknown card-removed")
        var other = CardImage(.tUnion, pan: CardEmulator.PrimaryAccountNumber("3104895199900000014"))
        other.purse?.offlineSequence = 9
        _ = try gate.tap(.entry, VirtualCard(other, using: TestKeyGenerator(seed: "other")))
        let again = try gate.tap(.exit, card)
        #expect(again.text == (isDebited ? "debited again-shown debit-recovered" : "debited debited"))
        #expect(card.image.purse?.balanceFen == 5210 && gate.intents.isEmpty)
        if isDebited { #expect(gate.proven.last?.isVerified == false && gate.proven.last?.answer != nil) }
    }

    @Test func findsAWrongMAC2() throws {
        let gate = PurseGate()
        gate.psam = try CardPSAM(VirtualKeyModule(terminal: Self.terminal, nextSequence: 7))
        #expect(try gate.tap(.entry, PurseGate.card("TU-F07")).text == "suspicious wrong-mac2")
    }

    @Test func refusesWhatItHasNoKeyFor() throws {
        let gate = PurseGate()
        gate.psam = SoftwarePSAM(
            terminal: PurseGate.terminal, keys: [9: .init(purchase: TestPurseKeys.purchase)], nextSequence: 1)
        let channel = TearingChannel(try PurseGate.card("TU-F06"))
        let result = try gate.tap(.entry, channel)
        #expect(result == PurseResult(.refused, .keyModule(.noKey(version: 1))) && channel.words.last == "80DC")
        gate.psam = SoftwarePSAM(
            terminal: PurseGate.terminal, keys: [1: .init(purchase: TestPurseKeys.purchase)], nextSequence: .max)
        let exhausted = try gate.tap(.entry, PurseGate.card("TU-F06"))
        #expect(exhausted == PurseResult(.refused, .keyModule(.counterExhausted)))
    }

    @Test func anotherSystemsKeysAreRefusedByTheCard() throws {
        let gate = PurseGate()
        gate.psam = SoftwarePSAM(
            terminal: PurseGate.terminal, keys: [1: .init(purchase: TestPurseKeys.settlement)], nextSequence: 1)
        let card = try PurseGate.card("TU-F06")
        #expect(try gate.tap(.entry, card).text == "refused wrong-mac1")
        #expect(gate.intents.isEmpty && card.image.purse?.offlineSequence == 1)
    }

    @Test(arguments: [
        ("6D00", PSAMError.refused(status: 0x6D00)), ("30009000", .badAnswer(count: 2)), ("90", .badAnswer(count: 1)),
    ])
    func aModuleThatIsNone(answer: String, error: PSAMError) throws {
        let bytes = try #require(Hex.bytes(answer))
        #expect(throws: error) { try CardPSAM(Script([bytes])) }
        #expect(throws: PSAMError.unreachable) { try CardPSAM(Script([])) }
    }
}
