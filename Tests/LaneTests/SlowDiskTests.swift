import CardEmulator
import Foundation
import Gate
import Journal
import Lane
import Simulator
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
