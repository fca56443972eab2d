import CardEmulator
import ElectronicPurse
import SmartCard
import Testing

/// Cards that answer anything: no crash, an end, and no debit that was not proven.
struct RobustnessTests {
    @Test(arguments: 0..<16 as Range<UInt64>)
    func parsersTakeAnything(seed: UInt64) throws {
        var random = TestKeyGenerator(seed: "bytes \(seed)")
        for _ in 0..<1000 {
            let bytes = (0..<Int.random(in: 0..<64, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            for scheme in [PurseApplication.Scheme.tUnion, .cityUnion, .shenzhenTong] {
                _ = try? PurseIdentity(bytes, scheme: scheme)
            }
            _ = try? PurseLocation(bytes)
            _ = try? PurseTransaction(bytes, record: 1)
            if let journey = try? PurseJourney(bytes, record: 1), bytes.count >= PurseJourney.length {
                #expect(journey.bytes == Array(bytes.prefix(PurseJourney.length)))
            }
            _ = PurseBalance.amount(bytes)
            _ = PurchaseInitialisation(bytes)
            _ = DebitAnswer(debit: bytes)
            if let intent = PurseIntent(bytes) { #expect(intent.bytes == bytes) }
        }
    }

    /// Every bit of every answer of a good exit flipped, and every answer cut.
    @Test func everyAnswerChanged() throws {
        let good = TearingChannel(try PurseGate.card("TU-F05-inside"))
        _ = try PurseGate().tap(.exit, good)
        for place in good.answers.indices {
            for bit in 0..<(good.answers[place].count * 8 + good.answers[place].count) {
                let gate = PurseGate()
                let card = try PurseGate.card("TU-F05-inside")
                let channel = TearingChannel(card)
                var count = -1
                channel.spoil = { _, answer in
                    count += 1
                    guard count == place else { return }
                    if bit < answer.count * 8 {
                        answer[bit / 8] ^= 0x80 >> UInt8(bit % 8)
                    } else {
                        answer.removeLast(min(answer.count, bit - answer.count * 8 + 1))
                    }
                }
                let result = try gate.tap(.exit, channel)
                if case .debited(let proof) = result.outcome {
                    #expect(card.image.purse?.balanceFen == 5710 - proof.intent.amountFen, "\(place) \(bit)")
                } else if card.image.purse?.balanceFen != 5710 {
                    // The card was debited and has not proved it: that is known, and kept.
                    #expect(gate.intents.count == 1, "\(place) \(bit): \(result.text)")
                }
            }
        }
    }

    @Test(arguments: [
        ("6100", "refused card-answers-too-much"), ("90", "again link-fault"), ("", "again link-fault"),
        ("6999", "refused card-not-supported"), ("9000", "refused purse-file-malformed"),
    ])
    func oneAnswerForEverything(answer: String, text: String) throws {
        let bytes = try #require(Hex.bytes(answer))
        #expect(try PurseGate().tap(.entry, Script([[UInt8]](repeating: bytes, count: 2000))).text == text)
    }

    @Test("an answer to the debit counts, however late it comes")
    func late() throws {
        let card = try PurseGate.card("TU-F05")
        var psam = SoftwarePSAM(
            terminal: PurseGate.terminal, keys: [1: .init(purchase: TestPurseKeys.purchase)], nextSequence: 1)
        let moment = try #require(PurseGate.day)
        for (slow, text) in [(0x54, "debited debited"), (0x5C, "again timed-out"), (0xDC, "again timed-out")]
            as [(UInt8, String)]
        {
            _ = try card.reset()
            let channel = TearingChannel(card)
            let gate = PurseTap.Gate(
                decide: { _ in .debit(0, place: 0) }, keep: { _ in true },
                now: { channel.commands.last?[1] == slow ? 2_000_000 : 0 })
            var dialogue = PurseDialogue(PurseConfiguration())
            let result = PurseTap.run(
                &dialogue, slow == 0x54 ? .entry : .exit, over: channel, psam: &psam, moment: moment, gate: gate)
            #expect(result.text == text, "\(slow)")
        }
    }
}
