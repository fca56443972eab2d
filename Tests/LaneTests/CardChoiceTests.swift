import CardEmulator
import Foundation
import Gate
import Journal
import Lane
import SmartCard
import TestSupport
import Testing

/// Which part of a card a gate goes by: its payment application, its purse, or neither.
@Suite(.serialized)
struct CardChoiceTests {
    /// A UnionPay application in front of a T-Union purse, the former broken.
    private static func double(_ fault: String) throws -> CardImage {
        var image = CardImage(.tUnion)
        image.apply(try #require(CardFault(id: fault)))
        image.applications = [.unionPayDebit, .tUnionPurse]
        image.additionalFunctions = 0x40
        image.cashBalanceFen = nil
        return image
    }

    @Test(
        "a payment application that cannot be used here: the purse of the same card pays",
        arguments: ["QP-B11-not-found", "QP-C08-6985", "QP-C03"])
    func purseInstead(fault: String) throws {
        let folder = try TemporaryFolder()
        let time = try TestTime("2026-11-24 08:00:00")
        let rig = try LaneRig(folder, time: time)
        let tap = rig.lane.present(VirtualCard(try Self.double(fault)))
        try rig.close()
        #expect(tap.outcome == .open && tap.medium == "t-union", "\(tap.reason)")
        #expect(try JournalContents(folder).purses.map(\.state) == [.intended, .proven])
    }

    @Test(
        "a payment application that is genuine and refused, or not genuine: the purse does not stand in",
        arguments: [("QP-E07", "authentication-failed"), ("QP-B11-blocked", "card-blocked")])
    func noPurseInstead(fault: String, reason: String) throws {
        let folder = try TemporaryFolder()
        let rig = try LaneRig(folder, time: try TestTime("2026-11-24 08:00:00"))
        let tap = rig.lane.present(VirtualCard(try Self.double(fault)))
        try rig.close()
        #expect(tap.outcome == .refused && tap.reason == reason)
        let contents = try JournalContents(folder)
        #expect(contents.purses.isEmpty && contents.notes.count == 1)
    }

    @Test(
        "a card with neither: refused for the payment card's reason, which the journal has",
        arguments: [("QP-B11-locked", "application-not-accepted"), ("QP-B09-not-found", "card-not-supported")])
    func neither(fault: String, reason: String) throws {
        let folder = try TemporaryFolder()
        let rig = try LaneRig(folder, time: try TestTime("2026-11-24 08:00:00"))
        let tap = rig.lane.present(VirtualCard(CardImage(try #require(CardFault(id: fault)))))
        try rig.close()
        #expect(tap.outcome == .refused && tap.reason == reason)
        #expect(try JournalContents(folder).notes == ["card refused: \(reason)"])
    }

    @Test(
        "a purse that is refused, or does not prove its debit: the journal says why",
        arguments: [
            ("TU-F14", "purse refused: expired"), ("TU-F10-status", "purse refused: not-enough-money"),
            ("TU-F07", "purse suspect: wrong-mac2"),
        ])
    func refusedPurse(fault: String, note: String) throws {
        let folder = try TemporaryFolder()
        let rig = try LaneRig(folder, time: try TestTime("2026-11-24 08:00:00"))
        let tap = rig.lane.present(VirtualCard(CardImage(try #require(CardFault(id: fault)))))
        try rig.close()
        #expect(tap.outcome == .refused && rig.barrier.signals == ["refuse"])
        #expect(try JournalContents(folder).notes == [note])
    }
}
