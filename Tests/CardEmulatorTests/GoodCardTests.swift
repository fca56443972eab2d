import CardCrypto
import CardEmulator
import TestSupport
import Testing

/// Good cards pass a verifier that sees only the bytes, for every size of key and both exponents.
struct GoodCardTests {
    private let debit = "A000000333010101"
    private let credit = "A000000333010102"

    struct Sizes: CustomTestStringConvertible {
        let authority: UInt8
        let issuer: Int
        let issuerExponent: UInt32
        let card: Int
        let cardExponent: UInt32
        var testDescription: String { "\(hex([authority])) \(issuer)/\(issuerExponent) \(card)/\(cardExponent)" }
    }

    private static let sizes: [Sizes] = {
        let authorities: [(UInt8, Int)] = [
            (0xF1, 1024), (0xF2, 1152), (0xF3, 1408), (0xF4, 1984), (0xF5, 1408), (0xF6, 1984),
        ]
        var all: [Sizes] = []
        for (index, bits) in authorities {
            for issuer in TestKeys.sizes where issuer <= bits {
                for card in TestKeys.sizes where card <= issuer {
                    for exponents in [(3, 3), (3, 65537), (65537, 3), (65537, 65537)] as [(UInt32, UInt32)] {
                        all.append(
                            Sizes(
                                authority: index, issuer: issuer, issuerExponent: exponents.0, card: card,
                                cardExponent: exponents.1))
                    }
                }
            }
        }
        return all
    }()

    @Test func provesItselfWithEveryKeySize() throws {
        #expect(Self.sizes.count == 4 * (1 + 3 + 6 + 10 + 6 + 10))
        for size in Self.sizes {
            let chain = try #require(
                KeyChain(
                    authorityIndex: size.authority, issuerBits: size.issuer, issuerExponent: size.issuerExponent,
                    cardBits: size.card, cardExponent: size.cardExponent))
            for profile in [CardProfile.quickPassDebit, .quickPassCredit] {
                let card = VirtualCard.make(CardImage(profile, chain: chain))
                let tap = try HandTerminal().tap(card, name: profile == .quickPassDebit ? debit : credit)
                #expect(TapVerifier(authority: TapVerifier.testKeys).verify(tap) == "ok", "\(size.testDescription)")
                let evidence = try #require(TapVerifier.Evidence(tap))
                #expect(evidence[0x9F4B].count * 8 == size.card)
                #expect(evidence[0x9F46].count * 8 == size.issuer)
                // In the answer up to 1024 bits, else in SFI 6 record 1.
                #expect(tap.contains { $0.command.starts(with: bytes("00B20134")) } == (size.card > 1024))
            }
        }
    }

    @Test(arguments: [false, true])
    func provesItselfWithSM2(signsStaticData: Bool) throws {
        var image = CardImage(.quickPassSM2)
        image.signsStaticData = signsStaticData
        let tap = try HandTerminal(supportsSM2: true).tap(VirtualCard.make(image), name: credit)
        #expect(TapVerifier(authority: TapVerifier.testKeys).verify(tap) == "ok")
        let evidence = try #require(TapVerifier.Evidence(tap))
        #expect(evidence[0x8F] == [0xF7])
        #expect([evidence[0x90].count, evidence[0x9F46].count, evidence[0x9F4B].count] == [142, 148, 69])
        for tag in [0x92, 0x9F48, 0x9F32, 0x9F47] { #expect(evidence.objects[tag] == nil) }
        #expect(evidence.staticData.isEmpty != signsStaticData)
    }

    @Test func takesRSAWhereTheReaderLacksSM2() throws {
        let tap = try HandTerminal().tap(VirtualCard.make(CardImage(.quickPassSM2)), name: credit)
        #expect(TapVerifier(authority: TapVerifier.testKeys).verify(tap) == "ok")
        #expect(TapVerifier.Evidence(tap)?[0x8F] == [0xF3])
        let options = try #require(tap.first { $0.command[1] == 0xA8 })
        #expect(options.command[4] == 37, "two bytes more than the usual 33: DF60 and DF69")
    }

    @Test(arguments: [CardProfile.visa, .dualBrand])
    func visaSignsInItsOwnFormat(profile: CardProfile) throws {
        let card = VirtualCard.make(CardImage(profile))
        let tap = try HandTerminal(qualifiers: "27000000").tap(card, name: "A0000000031010")
        let verifier = TapVerifier(authority: TapVerifier.testKeys, format: 0x95, shortestData: 7)
        #expect(verifier.verify(tap) == "ok")
        let evidence = try #require(TapVerifier.Evidence(tap))
        #expect(evidence[0x9F69].count == 7)
        #expect(evidence[0x94] == bytes("10030600"))
        #expect(NaiveTLV.find(0xDF61, in: try NaiveTLV.objects(tap[1].data)) == nil)
        #expect(TapVerifier(authority: TapVerifier.testKeys).verify(tap) == "card_authentication_data_length")
    }

    @Test func dualBrandListsVisaFirst() throws {
        let card = VirtualCard.make(CardImage(.dualBrand))
        let tap = try HandTerminal().tap(card, name: credit)
        let directory = try #require(NaiveTLV.parse(tap[0].data))
        #expect(
            NaiveTLV.shape(directory) == "6F(84:14 A5(BF0C(61(4F:7 50 87:1) 61(4F:8 50 87:1))))")
        #expect(TapVerifier(authority: TapVerifier.testKeys).verify(tap) == "ok")
    }

    /// Fresh keys, several numbers: what `card make` will do.
    @Test func personalisesFreshCards() throws {
        var generator = SplitMix64(seed: 7)
        for (index, digits) in ["6225001234560005", "6217001234567890007", "622848000000001"].enumerated() {
            let pan = try #require(
                index < 2 ? PrimaryAccountNumber(digits) : PrimaryAccountNumber(completing: digits, count: 16))
            let image = CardImage.personalise(.quickPassDebit, pan: pan, using: &generator)
            #expect(image.cardKey != CardImage(.quickPassDebit).cardKey)
            let tap = try HandTerminal().tap(VirtualCard.make(image), name: debit)
            #expect(TapVerifier(authority: TapVerifier.testKeys).verify(tap) == "ok")
            let evidence = try #require(TapVerifier.Evidence(tap))
            #expect(hex(evidence[0x5A]).hasPrefix(pan.digits))
        }
    }

    /// The same image, seed and commands give the same bytes; another seed another card random.
    @Test func isReproducible() throws {
        for profile in [CardProfile.quickPassSM2, .quickPassDebit] {
            let name = profile == .quickPassDebit ? debit : credit
            let terminal = HandTerminal(supportsSM2: true)
            let first = try terminal.tap(VirtualCard.make(CardImage(profile)), name: name)
            #expect(try terminal.tap(VirtualCard.make(CardImage(profile)), name: name) == first)
            #expect(try terminal.tap(VirtualCard.make(CardImage(profile), seed: 2), name: name) != first)
        }
    }

    /// An INTERNAL AUTHENTICATE over contacts (QP-E20).
    @Test func contactCardSignsOnCommand() throws {
        let card = VirtualCard.make(CardImage(.contact))
        #expect(card.ask("00A404000E 325041592E5359532E4444463031 00") == "6A82")
        let directory = card.ask("00A404000E 315041592E5359532E4444463031 00")
        #expect(directory.contains("880101"))
        #expect(card.ask("00B2010C00").hasPrefix("701F611D4F08A000000333010101"))
        let tap = try HandTerminal().tap(card, name: debit, directory: false)
        #expect(tap[1].command == bytes("80A8000002830000"))
        #expect(hex(tap[1].answer).hasPrefix("800E7D00080101011001040018010100"))
        var objects: [Int: [UInt8]] = [:]
        for exchange in tap.dropFirst(2) {
            for object in try NaiveTLV.objects(exchange.data).first?.children ?? [] {
                objects[object.tag] = object.value
            }
        }
        let answer = bytes(card.ask("008800000401020304 00"))
        #expect(Array(answer.prefix(3)) == [0x80, 0x81, 0x90])
        let signature = Array(answer.dropFirst(3).dropLast(2))
        let key = CardImage(.contact).cardKey
        #expect(objects[0x9F47] == [0x01, 0x00, 0x01])
        var block: [UInt8] = []
        #expect(
            RSAWorkspace().recover(signature.span, modulus: key.modulus.span, exponent: key.exponent.span, into: &block)
        )
        #expect(Array(block.prefix(7)) == bytes("6A 05 01 03 02 0001"))
        let hash = Digest.hash(.sha1, Array(block[1..<(block.count - 21)]) + [1, 2, 3, 4])
        #expect(hash == Array(block.dropLast().suffix(20)))
    }

    /// GENERATE AC with combined signature: the type inside and outside, good and bad (QP-E21).
    @Test(arguments: [("QP-E21-good", 0x80), ("QP-E21-type", 0x40)] as [(String, UInt8)])
    func contactCardCombines(fault: String, type: UInt8) throws {
        let card = try #require(VirtualCard.fault(fault))
        _ = try HandTerminal().tap(card, name: debit, directory: false)
        let list = bytes("000000000100 000000000000 0156 0000000000 0156 261123 00 AABBCCDD")
        let answer = bytes(card.ask("80AE9000" + hex([UInt8(list.count)] + list) + "00"))
        let objects = try #require(NaiveTLV.parse(Array(answer.dropLast(2))))
        #expect(NaiveTLV.shape(objects) == "77(9F27:1 9F36:2 9F4B:144 9F10:19)")
        let signature = try #require(NaiveTLV.find(0x9F4B, in: objects))
        let key = CardImage(.contact).cardKey
        var block: [UInt8] = []
        #expect(
            RSAWorkspace().recover(signature.span, modulus: key.modulus.span, exponent: key.exponent.span, into: &block)
        )
        #expect(block[7] == type)
        #expect(NaiveTLV.find(0x9F27, in: objects) == [0x80])
        let covered = list + bytes("9F2701809F36020001 9F1013") + (NaiveTLV.find(0x9F10, in: objects) ?? [])
        #expect(Array(block[16..<36]) == Digest.hash(.sha1, covered))
        #expect(
            Digest.hash(.sha1, Array(block[1..<(block.count - 21)]) + bytes("AABBCCDD"))
                == Array(block.dropLast().suffix(20)))
    }
}
