import CardEmulator
import ElectronicPurse
import Gate
import Lane
import PCSC
import SmartCard
import TestSupport
import Testing

/// A card at the edge of the field of a lane that asks its reader's presence, as the gate does.
@Suite(.serialized)
struct SameTapTests {
    /// A lane at a reader whose clock the test sets, in milliseconds.
    private final class Reader {
        let rig: LaneRig
        private var presence = CardPresence()
        private var now = 0

        init(_ rig: LaneRig) {
            self.rig = rig
            rig.lane.isLastTap = { [unowned self] in presence.isLastTap($0.presenceToken, at: now) }
        }

        /// The card lies on the reader from one moment to another.
        func lay(_ card: VirtualCard, from start: Int, to end: Int) -> LaneTap {
            now = start
            #expect(presence.take(.arrived(nil), at: now) == [.startDialogue])
            let tap = rig.lane.present(card)
            let action: [CardPresence.Action] =
                switch tap.ending {
                case .decided(let token): presence.take(.decided(token: token), at: now)
                case .interrupted: presence.take(.interrupted, at: now)
                }
            #expect(action.contains(.sameTap) == tap.isSameTap)
            now = end
            _ = presence.take(.removed, at: now)
            return tap
        }
    }

    @Test(
        "seen again within 2 s: one signal, one record, one debit; another card between is a tap; later it is one",
        arguments: [CardProfile.quickPassCredit, .tUnion])
    func flickers(profile: CardProfile) throws {
        let folder = try TemporaryFolder()
        let time = try TestTime("2026-11-24 08:00:00")
        let rig = try LaneRig(folder, time: time)
        let reader = Reader(rig)
        let card = VirtualCard(CardImage(profile))
        #expect(reader.lay(card, from: 0, to: 300).outcome == .open)
        for start in [400, 1200, 3000] {
            let again = reader.lay(card, from: start, to: start + 100)
            #expect(again.isSameTap && again.reason == "same-tap" && again.verdict == nil, "\(again.reason)")
        }
        #expect(rig.barrier.signals == ["open"])
        #expect(reader.lay(card, from: 5200, to: 5300).outcome == .refused)
        #expect(reader.lay(card, from: 5400, to: 5500).isSameTap)
        #expect(reader.lay(VirtualCard(CardImage(.quickPassDebit)), from: 5600, to: 5700).outcome == .open)
        #expect(!reader.lay(card, from: 5800, to: 5900).isSameTap)
        #expect(rig.barrier.signals == ["open", "refuse", "open", "refuse"])
        try rig.close()
        let contents = try JournalContents(folder)
        #expect(contents.approved.count == 2 && contents.opened.count == 2)
    }

    @Test("a tap that the barrier did not take is not over: the same card opens at once")
    func notOver() throws {
        let folder = try TemporaryFolder()
        let rig = try LaneRig(folder, time: TestTime("2026-11-24 08:00:00"))
        let reader = Reader(rig)
        let card = VirtualCard(CardImage(.quickPassCredit))
        rig.barrier.takesSignals = false
        let first = reader.lay(card, from: 0, to: 300)
        #expect(first.outcome == .again && first.reason == "barrier-failed")
        rig.barrier.takesSignals = true
        let second = reader.lay(card, from: 400, to: 600)
        #expect(second.outcome == .open && second.reason == "resumed")
        #expect(reader.lay(card, from: 700, to: 800).isSameTap)
        try rig.close()
        #expect(try JournalContents(folder).opened.count == 1)
    }
}
