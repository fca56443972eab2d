import CardEmulator
import EMV
import SmartCard
import TestSupport
import Testing

/// Group C of emv-cases.md: GET PROCESSING OPTIONS and READ RECORD.
struct ReadingCases {
    private static let good = TransportCases.good

    private static func options(_ outcome: CaseOutcome) -> String {
        outcome.commands.first { $0.starts(with: [0x80, 0xA8]) }.map { Hex.text($0) } ?? "none"
    }

    /// `9F66 9F02 9F03 9F1A 95 5F2A 9A 9C 9F37`, the values of vector `dol-quickpass-pdol` and those of the gate.
    @Test("QP-C01 building PDOL data")
    func optionsData() throws {
        let tap = CaseTap().with {
            $0.transaction = TransactionData(
                amount: 1, date: EMV.CalendarDate(year: 2017, month: 6, day: 1), unpredictableNumber: 0x2B29_EBE4,
                terminalQualifiers: 0x3680_0000)
            $0.keepsQualifiers = true
            for set in $0.configuration.entryPoint.sets.indices {
                $0.configuration.entryPoint.sets[set].options.qualifiers = nil
            }
        }
        #expect(
            Self.options(try tap.present("QP-C01"))
                == "80A80000238321" + "36800000" + "000000000001" + "000000000000" + "0156" + "0000000000" + "0156"
                + "170601" + "00" + "2B29EBE4" + "00")
        #expect(
            Self.options(try CaseTap().present("QP-C01"))
                == "80A80000238321" + "21800080" + "000000000001" + "000000000000" + "0156" + "0000000000" + "0156"
                + "261123" + "00" + "1A2B3C4D" + "00")
    }

    @Test("QP-C02 unknown tags, odd lengths")
    func oddLengths() throws {
        let tap = CaseTap().with { $0.transaction.amount = 12345 }
        let outcome = try tap.present("QP-C02")
        #expect(outcome.text == Self.good)
        #expect(
            Self.options(outcome)
                == "80A80000258323" + "21800080" + "00" + "00012345" + "0000000000012345" + "1A2B" + "00000000"
                + "000000012345" + "0156" + "1A2B3C4D" + "00")
    }

    @Test("QP-C03 no PDOL")
    func noOptionsList() throws {
        let outcome = try CaseTap().present("QP-C03")
        #expect(outcome.text == "refused processing-options-list-missing" && outcome.commands.count == 2)
    }

    @Test("QP-C04 quality of the unpredictable number")
    func unpredictableNumbers() {
        func draw(_ count: Int, seed: UInt64) -> [UInt32] {
            var numbers = UnpredictableNumbers()
            var generator = SplitMix64(seed: seed)
            return (0..<count).compactMap { _ in numbers.draw(using: &generator) }
        }
        let first = draw(10_000, seed: 1)
        #expect(Set(first).count == 10_000 && !first.contains(0))
        #expect(draw(10_000, seed: 1) == first && draw(10_000, seed: 2) != first)
    }

    /// A generator that gives everything twice, and zeros: no number is 0 or comes a second time.
    @Test("QP-C04 a bad generator is not repeated, and one that is stuck is given up")
    func badGenerators() {
        struct Constant: RandomNumberGenerator {
            mutating func next() -> UInt64 { 0x5555_5555_5555_5555 }
        }
        var few = UnpredictableNumbers()
        var constant = Constant()
        #expect(few.draw(using: &constant) != nil && few.draw(using: &constant) == nil)

        struct Doubling: RandomNumberGenerator {
            var count: UInt64 = 0
            mutating func next() -> UInt64 {
                count += 1
                return count % 3 == 0 ? 0 : (count / 4) &* 0x0123_4567_89AB_CDEF
            }
        }
        var numbers = UnpredictableNumbers()
        var generator = Doubling()
        let drawn = (0..<1000).compactMap { _ in numbers.draw(using: &generator) }
        #expect(Set(drawn).count == 1000 && !drawn.contains(0))
    }

    @Test("QP-C04 a fresh number in every tap")
    func freshNumbers() throws {
        let card = VirtualCard(CardImage(.quickPassCredit), using: SplitMix64(seed: 1))
        var numbers = UnpredictableNumbers()
        var generator = SplitMix64(seed: 3)
        var sent: Set<String> = []
        var tap = CaseTap()
        for _ in 0..<100 {
            let number = numbers.draw(using: &generator)
            tap.transaction.unpredictableNumber = try #require(number)
            let outcome = tap.present(card)
            #expect(outcome.text == Self.good)
            sent.insert(String(Self.options(outcome).dropLast(2).suffix(8)))
        }
        #expect(sent.count == 100)
    }

    @Test("QP-C05 both answer formats")
    func formats() throws {
        let template = try CaseTap().present("QP-C05-77")
        let bare = try CaseTap().present("QP-C05-80")
        #expect(template.text == Self.good)
        // Format 80 has no cryptogram: the objects are the same, and it is not qPBOC.
        #expect(bare.text == "refused end-application mandatory-object-missing" && bare.commands.count == 3)
        for tag in [Tag.interchangeProfile, Tag.fileLocator] {
            #expect(bare.card.copy(of: tag) == template.card.copy(of: tag) && bare.card.has(tag))
        }
    }

    @Test(
        "QP-C06 to C11: GET PROCESSING OPTIONS",
        arguments: [
            ("QP-C06", "refused end-application answer-malformed"),
            ("QP-C07", "refused end-application mandatory-object-missing"),
            ("QP-C09", "refused end-application mandatory-object-missing"),
            ("QP-C10-00", "refused declined card-declined"), ("QP-C10-01", "refused declined wrong-profile"),
            ("QP-C10-11", "refused end-application cryptogram-type-invalid"),
            ("QP-C11-length", "refused end-application file-locator-invalid"),
            ("QP-C11-sfi-0", "refused end-application file-locator-invalid"),
            ("QP-C11-sfi-31", "refused end-application file-locator-invalid"),
            ("QP-C11-first-0", "refused end-application file-locator-invalid"),
            ("QP-C11-last", "refused end-application file-locator-invalid"),
            ("QP-C11-signed", "refused end-application file-locator-invalid"),
            ("QP-C11-low-bits", "refused end-application file-locator-invalid"),
        ])
    func beforeReading(id: String, text: String) throws {
        let outcome = try CaseTap().present(id)
        #expect(outcome.text == text)
        // No READ RECORD is sent.
        #expect(outcome.flow == "ppse, select A000000333010102, gpo")
    }

    @Test("QP-C08 conditions not satisfied")
    func refusals() throws {
        let next = try CaseTap().present("QP-C08-6985")
        #expect(next.text == Self.good)
        #expect(
            next.flow == "ppse, select A000000333010101, gpo, select A000000333010102, " + TransportCases.reading)
        for (policy, word) in [
            (KernelConfiguration.RefusalPolicy.endApplication, "end-application"),
            (.tryAnotherInterface, "try-another-interface"),
        ] {
            let tap = CaseTap().with { $0.configuration.kernel.refusedOptions = policy }
            #expect(try tap.present("QP-C08-6986").text == "refused \(word) device-verification-wanted")
            #expect(try tap.present("QP-C08-6300").text == "refused \(word) processing-options-refused")
            #expect(try tap.present("QP-C09").text == "refused \(word) mandatory-object-missing")
        }
    }

    @Test("QP-C08 6985 by the last candidate")
    func lastCandidateRefuses() {
        let channel = CaseChannel(VirtualCard(CardImage(.quickPassCredit), using: SplitMix64(seed: 1)))
        channel.spoil = { (at, bytes) throws(CardChannelError) in if at == 2 { bytes = [0x69, 0x85] } }
        let outcome = CaseTap().present(over: channel)
        #expect(outcome.text == "refused conditions-not-satisfied" && outcome.commands.count == 3)
    }

    @Test("QP-C10 cryptogram type from 9F10")
    func cryptogramTypes() throws {
        #expect(try CaseTap().present("QP-C10-10").text == Self.good)
        let cash = CaseTap(.electronicCash)
        #expect(try cash.present("QP-C10-10").text == "refused declined online-required")
        #expect(cash.present(CardImage(.quickPassCash)).text == "accepted approved approved-offline")
        #expect(
            CaseTap().present(CardImage(.quickPassLegacy)).text == "refused declined no-offline-authentication-data")
    }

    @Test(
        "QP-C12 to C19: records",
        arguments: [
            ("QP-C12", 5, "refused end-application record-invalid"),
            ("QP-C13", 6, "refused end-application record-missing"),
            ("QP-C14-zero", 9, good), ("QP-C14-zero-top", 9, good), ("QP-C14-ff-top", 9, good),
            ("QP-C14-after", 4, "refused end-application record-invalid"),
            ("QP-C15-same", 6, "refused end-application duplicate-object"),
            ("QP-C15-different", 6, "refused end-application duplicate-object"),
            ("QP-C16", 9, "refused end-application card-number-mismatch"),
            ("QP-C17-no-pan", 9, "refused declined card-number-missing"),
            ("QP-C17-no-expiry", 9, "refused declined expiration-date-missing"),
            ("QP-C18-long-tag", 9, good), ("QP-C18-length-81", 9, good), ("QP-C18-length-82", 9, good),
            ("QP-C18-length-80", 4, "refused end-application answer-malformed"),
            ("QP-C19-top", 4, "refused end-application record-invalid"),
            ("QP-C19-inside", 4, "refused end-application answer-malformed"),
        ])
    func records(id: String, commands: Int, text: String) throws {
        let outcome = try CaseTap().present(id)
        #expect(outcome.text == text)
        #expect(outcome.commands.count == commands)
    }

    @Test("QP-C19 overruns have the offset of the value that is cut")
    func offsets() {
        let top: [UInt8] = [0x70, 0x05, 0x5A, 0x01]
        var reader = TLVReader(0..<top.count)
        #expect(throws: TLVError.truncated(at: 2)) { try reader.next(in: top.span) }
        let inside: [UInt8] = [0x72, 0x04, 0x86, 0x20, 0x00, 0x00]
        var card = CardData()
        card.bytes = inside
        #expect(throws: CardData.Fault.malformed(.truncated(at: 4))) { try card.add(objectsIn: 0..<inside.count) }
    }
}
