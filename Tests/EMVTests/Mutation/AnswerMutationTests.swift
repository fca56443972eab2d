import CardEmulator
import EMV
import FuzzTargets
import TestSupport
import Testing

/// QP-G02: answers of a genuine card changed byte by byte. No crash; what is signed is never accepted changed.
@Suite(.serialized)
struct AnswerMutationTests {
    /// Every byte of every answer with each of its bits and six patterns flipped, and every answer cut at every place.
    @Test func flippedAndCut() {
        let tap = GoodTap(.quickPassDebit, .deferred)
        var (cases, accepted) = (0, 0)
        for (index, answer) in tap.answers.enumerated() {
            for place in answer.indices {
                let masks: [UInt8?] = [nil] + (0..<8).map { 1 << UInt8($0) } + (1...6).map { UInt8($0 &* 0x25) }
                for mask in masks {
                    let ending = tap.run([.single(string: index, place: place, mask: mask)])
                    #expect(
                        ending.fault == nil, "answer \(index), byte \(place), \(mask.map { "mask \($0)" } ?? "cut")")
                    cases += 1
                    if ending.result.verdict == .accepted { accepted += 1 }
                }
            }
        }
        // Labels, language, issuer data: bytes that nothing signs. More would mean that the signatures are not looked
        // at.
        #expect(cases > 10_000 && accepted > 0 && accepted < cases / 4, "\(accepted) of \(cases)")
    }

    /// Cards of other kinds, each byte with one bit flipped.
    @Test(arguments: [
        (CardProfile.quickPassCredit, KernelConfiguration.MoneyProfile.deferred), (.quickPassSM2, .deferred),
        (.quickPassCash, .electronicCash),
    ])
    func flippedOnOtherCards(profile: CardProfile, money: KernelConfiguration.MoneyProfile) {
        let tap = GoodTap(profile, money)
        for (index, answer) in tap.answers.enumerated() {
            for place in answer.indices {
                let bit = UInt8(1) << UInt8(place & 7)
                let fault = tap.run([.single(string: index, place: place, mask: bit)]).fault
                #expect(fault == nil, "answer \(index), byte \(place), mask \(bit)")
            }
        }
    }

    /// Several changes at once: bytes set, put in and cut out, answers swapped and doubled.
    @Test(arguments: UInt64(0)..<4)
    func manyChanges(seed: UInt64) {
        let tap = GoodTap(seed & 1 == 0 ? .quickPassCredit : .quickPassDebit, .deferred)
        var random = SplitMix64(seed: seed)
        for _ in 0..<1000 {
            let bytes = (0..<Int.random(in: 4..<40, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            #expect(tap.run(Edit.list(bytes)).fault == nil, "\(bytes)")
        }
    }

    /// The rules of a short card number: four digits at least stay hidden.
    @Test(arguments: [
        ([UInt8](arrayLiteral: 0x12, 0x34, 0x56, 0x78), "****5678"), ([0x12, 0x34, 0x56, 0x78, 0x90], "12****7890"),
        ([0x62, 0x25, 0, 0, 0, 0, 0, 0x06], "622500******0006"),
    ])
    func shortNumbersAreMasked(bytes: [UInt8], shown: String) {
        #expect(PrimaryAccountNumber(compressed: bytes.span)?.masked == shown)
    }
}
