import CardEmulator
import EMV
import Foundation
import SmartCard
import TestSupport
import Testing

/// Group G of emv-cases.md, and the property that no altered signed bit is ever accepted.
struct RobustnessCases {
    private static let good = TransportCases.good

    /// A good tap that is played again with altered answers.
    private struct Recording {
        let tap = CaseTap()
        let outcome: CaseOutcome

        init(_ image: CardImage) { outcome = CaseTap().present(image) }

        func play(_ answers: [[UInt8]]) -> CaseOutcome { tap.present(over: CaseChannel(CaseScript(answers))) }

        /// Which answer a byte of the card's data came in, and where it lies there.
        func place(of offset: Int) -> (answer: Int, byte: Int)? {
            var start = 0
            for (index, answer) in outcome.answers.enumerated() {
                if offset < start + answer.count - 2 { return (index, offset - start) }
                start += answer.count - 2
            }
            return nil
        }
    }

    private static func cards() -> [(name: String, image: CardImage, commands: Int)] {
        var sm2 = CardImage(.quickPassSM2)
        sm2.signsStaticData = true
        return [("RSA", CardImage(.quickPassDebit), 10), ("SM2", sm2, 8)]
    }

    /// Where the fields lie that a signature covers. Of track 2, the number: dates are not signed there.
    private static func signedBytes(_ card: CardData, _ answers: [[UInt8]]) throws -> [Int] {
        let tags = [
            Tag.issuerCertificate, Tag.issuerRemainder, Tag.issuerExponent, Tag.iccCertificate, Tag.iccRemainder,
            Tag.iccExponent, Tag.interchangeProfile, Tag.signedDynamicData, Tag.cardAuthenticationData,
            Tag.cardQualifiers, Tag.transactionCounter, Tag.applicationPAN,
        ]
        var places = tags.compactMap { card.value(of: $0) }.flatMap { Array($0) }
        for range in card.staticData { places += Array(range) }
        let track = try #require(card.value(of: Tag.track2Equivalent))
        let pan = try #require(card.clearPAN)
        places += Array(track.prefix((pan.count + 1) / 2))
        return Array(Set(places)).sorted()
    }

    @Test("QP-G02 every bit of every signed field", arguments: [0, 1])
    func everySignedBit(index: Int) throws {
        let (name, image, commands) = Self.cards()[index]
        let recording = Recording(image)
        #expect(recording.outcome.text == Self.good && recording.outcome.commands.count == commands)
        #expect(recording.play(recording.outcome.answers).text == Self.good)
        let places = try Self.signedBytes(recording.outcome.card, recording.outcome.answers)
        #expect(places.count > 300)
        var answers = recording.outcome.answers
        for offset in places {
            let place = try #require(recording.place(of: offset))
            for bit in 0..<8 {
                answers[place.answer][place.byte] ^= 1 << UInt8(bit)
                let outcome = recording.play(answers)
                if outcome.opens { Issue.record("\(name): answer \(place.answer), byte \(place.byte), bit \(bit)") }
                answers[place.answer][place.byte] ^= 1 << UInt8(bit)
            }
        }
        #expect(recording.play(answers).text == Self.good)
    }

    /// Taps of each card; `FAREGATE_LONG_TESTS=1` makes the case's 100,000 of them, a minute in a debug build.
    private static let mutationRuns =
        runsLongTests ? 50_000 : 6_000

    /// Whatever is accepted is the card that was recorded, number and counter.
    @Test("QP-G02 mutation of any byte", arguments: [0, 1])
    func mutations(index: Int) throws {
        let recording = Recording(Self.cards()[index].image)
        let genuine = try #require(recording.outcome.result.kernel?.card)
        var generator = SplitMix64(seed: UInt64(index))
        var accepted = 0
        for _ in 0..<Self.mutationRuns {
            var answers = recording.outcome.answers
            let at = Int.random(in: 0..<answers.count, using: &generator)
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: answers[at].removeLast(Int.random(in: 1...answers[at].count, using: &generator))
            case 1: answers[at].append(UInt8.random(in: .min ... .max, using: &generator))
            default:
                let byte = Int.random(in: 0..<answers[at].count, using: &generator)
                answers[at][byte] ^= UInt8.random(in: 1...255, using: &generator)
            }
            let outcome = recording.play(answers)
            guard outcome.opens else { continue }
            accepted += 1
            #expect(outcome.result.kernel?.card == genuine)
        }
        // Labels, cryptograms and the like are not signed.
        #expect(accepted > 0 && accepted < Self.mutationRuns / 2)
    }

    @Test("QP-G02 answers of chance", arguments: 0..<8)
    func anyBytes(seed: Int) {
        var generator = SplitMix64(seed: UInt64(seed))
        let first = CaseTap().present(CardImage(.quickPassCredit)).answers
        for _ in 0..<100 {
            var answers = Array(first.prefix(Int.random(in: 0...first.count, using: &generator)))
            for _ in 0..<40 {
                let count = Int.random(in: 0...260, using: &generator)
                answers.append((0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
                if Bool.random(using: &generator) { answers[answers.count - 1] += [0x90, 0x00] }
            }
            let outcome = CaseTap().present(over: CaseChannel(CaseScript(answers)))
            #expect(!outcome.opens || outcome.answers == first)
        }
    }

    @Test(
        "QP-G01 the same decision every time", arguments: ["QP-A01", "QP-E07", "QP-C13", "QP-E22", "QP-B11-not-found"])
    func deterministic(id: String) throws {
        let first = try CaseTap().present(id)
        let second = try CaseTap().present(id)
        #expect(first.result == second.result && first.commands == second.commands && first.answers == second.answers)
    }

    /// The terminal reports each exchange with its moments: 300 ms for GET PROCESSING OPTIONS, nothing for the others.
    @Test("QP-G04 slow card")
    func slowCard() throws {
        let outcome = try CaseTap().present("QP-G04")
        #expect(outcome.text == Self.good)
        let order: [CardDialogue.Phase] = [.directory, .select, .options] + (0..<6).map { .record($0) }
        let expected = order.map { phase in
            let isAfter = phase != .directory && phase != .select
            return CaseOutcome.TimedPhase(
                phase: phase, sent: isAfter && phase != .options ? 300_000 : 0, received: isAfter ? 300_000 : 0)
        }
        #expect(outcome.phases == expected)
        #expect(outcome.phases.reduce(0) { $0 + $1.received - $1.sent } == outcome.microseconds)
    }

    @Test("QP-G05 no card number in what is written down", arguments: [CardProfile.quickPassCredit, .quickPassDebit])
    func privacy(profile: CardProfile) {
        // The profiles' own numbers have zeros where the mask puts them.
        let number = CardEmulator.PrimaryAccountNumber(completing: "622500123456789", count: 16)
        let image = CardImage(profile, pan: number)
        let outcome = CaseTap().present(image)
        let transcript = Transcript(
            zip(outcome.commands, outcome.answers).map { Transcript.Exchange(command: $0, answer: $1) })
        let masked = transcript.masked().exchanges.map { Hex.text($0.answer) }.joined()
        let whole = transcript.exchanges.map { Hex.text($0.answer) }.joined()
        #expect(whole.contains(image.pan.digits) && !masked.contains(image.pan.digits))
        #expect(outcome.result.kernel?.card?.pan.masked.contains("*") == true)
    }
}
