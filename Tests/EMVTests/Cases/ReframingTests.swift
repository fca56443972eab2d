import CardEmulator
import EMV
import SmartCard
import TestSupport
import Testing

/// Genuine bytes in another frame: what was signed must not become what is not looked at.
struct ReframingTests {
    /// A card whose static data say that it expired on 3 January 2024; its certificate lasts longer.
    private static func expired() throws -> CaseOutcome {
        let chain = try #require(KeyChain(authorityIndex: 0xF4, issuerBits: 1408, cardBits: 1024))
        var image = CardImage(.quickPassDebit, chain: chain)
        image.expiry = [0x24, 0x01, 0x03]
        return CaseTap().present(image)
    }

    private static func stage(_ card: CardData) -> String {
        let authenticator = CardAuthenticator(keys: CaseTap.keys)
        let terminal = FastDDA(unpredictableNumber: 0x1A2B_3C4D, amount: 1, currency: 0x0156, rules: .unionPay)
        let result = authenticator.verifyFast(card, rid: CaseTap.unionPay, date: CaseTap.day, terminal: terminal)
        if case .failed(let stage) = result { return stage.rawValue }
        return "verified"
    }

    /// The hash of the card's certificate covers `9F48 9F47` and the static data one behind the other: with the
    /// exponent 03 moved to another 03 further on, all in front of that would be signed and yet in nobody's record.
    @Test("signed records hidden in a remainder that the key does not need")
    func hiddenRecords() throws {
        let card = try Self.expired().card
        let range = try #require(card.staticData.first)
        let signed = Array(card.bytes[range])
        let date = try #require(card.value(of: Tag.expirationDate))
        let cut = date.upperBound - 1 - range.lowerBound
        #expect(signed[cut] == 0x03 && card.copy(of: Tag.iccExponent) == [0x03])

        func rebuilt(hiding count: Int?) throws -> CardData {
            var other = CardData()
            for tag in card.allTags {
                guard let value = card.value(of: tag), !range.contains(value.lowerBound) else { continue }
                if tag == Tag.iccExponent || tag == Tag.iccRemainder { continue }
                try other.append(tag, Array(card.bytes[value]))
            }
            var rest = signed[...]
            if let count {
                try other.append(Tag.iccRemainder, [0x03] + signed[..<count])
                rest = signed[(count + 1)...]
                try other.append(Tag.expirationDate, [0x30, 0x12, 0x31])
            }
            try other.append(Tag.iccExponent, [0x03])
            let start = other.bytes.count
            other.bytes += rest
            try other.add(objectsIn: start..<other.bytes.count)
            other.addStaticData(start..<other.bytes.count)
            return other
        }
        #expect(Self.stage(try rebuilt(hiding: nil)) == "verified")
        #expect(Self.stage(try rebuilt(hiding: cut)) == "icc_public_key")
    }

    /// Rewrites the objects of a template in an answer.
    private static func edit(_ answer: inout [UInt8], _ change: (inout [(UInt32, [UInt8])]) -> Void) throws {
        let body = Array(answer.dropLast(2))
        var outer = TLVReader(0..<body.count)
        let template = try #require(try outer.next(in: body.span))
        var objects: [(UInt32, [UInt8])] = []
        var inner = TLVReader(template.value)
        while let object = try inner.next(in: body.span) { objects.append((object.tag, Array(body[object.value]))) }
        change(&objects)
        var writer = TLVWriter()
        writer.template(template.tag) { inner in
            for (tag, value) in objects { inner.write(tag, value) }
        }
        answer = writer.bytes + answer.suffix(2)
    }

    private static func tap(
        _ isWanted: @escaping ([UInt8]) -> Bool, _ change: @escaping (inout [(UInt32, [UInt8])]) -> Void
    ) -> String {
        let channel = CaseChannel(VirtualCard(CardImage(.quickPassCredit), using: SplitMix64(seed: 7)))
        channel.spoil = { (place, answer) throws(CardChannelError) in
            guard isWanted(channel.commands[place]) else { return }
            do { try edit(&answer, change) } catch { throw .removed }
        }
        return CaseTap().present(over: channel).text
    }

    @Test("track 2 taken out of the answer: nothing could be collected later")
    func trackRemoved() throws {
        let text = Self.tap({ $0[1] == 0xA8 }) { objects in
            objects.removeAll { $0.0 == Tag.track2Equivalent }
        }
        #expect(text == "refused end-application mandatory-object-missing")
    }

    @Test("the sequence number twice: equal passes, different is a fault", arguments: [false, true])
    func sequenceNumberTwice(isEqual: Bool) throws {
        let text = Self.tap({ $0[1] == 0xA8 }) { objects in
            let first = objects.first { $0.0 == Tag.panSequenceNumber }?.1 ?? []
            objects.append((Tag.panSequenceNumber, isEqual ? first : [0x63]))
        }
        #expect(
            text == (isEqual ? "accepted online-request authorise-later" : "refused end-application duplicate-object"))
    }

    @Test("a card that gives no number in clear must still be its issuer's")
    func numberInCertificateOnly() throws {
        let genuine = try CaseTap().present("QP-A01").card
        func without(_ tags: [UInt32]) throws -> CardData {
            var other = CardData()
            for tag in genuine.allTags where !tags.contains(tag) {
                try other.append(tag, try #require(genuine.copy(of: tag)))
            }
            return other
        }
        #expect(Self.stage(try without([Tag.track2Equivalent, Tag.applicationPAN])) == "verified")
    }
}
