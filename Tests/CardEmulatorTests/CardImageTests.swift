import CardEmulator
import Foundation
import TestSupport
import Testing

struct CardImageTests {
    @Test(arguments: CardProfile.allCases)
    func readsWhatItWrites(profile: CardProfile) throws {
        var generator = SplitMix64(seed: 3)
        var image = CardImage.personalise(profile, using: &generator)
        image.effective = [0x26, 0x01, 0x01]
        image.purse?.transactions = [[UInt8](repeating: 0x11, count: 23), [UInt8](repeating: 0x22, count: 23)]
        image.purse?.addJourney([UInt8](repeating: 0x33, count: 48))
        let again = try CardImage(parsing: image.text)
        #expect(again == image)
        #expect(again.text == image.text)
        #expect(image.text.hasPrefix("faregate-card = 1\nprofile = \(profile.rawValue)\n"))
    }

    @Test func readsWhatItWritesOfBrokenCards() throws {
        for fault in CardFault.all where !["TU-F11-file-15"].contains(fault.id) {
            let image = CardImage(fault)
            let again = try CardImage(parsing: image.text)
            #expect(again == image, "\(fault.id)")
            #expect(again.fault == fault)
        }
    }

    /// A card goes on where it stopped.
    @Test func keepsItsCounters() throws {
        let card = VirtualCard.make(CardImage(.quickPassCash))
        let terminal = HandTerminal(qualifiers: "20000080", amount: "000000000300")
        _ = try terminal.tap(card, name: "A000000333010101")
        let next = VirtualCard.make(try CardImage(parsing: card.image.text))
        let tap = try terminal.tap(next, name: "A000000333010101")
        #expect(TapVerifier.Evidence(tap)?[0x9F36] == [0x00, 0x02])
        #expect(next.image.cashBalanceFen == 4400)
    }

    @Test func skipsCommentsAndEndsOfLines() throws {
        let text = CardImage(.visa).text.split(separator: "\n")
        let other = text[0] + "\r\n\r\n# made by hand\r\n" + text.dropFirst().joined(separator: "\r\n  ")
        #expect(try CardImage(parsing: String(other)) == CardImage(.visa))
    }

    /// A change of the text of a good image, and the error.
    @Test(arguments: [
        ("faregate-card = 1", "faregate-card = 2", "line 1: this version of card images is not known here"),
        ("faregate-card = 1", "something = 1", "line 1: not a card image (it begins with 'faregate-card = 1')"),
        ("profile = quickpass-debit", "profile = gold", "line 2: 'profile = NAME' must come second"),
        ("pan = ", "pan: ", "line 4: not 'name = value'"),
        ("pan-sequence = 01", "pan-sequence = 1", "line 6: 'pan-sequence' cannot have that value"),
        ("pan-sequence = 01", "fault = QP-Z99", "line 6: 'fault' cannot have that value"),
        ("pan-sequence = 01", "colour = red", "line 6: unknown name 'colour'"),
        ("pan-sequence = 01", "expiry = 301231", "line 7: 'expiry' a second time"),
        ("pan = 6217001234567890007", "pan = 6217001234567890008", "line 4: 'pan' cannot have that value"),
        ("expiry = 301231", "expiry = 3012", "line 7: 'expiry' cannot have that value"),
        ("transaction-counter = 0", "# nothing", "'transaction-counter' is missing"),
        ("ca-index = F4", "ca-index = F9", "'ca-index' does not fit the other values"),
        ("issuer-key = 1408 3", "issuer-key = 1024 3", "'card-key' does not fit the other values"),
        ("issuer-key = 1408 3", "issuer-key = 1400 3", "line 20: 'issuer-key' cannot have that value"),
        ("card-key = 3 ", "card-key = 3 00", "line 23: 'card-key' cannot have that value"),
        (
            "transaction-counter = 0", "transaction-counter = 65536",
            "line 18: 'transaction-counter' cannot have that value"
        ),
    ])
    func refuses(find: String, replacement: String, expected: String) throws {
        let text = CardImage(.quickPassDebit).text
        let range = try #require(text.range(of: find))
        var broken = text
        broken.replaceSubrange(range, with: replacement)
        if find == "card-key = 3 " { broken = broken.replacing("card-key = 3 00", with: "card-key = 3 0F") }
        do {
            _ = try CardImage(parsing: broken)
            Issue.record("it was taken")
        } catch {
            #expect("\(error)" == expected)
        }
    }

    @Test func neverTrapsOnRandomText() {
        var generator = SplitMix64(seed: 5)
        let good = Array(CardImage(.tUnion).text.utf8)
        for _ in 0..<300 {
            var text = good
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let position = Int.random(in: 0..<text.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: text[position] = UInt8.random(in: 0...255, using: &generator)
                case 1: text.removeSubrange(position..<min(text.count, position + 40))
                default: text.insert(UInt8.random(in: 10...127, using: &generator), at: position)
                }
            }
            guard let image = try? CardImage(parsing: String(decoding: text, as: UTF8.self)) else { continue }
            _ = VirtualCard.make(image).ask("00A404000E325041592E5359532E444446303100")
        }
    }

    @Test(arguments: [
        ("6225001234560005", true), ("6225001234560006", false), ("6217001234567890007", true),
        ("4000001234560001", true), ("3104895199123450004", true), ("622500000000", false), ("", false),
        ("62250000000000a6", false), ("62170000000000000041", false),
    ])
    func checksNumbers(digits: String, isGood: Bool) {
        #expect((PrimaryAccountNumber(digits) != nil) == isGood)
    }

    /// The CA signs Visa with two of its keys only.
    @Test func refusesVisaWithoutItsAuthority() throws {
        let chain = try #require(KeyChain(authorityIndex: 0xF2, issuerBits: 1152, cardBits: 1024))
        let image = CardImage(.visa, chain: chain)
        #expect(throws: CardImageError.inconsistent(name: "ca-index")) { try image.check() }
    }

    @Test func completesNumbers() {
        #expect(PrimaryAccountNumber(completing: "6225", count: 16)?.digits == "6225000000000006")
        #expect(PrimaryAccountNumber(completing: "6217", count: 19)?.digits == "6217000000000000004")
        #expect(PrimaryAccountNumber(completing: "6217000000000000000", count: 19) == nil)
    }
}
