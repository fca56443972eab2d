import CardEmulator
import ElectronicPurse
import SmartCard
import Testing

/// TU-F05 and F06: an entry, an exit, a composite purchase.
struct JourneyCases {
    @Test("TU-F05 entry, then exit, then again")
    func journey() throws {
        let gate = PurseGate()
        let card = try PurseGate.card("TU-F05")
        #expect(try gate.tap(.exit, card).text == "refused not-entered")
        #expect(try gate.tap(.entry, card).text == "debited debited")
        #expect(card.image.purse?.balanceFen == 5710)
        #expect(card.image.purse?.journeys.first?[0] == 0x03)
        #expect(try gate.tap(.entry, card).text == "refused already-inside")
        #expect(try gate.tap(.exit, card).text == "debited debited")
        #expect(card.image.purse?.balanceFen == 5210)
        #expect(card.image.purse?.journeys.first?[0] == 0x04)
        #expect(try gate.tap(.exit, card).text == "refused not-entered")
        #expect(try gate.tap(.entry, card).text == "debited debited")
        #expect(gate.proven.map(\.intent.amountFen) == [0, 500, 0])
        #expect(gate.intents.isEmpty)
    }

    @Test("TU-F06 composite purchase: order of the commands, and what they carry")
    func purchase() throws {
        let gate = PurseGate()
        let card = try PurseGate.card("TU-F06")
        _ = try gate.tap(.entry, card)
        let channel = TearingChannel(card)
        let result = try gate.tap(.exit, channel)
        #expect(channel.words == ["00A4", "00B09700", "805C", "00B201F4", "8050", "80DC", "8054"])
        guard case .debited(let proof) = result.outcome else {
            Issue.record("\(result.text)")
            return
        }
        #expect(proof.isVerified && !proof.isRecovered && proof.intent.sequence == 2)
        #expect(Hex.text(channel.commands[4]) == "805003020B01000001F430008900034000".replacingEnd(with: "0F"))
        #expect(
            channel.commands[5].count == 53 && channel.commands[5].prefix(5).elementsEqual([0x80, 0xDC, 0, 0xF0, 48]))
        #expect(
            Hex.text(channel.commands[6]).hasPrefix("805401000F0000005820261123")
                && channel.commands[6].count == 21 && channel.commands[6].last == 8)
        let record = try PurseJourney(Array(channel.commands[5].dropFirst(5)), record: 1)
        #expect(record.amountFen == 500 && record.balanceFen == 5210 && record.place == gate.place)
        let stored = try PurseTransaction(card.image.purse?.transactions.first ?? [], record: 1)
        #expect(stored.amountFen == 500 && stored.kind == 0x09 && stored.terminal == PurseGate.terminal)
    }
}

extension String {
    fileprivate func replacingEnd(with end: String) -> String { dropLast(end.count) + end }
}
