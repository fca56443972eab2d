import CardEmulator
import ElectronicPurse
import SmartCard
import Testing

/// Cards that leave at any command, again and again: what is gone from the purse is proven, and proven once.
struct TearTests {
    /// Each command of an exit, before and after, then presented again until something is decided.
    @Test(arguments: 0..<7, [false, true])
    func everyBoundary(command: Int, isAfter: Bool) throws {
        for kind in 0..<3 {
            let gate = PurseGate()
            var image = CardImage(try #require(CardFault(id: "TU-F05-inside")))
            if kind == 1 { image.purse?.usesSM4 = true }
            if kind == 2 { image.purse?.omitsZeroTransactions = true }
            let card = VirtualCard(image, using: TestKeyGenerator(seed: "tear"))
            let torn = try gate.tap(.exit, TearingChannel(card, .init(command: command, isAfter: isAfter)))
            #expect(torn.text == (command == 6 ? "unknown card-removed" : "again card-removed"))
            // Torn again at every command of the recovery.
            for second in 0..<8 {
                _ = try gate.tap(.exit, TearingChannel(card, .init(command: second, isAfter: second % 2 == 0)))
            }
            _ = try gate.tap(.exit, card)
            #expect(gate.intents.isEmpty)
            #expect(gate.proven.map(\.intent.amountFen) == [500])
            #expect(card.image.purse?.balanceFen == 5210)
        }
    }

    /// Two gates without a common memory, any purposes, any tears.
    @Test(arguments: 0..<16 as Range<UInt64>)
    func anySequence(seed: UInt64) throws {
        var random = TestKeyGenerator(seed: "tears \(seed)")
        for round in 0..<40 {
            var image = CardImage(.tUnion)
            image.purse?.balanceFen = 1_000_000
            image.purse?.usesSM4 = Bool.random(using: &random)
            image.purse?.omitsZeroTransactions = Bool.random(using: &random)
            let card = VirtualCard(image, using: TestKeyGenerator(seed: "card \(seed) \(round)"))
            let refusesProof = Bool.random(using: &random)
            let gates = [PurseGate(), PurseGate()]
            gates[1].psam = SoftwarePSAM(
                terminal: 0x1111_1111_1111,
                keys: [TestPurseKeys.version: .init(purchase: TestPurseKeys.purchase)], nextSequence: 1)
            func tap(_ gate: PurseGate, _ tear: TearingChannel.Tear?, _ fare: UInt32) throws -> PurseResult {
                let isInside = card.image.purse?.journeys.first?[0] == 0x03
                let channel = TearingChannel(card, tear)
                channel.spoil = { command, answer in if refusesProof, command[1] == 0x5A { answer = [0x6D, 0x00] } }
                return try gate.tap(isInside ? .exit : .entry, channel, fare: fare)
            }
            for _ in 0..<6 {
                let gate = gates[Int.random(in: 0..<2, using: &random)]
                let tear = TearingChannel.Tear(
                    command: Int.random(in: 0..<12, using: &random), isAfter: Bool.random(using: &random))
                _ = try tap(gate, tear, UInt32.random(in: 1...3, using: &random) * 100)
            }
            for gate in gates { for _ in 0..<2 { _ = try tap(gate, nil, 100) } }
            let proven = gates.flatMap(\.proven)
            #expect(gates.allSatisfy { $0.intents.isEmpty }, "seed \(seed), round \(round)")
            let spent = 1_000_000 - Int(card.image.purse?.balanceFen ?? 0)
            #expect(spent == proven.reduce(0) { $0 + Int($1.intent.amountFen) }, "seed \(seed), round \(round)")
            let counters = proven.map { [$0.intent.terminal, UInt64($0.intent.authorisation.terminalSequence)] }
            #expect(Set(counters).count == counters.count, "seed \(seed), round \(round)")
        }
    }
}
