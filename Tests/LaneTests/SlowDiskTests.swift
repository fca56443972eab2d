import CardEmulator
import ElectronicPurse
import Foundation
import Gate
import Journal
import Lane
import Simulator
import SmartCard
import TestSupport
import Testing

/// A lane whose disk hangs: nobody passes late, and the tap is not lost.
@Suite(.serialized)
struct SlowDiskTests {
    @Test(
        "a sync that hangs: the barrier stays shut, and the same card's next try opens once",
        arguments: [CardProfile.quickPassCredit, .tUnion])
    func hangingSync(profile: CardProfile) throws {
        let disk = GatedDisk(SimulatedDisk(seed: 1))
        let time = try TestTime("2026-11-24 08:00:00")
        let rig = try LaneRig(disk, time: time, durability: .power)
        let card = VirtualCard(CardImage(profile))
        disk.close()
        let slow = rig.lane.present(card)
        #expect(slow.outcome == .again && slow.reason == "journal-slow" && slow.journalFailure == nil)
        #expect(rig.barrier.signals == ["again"])
        disk.open()
        try time.set("2026-11-24 08:00:20")
        let next = rig.lane.present(card)
        #expect(next.outcome == .open, "\(next.reason)")
        if profile == .quickPassCredit { #expect(next.reason == "resumed") }
        #expect(rig.barrier.signals == ["again", "open"])
        try rig.close()
    }

    /// A card behind which the disk hangs from its debit on; one that is not debited, from the start.
    private final class HangingCard: CardChannel {
        let card: VirtualCard
        let disk: GatedDisk

        init(_ card: VirtualCard, _ disk: GatedDisk) {
            self.card = card
            self.disk = disk
        }

        func reset() throws(CardChannelError) -> [UInt8] {
            if card.image.purse == nil { disk.close() }
            return try card.reset()
        }

        func transmit(_ command: [UInt8], into answer: inout [UInt8]) throws(CardChannelError) {
            if command[1] == 0x54 { disk.close() }
            try card.transmit(command, into: &answer)
        }
    }

    @Test(
        "a lane that waits no more has no claim to the tap: the card opens the next one, and that one alone",
        arguments: [CardProfile.quickPassCredit, .tUnion], [false, true])
    func anotherLane(profile: CardProfile, isBarrier: Bool) throws {
        let disk = GatedDisk(SimulatedDisk(seed: 1))
        let time = try TestTime("2026-11-24 08:00:00")
        let rig = try LaneRig(disk, time: time, durability: .power)
        let barrier = TestBarrier()
        let other = GateLane(
            rig.lane.site, of: rig.book, cards: rig.cards, desk: rig.desk, lane: 1, journal: rig.journal,
            barrier: barrier,
            psam: SoftwarePSAM(
                terminal: 0x3000_0000_0002,
                keys: [TestPurseKeys.version: .init(purchase: TestPurseKeys.purchase, tac: TestPurseKeys.settlement)],
                nextSequence: 1),
            clock: LaneClock(monotonic: { time.monotonic }, wall: { 1_795_500_000_000 }, local: { time.now }),
            generator: SystemRandomNumberGenerator())
        let card = VirtualCard(CardImage(profile))
        rig.barrier.takesSignals = !isBarrier
        let first = rig.lane.present(isBarrier ? card : HangingCard(card, disk))
        #expect(first.outcome == .again && first.reason == (isBarrier ? "barrier-failed" : "journal-slow"))
        #expect(rig.barrier.signals == (isBarrier ? [] : ["again"]))
        disk.open()
        rig.barrier.takesSignals = true
        try time.set("2026-11-24 08:00:20")
        #expect(other.present(card).reason == "resumed")
        #expect(barrier.signals == ["open"])
        // It has opened: the first lane does not.
        let last = rig.lane.present(card)
        #expect(last.outcome == .refused, "\(last.reason)")
        #expect(!rig.barrier.signals.contains("open"))
        try rig.close()
    }

    @Test("the end of a gate does not wait for ever for a disk that hangs")
    func hangingEnd() throws {
        let disk = GatedDisk(SimulatedDisk(seed: 1))
        let rig = try LaneRig(disk, time: TestTime("2026-11-24 08:00:00"), durability: .power)
        disk.close()
        let moment = JournalMoment(wallMilliseconds: 0, monotonicNanoseconds: 0)
        try rig.journal.append(JournalNote(text: "waits"), at: moment)
        rig.desk.close()
        #expect(throws: JournalError.notDurableInTime(milliseconds: 50)) { try rig.journal.close(milliseconds: 50) }
        disk.open()
        try rig.journal.close()
        #expect(rig.journal.durableSequence == 1)
    }
}
