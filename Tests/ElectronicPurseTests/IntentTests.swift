import CardEmulator
import ElectronicPurse
import SmartCard
import Testing

/// What is kept of a debit, and what is never said of a card.
struct IntentTests {
    private func intent() throws -> (PurseIntent, PurseCard) {
        let gate = PurseGate()
        let card = try PurseGate.card("TU-F08-debited")
        _ = try gate.tap(.entry, card)
        return (try #require(gate.intents.values.first), try #require(gate.card))
    }

    @Test func isReadAsItIsWritten() throws {
        let (intent, _) = try intent()
        #expect(intent.bytes.count == PurseIntent.length)
        #expect(PurseIntent(intent.bytes) == intent)
        #expect(PurseIntent(Array(intent.bytes.dropLast())) == nil)
        var other = intent.bytes
        other[0] = 2
        #expect(PurseIntent(other) == nil)
        for at in intent.bytes.indices {
            other = intent.bytes
            other[at] ^= 0x10
            if let read = PurseIntent(other) { #expect(read.bytes == other && read != intent) }
        }
    }

    @Test func holdsNoCardNumber() throws {
        let (intent, card) = try intent()
        let number = "3104895199123450004"
        for text in ["\(card)", "\(intent)", "\(intent.request(of: card.identity))", Hex.text(intent.bytes)] {
            #expect(!text.contains(number) && !text.contains(number.suffix(16)), "\(text)")
        }
        var dumped = ""
        dump(card, to: &dumped)
        dump(intent.request(of: card.identity), to: &dumped)
        #expect(!dumped.contains(number.suffix(12)))
        #expect(dumped.contains("310489*********0004"))
    }
}
