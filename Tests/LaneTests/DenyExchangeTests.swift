import Bundles
import CAllocationCounter
import CardCrypto
import CardEmulator
import EMV
import Fares
import Gate
import Journal
import SmartCard
import Synchronization
import TestSupport
import Testing

@testable import Lane

/// The deny list is exchanged while lanes ask it.
struct DenyExchangeTests {
    private static func signed(_ keys: [UInt64], version: UInt64) throws -> DenyList {
        let payload = try DenyIndexBuilder.payload(listed: keys, key: DenyTokenKey(number: 1, checkValue: 1))
        return try DenyList(try DenyIndex(try #require(MappedFile(copying: payload)), from: 0), version: version)
    }

    /// Readers see one whole edition a tap, old ones go when their last tap has ended, never on a reader's thread.
    @Test func whileOthersLookUp() throws {
        let inForce = DenyListInForce(DenyEdition(signed: try Self.signed([1], version: 1)))
        let isStopping = Atomic(false)
        let mixed = Atomic(0)
        let looked = Atomic(0)
        let threads = try (0..<3).map { _ in
            try WorkerThread {
                while !isStopping.load(ordering: .relaxed) {
                    let edition = inForce.current
                    // Edition n lists n and nothing else.
                    let own = edition.lists(CardTokenValue(high: edition.version, low: 0))
                    let next = edition.lists(CardTokenValue(high: edition.version + 1, low: 0))
                    if !own || next { mixed.add(1, ordering: .relaxed) }
                    looked.add(1, ordering: .relaxed)
                }
            }
        }
        for version in 2...200 as ClosedRange<UInt64> {
            inForce.replace(with: DenyEdition(signed: try Self.signed([version], version: version)))
        }
        while looked.load(ordering: .relaxed) < 1000 {}
        isStopping.store(true, ordering: .relaxed)
        for thread in threads { thread.join() }
        #expect(mixed.load(ordering: .relaxed) == 0)
        #expect(inForce.sweep() == 0 && inForce.current.version == 200)
    }

    @Test func anEditionThatIsInUseStays() throws {
        let inForce = DenyListInForce(DenyEdition(signed: try Self.signed([1], version: 1)))
        var tap: DenyEdition? = inForce.current
        inForce.replace(with: DenyEdition(signed: try Self.signed([2], version: 2)))
        #expect(inForce.sweep() == 1)
        #expect(tap?.lists(CardTokenValue(high: 1, low: 0)) == true)
        tap = nil
        #expect(inForce.sweep() == 0)
        for version in 3...20 as ClosedRange<UInt64> {
            _ = inForce.current
            inForce.replace(with: DenyEdition(signed: try Self.signed([version], version: version)))
        }
        #expect(inForce.sweep() == 0)
    }

    /// Small and signed list, tokens and account references, under the key in use and the one before.
    @Test func whoIsListed() throws {
        let old = try #require(CardTokenizer(key: [UInt8](repeating: 7, count: 32), identifier: 1))
        let tokenizer = try #require(
            CardTokenizer(
                key: [UInt8](repeating: 8, count: 32), identifier: 2, previousKey: [UInt8](repeating: 7, count: 32)))
        #expect(tokenizer.previousCheckValue == old.checkValue && old.previousCheckValue == nil)
        let reference = Array("V0010013018046008211703411701".utf8)
        let other = Array("V0010013018046008211703411702".utf8)
        for key in [old, tokenizer] {
            let edition = DenyEdition(
                small: CardDenyList(tokens: [CardTokenValue(high: 5, low: 6)], version: 3),
                signed: try Self.signed([9, DenyEdition.key(ofReference: reference, by: key)], version: 12))
            #expect(edition.version == 12)
            #expect(edition.lists(CardTokenValue(high: 5, low: 6)) && !edition.lists(CardTokenValue(high: 5, low: 7)))
            #expect(edition.lists(CardTokenValue(high: 9, low: 1)))
            let (listed, unlisted) = (
                edition.lists(reference: reference.span, by: tokenizer),
                edition.lists(reference: other.span, by: tokenizer)
            )
            #expect(listed && !unlisted)
        }
        let small = DenyEdition(small: CardDenyList(references: [other], version: 3))
        let isListed = small.lists(reference: other.span, by: tokenizer)
        #expect(small.version == 3 && isListed)
    }

    /// Each tap's record names the list that was asked for it, however often the list changes.
    @Test func recordsNameTheListThatWasAsked() throws {
        let folder = try TemporaryFolder()
        let rig = try LaneRig(folder, time: TestTime("2026-11-24 08:00:00"), listVersion: 5)
        let card = VirtualCard(CardImage(.quickPassCredit))
        let first = rig.lane.present(card)
        let token = try #require(first.token)
        rig.cards.denyList.replace(with: DenyEdition(signed: try Self.signed([token.high], version: 6)))
        let second = rig.lane.present(card)
        #expect(first.reason != second.reason && second.reason == "denied")
        rig.cards.denyList.replace(with: DenyEdition(signed: try Self.signed([1], version: 7)))
        let third = rig.lane.present(card)
        try rig.close()
        #expect(first.outcome == .open && third.reason == "pass-back")
        #expect(try JournalContents(folder).taps.map(\.denyListVersion) == [5, 6, 7])
    }

    @Test func noAllocationInALookUp() throws {
        let inForce = DenyListInForce(DenyEdition(signed: try Self.signed([1, 2, 3], version: 1)))
        let tokens = (0..<100).map { CardTokenValue(high: UInt64($0), low: 0) }
        var found = 0
        faregate_reset_allocation_count()
        for index in 0..<tokens.count where inForce.current.lists(tokens[index]) { found += 1 }
        #expect(faregate_allocation_count() == 0)
        #expect(found == 3)
    }
}
