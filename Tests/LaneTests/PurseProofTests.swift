import CardEmulator
import ElectronicPurse
import Fares
import Foundation
import Gate
import Journal
import Lane
import SmartCard
import TestSupport
import Testing

/// What a purse must prove before the barrier opens, and that its money is counted once whatever it proves.
@Suite(.serialized)
struct PurseProofTests {
    /// One purse, one journal; each tap at a process of its own unless several are asked for.
    private struct Ride {
        let folder: TemporaryFolder
        let time: TestTime
        let purse = SpoiltPurse()

        init() throws {
            folder = try TemporaryFolder()
            time = try TestTime("2026-11-24 08:00:00")
            _ = try taps(["2026-11-24 08:00:00"], at: "罗湖", .entry)
        }

        /// The same card at these moments, to one process.
        func taps(
            _ moments: [String], at station: String = "机场东", _ direction: TapKind = .exit,
            in other: TemporaryFolder? = nil, isForgetful: Bool = false, opensOnRecords: Bool = false
        ) throws -> [LaneTap] {
            try time.set(moments[0])
            let rig = try LaneRig(
                other ?? folder, station: station, direction: direction, time: time, isForgetful: isForgetful)
            rig.cards.purses.opensOnRecords = opensOnRecords
            var taps: [LaneTap] = []
            for moment in moments {
                try time.set(moment)
                taps.append(rig.lane.present(purse))
                // One spoilt answer alone.
                purse.debit = .sound
            }
            #expect(rig.barrier.signals.count { $0 == "open" } == taps.count { $0.outcome == .open })
            try rig.close()
            return taps
        }

        func contents() throws -> JournalContents { try JournalContents(folder) }
    }

    private static func text(_ tap: LaneTap) -> String { "\(tap.outcome.rawValue) \(tap.reason)" }

    /// TU-F08: records alone settle the ride, and open only where the operator has chosen so.
    @Test("a debit that only records show is counted once and opens nothing", arguments: [false, true])
    func recordsAlone(opensOnRecords: Bool) throws {
        let ride = try Ride()
        ride.purse.debit = .lost
        ride.purse.refusesProof = true
        let taps = try ride.taps(
            ["2026-11-24 08:50:00", "2026-11-24 08:50:05"], opensOnRecords: opensOnRecords)
        #expect(taps[0].outcome == .again && taps[0].isTorn)
        #expect(Self.text(taps[1]) == (opensOnRecords ? "open completed" : "refused debit-not-proven"))
        // Nor does a restart make it an approved tap that has not opened yet.
        let later = try ride.taps(["2026-11-24 08:50:10"], opensOnRecords: opensOnRecords)
        #expect(later[0].outcome == .refused, "\(later[0].reason)")
        let contents = try ride.contents()
        #expect(ride.purse.paidFen == 855 && contents.chargedFen == 855 && contents.approved.count == 2)
        #expect(contents.purses.map(\.state) == [.intended, .proven, .intended, .proven])
        #expect(contents.opened.count == (opensOnRecords ? 2 : 1))
        // The next ride is one of its own.
        ride.purse.refusesProof = false
        #expect(try ride.taps(["2026-11-24 18:00:00"], .entry)[0].reason == "entered")
    }

    /// TU-F07: the module has forgotten the purchase, or the next process has.
    @Test(
        "a debit whose MAC2 or TAC was wrong never becomes good by records",
        arguments: [SpoiltPurse.Debit.wrongMAC2, .wrongTAC], [false, true])
    func wrongOnce(debit: SpoiltPurse.Debit, refusesProof: Bool) throws {
        for opensOnRecords in [false, true] {
            let ride = try Ride()
            ride.purse.debit = debit
            ride.purse.refusesProof = refusesProof
            let first = try ride.taps(
                ["2026-11-24 08:50:00", "2026-11-24 08:50:05"], isForgetful: true, opensOnRecords: opensOnRecords)
            let second = try ride.taps(
                ["2026-11-24 08:50:10", "2026-11-24 08:50:15"], isForgetful: true, opensOnRecords: opensOnRecords)
            #expect((first + second).allSatisfy { $0.outcome == .refused }, "\((first + second).map(Self.text))")
            #expect(try ride.contents().opened.count == 1 && ride.purse.paidFen == 855)
            // A module that can tell settles it at last, if the card proves the debit.
            ride.purse.refusesProof = false
            #expect(Self.text(try ride.taps(["2026-11-24 08:50:20"])[0]) == "open completed")
            #expect(try ride.contents().chargedFen == 855 && ride.purse.paidFen == 855)
        }
    }

    @Test("a debit whose module cannot check is counted once and opens nothing", arguments: [false, true])
    func unchecked(opensOnRecords: Bool) throws {
        let ride = try Ride()
        ride.purse.debit = .lost
        _ = try ride.taps(["2026-11-24 08:50:00"], isForgetful: true)
        // Another process: its module has never heard of the purchase.
        let taps = try ride.taps(
            ["2026-11-24 08:50:05"], isForgetful: true, opensOnRecords: opensOnRecords)
        #expect(Self.text(taps[0]) == "refused debit-not-proven")
        #expect(try ride.contents().chargedFen == 855 && ride.purse.paidFen == 855)
    }

    @Test("the clock goes back a little between the debit and its proof: the rider leaves")
    func clockBack() throws {
        for moment in ["2026-11-24 08:49:59", "2026-11-24 08:49:00", "2026-11-24 08:51:00"] {
            let ride = try Ride()
            ride.purse.debit = .lost
            _ = try ride.taps(["2026-11-24 08:50:00"])
            #expect(Self.text(try ride.taps([moment])[0]) == "open completed", "\(moment)")
            #expect(try ride.contents().chargedFen == 855 && ride.purse.paidFen == 855)
        }
    }

    /// The gate of the exit has a journal of its own: it knows the entry from the card alone.
    @Test("a torn exit keeps its ride", arguments: [false, true])
    func tornExitElsewhere(settlesLater: Bool) throws {
        let ride = try Ride()
        let other = try TemporaryFolder()
        ride.purse.debit = .lost
        _ = try ride.taps(["2026-11-24 08:50:00"], in: other)
        if settlesLater {
            #expect(try ride.taps(["2026-11-25 08:00:00"], .entry, in: other)[0].reason == "entered")
        } else {
            #expect(Self.text(try ride.taps(["2026-11-24 08:50:05"], in: other)[0]) == "open completed")
        }
        let record = try #require(try JournalContents(other).approved.first)
        #expect(record.reason == .completed && record.chargeFen == 855 && record.fareFen == 855)
        #expect(record.entry?.station?.id == "SZ001")
        #expect(record.entry?.time == LocalTime("2026-11-24 08:00:00"))
    }

    /// A missing exit costs something; a purse is not there to pay it.
    @Test("the end of the service day takes nothing from a purse", arguments: [0, 300, 3000])
    func sweep(chargeFen: Int) throws {
        let edition = try #require(try Edition.shipped("current"))
        let text = "format: faregate-tariff/1\nextends: shenzhen\nmissing_exit: [{charge: \(chargeFen)}]\n"
        let book = try FareBook(edition, tariff: try Tariff.read(file: "what-if.yaml", bytes: Array(text.utf8)))
        let folder = try TemporaryFolder()
        let time = try TestTime("2026-11-24 23:30:00")
        let purse = SpoiltPurse()
        func tap(_ moment: String, _ station: String, _ direction: TapKind) throws -> LaneTap {
            try time.set(moment)
            let rig = try LaneRig(folder, station: station, direction: direction, time: time, book: book)
            let tap = rig.lane.present(purse)
            try rig.close()
            return tap
        }
        #expect(try tap("2026-11-24 23:30:00", "罗湖", .entry).reason == "entered")
        #expect(Self.text(try tap("2026-11-25 04:10:00", "机场东", .exit)) == "open completed")
        let contents = try JournalContents(folder)
        let due = try #require(contents.approved.last?.fareFen)
        #expect(due > 0 && contents.chargedFen == due && purse.paidFen == Int(due))
        #expect(contents.approved.map(\.kind) == [.entry, .exit])
        // Nor does it matter that an exit never comes.
        #expect(try tap("2026-11-25 08:00:00", "罗湖", .entry).reason == "entered")
        #expect(try JournalContents(folder).chargedFen == due)
    }
}
