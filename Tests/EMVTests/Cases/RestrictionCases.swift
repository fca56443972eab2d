import CardEmulator
import EMV
import SmartCard
import TestSupport
import Testing

/// Group D of emv-cases.md, and the rules of the kernel that no one could verify.
struct RestrictionCases {
    static let good = TransportCases.good

    private static func qualifiers(_ outcome: CaseOutcome) -> String? {
        outcome.commands.first { $0.starts(with: [0x80, 0xA8]) }.map { Hex.text($0[7..<11]) }
    }

    @Test(
        "QP-D01 to D07: what the gate makes of it",
        arguments: [
            ("QP-D01", "refused declined expired"), ("QP-D02", "refused declined not-yet-effective"),
            ("QP-D07-pin", "refused declined cardholder-verification-required"),
            ("QP-D07-signature", "refused declined cardholder-verification-required"), ("QP-D07-device", good),
        ])
    func atTheGate(id: String, text: String) throws {
        let outcome = try CaseTap().present(id)
        #expect(outcome.text == text && outcome.commands.count == 9)
    }

    @Test("QP-D01 expired, and the card wants to go online")
    func expiredOnline() throws {
        var image = CardImage(try #require(CardFault(id: "QP-D01")))
        image.qualifiers = [0x08, 0x00]
        let tap = CaseTap().with { $0.configuration.kernel.isOnlineCapable = true }
        let outcome = tap.present(image)
        #expect(outcome.text == "refused online-request expired" && !outcome.opens)
        #expect(CaseTap().present(image).text == "refused declined expired")
    }

    @Test("QP-D01, D02 the last and the first day")
    func edges() {
        var image = CardImage(.quickPassCredit)
        image.expiry = [0x26, 0x11, 0x23]
        image.effective = [0x26, 0x11, 0x23]
        #expect(CaseTap().present(image).text == Self.good)
    }

    @Test("QP-D03 another currency")
    func currency() throws {
        var image = CardImage(try #require(CardFault(id: "QP-D03")))
        let cash = CaseTap(.electronicCash).present(image)
        #expect(cash.text == "refused declined online-required" && cash.commands.count == 3)
        // The path of the ARQC does not ask for the card's currency.
        image.additionalFunctions = 0xC2
        #expect(CaseTap().present(image).text == Self.good)
    }

    @Test("QP-D04 transaction limit", arguments: [(99_999, good, 9), (100_000, beyond, 0), (100_001, beyond, 0)])
    func transactionLimit(amount: UInt64, text: String, commands: Int) {
        let outcome = CaseTap().with { $0.transaction.amount = amount }.present(CardImage(.quickPassCredit))
        #expect(outcome.text == text && outcome.commands.count == commands)
    }
    private static let beyond = "refused amount-beyond-limit"

    @Test("QP-D05 CVM limit")
    func verificationLimit() throws {
        let tap = CaseTap().with {
            $0.configuration.entryPoint.sets[0].options.contactlessTransactionLimit = nil
            $0.transaction.amount = 99_999
        }
        let below = try tap.present("QP-A01")
        #expect(below.text == Self.good && Self.qualifiers(below) == "21800080")
        let reached = tap.with { $0.transaction.amount = 100_000 }
        let plain = try reached.present("QP-A01")
        #expect(plain.text == "refused declined cardholder-verification-required")
        #expect(Self.qualifiers(plain) == "21C00080")
        #expect(try reached.present("QP-D07-device").text == Self.good)
    }

    @Test(
        "QP-D06 zero amount",
        arguments: [
            (false, 0x2100_0080, nil, beyond), (false, 0x2900_0080, nil, beyond), (true, 0x2900_0080, nil, beyond),
            (true, 0x2100_0080, "21800080", good), (nil, 0x2100_0080, "21800080", good),
        ] as [(Bool?, UInt32, String?, String)])
    func zeroAmount(allowed: Bool?, configured: UInt32, sent: String?, text: String) {
        let outcome = CaseTap().with {
            $0.transaction.amount = 0
            $0.configuration.entryPoint.sets[0].options.allowsZeroAmount = allowed
            $0.configuration.entryPoint.sets[0].options.qualifiers =
                TerminalTransactionQualifiers(rawValue: configured)
        }.present(CardImage(.quickPassCredit))
        #expect(outcome.text == text && Self.qualifiers(outcome) == sent)
        #expect(outcome.commands.count == (sent == nil ? 0 : 9))
    }

    @Test("QP-D06 zero amount, a prepaid card and an offline profile")
    func zeroAmountOffline() throws {
        let zero = CaseTap().with { $0.transaction.amount = 0 }
        #expect(try zero.present("QP-D06").text == "refused declined card-declined")
        let offline = CaseTap(.electronicCash).with {
            $0.transaction.amount = 0
            $0.configuration.entryPoint.sets[0].options.allowsZeroAmountOffline = true
        }
        let outcome = offline.present(CardImage(.quickPassCash))
        #expect(outcome.text == "accepted approved approved-offline" && Self.qualifiers(outcome) == "20000080")
    }

    @Test("QP-D08 deny list: token, PAR, the same PAN with another PSN")
    func denyList() throws {
        let tokenizer = try #require(CardTokenizer(key: [UInt8](repeating: 0x4B, count: 16), identifier: 1))
        let genuine = try #require(CaseTap().present(CardImage(.quickPassCredit)).result.kernel?.card)
        let reference = Array("6225Q1Z5E2M8B7TD44KU5E0J9X3F1".utf8)
        func tap(_ list: CardDenyList) -> CaseTap {
            CaseTap().with {
                $0.denies = { card, data in
                    if list.lists(tokenizer.token(of: card)) { return true }
                    guard let range = data.value(of: Tag.paymentAccountReference) else { return false }
                    return list.lists(reference: data.bytes.span.extracting(range))
                }
            }
        }
        let byToken = try CardDenyList(parsing: Array("token \(tokenizer.token(of: genuine).text)\n".utf8))
        var image = CardImage(.quickPassCredit)
        #expect(tap(byToken).present(image).text == "refused declined denied")
        image.panSequence = 0x02
        #expect(tap(byToken).present(image).text == "refused declined denied")
        let other = CardEmulator.PrimaryAccountNumber(completing: "622500000000999", count: 16)
        image.pan = try #require(other)
        #expect(tap(byToken).present(image).text == Self.good)

        let byReference = CardDenyList(references: [reference])
        for (list, text) in [(byReference, "refused declined denied"), (CardDenyList(), Self.good)] {
            let channel = CaseChannel(VirtualCard(image, using: SplitMix64(seed: 1)))
            channel.spoil = CaseChannel.adding([0x9F, 0x24, 0x1D] + reference, to: 8)
            #expect(tap(list).present(over: channel).text == text)
        }
    }

    @Test("QP-D09 no random online selection")
    func neverOnlineAtRandom() throws {
        var numbers = UnpredictableNumbers()
        var generator = SplitMix64(seed: 9)
        var tap = CaseTap(.electronicCash)
        let card = VirtualCard(CardImage(.quickPassCash), using: SplitMix64(seed: 9))
        for _ in 0..<100 {
            let number = numbers.draw(using: &generator)
            tap.transaction.unpredictableNumber = try #require(number)
            let outcome = tap.present(card)
            #expect(outcome.text == "accepted approved approved-offline" && Self.qualifiers(outcome) == "20000080")
        }
    }
}

extension CaseChannel {
    /// Adds an object at the end of the template that answers the command of that place.
    static func adding(
        _ object: [UInt8], to place: Int
    ) -> (Int, inout [UInt8]) throws(CardChannelError) -> Void {
        { (at, bytes) throws(CardChannelError) in
            guard at == place, bytes.count > 4, bytes[1] < 0x80 else { return }
            let inner = bytes[2..<(bytes.count - 2)] + object
            bytes = [bytes[0]] + (inner.count < 0x80 ? [] : [0x81]) + [UInt8(inner.count)] + inner + [0x90, 0x00]
        }
    }
}
