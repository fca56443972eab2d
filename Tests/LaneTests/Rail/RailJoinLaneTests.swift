import CardCrypto
import Foundation
import Gate
import Journal
import Lane
import QRTickets
import TestSupport
import Testing

/// Ticket and document at a whole gate: orders, times, several tickets, two credentials of one ticket.
@Suite(.serialized)
struct RailJoinLaneTests {
    private static let mine = RailRig.documents[0]
    private static let other = RailRig.documents[1]

    private static func rig(
        _ folder: TemporaryFolder, _ store: any ReplayStore = ReplayMemory(capacity: 100), reservations: [String] = [],
        direction: TapKind = .entry, station: String = "IOQ", time: TestTime? = nil, device: String = "test"
    ) throws -> RailRig {
        try RailRig(
            try FileStorage(folder.path, creates: true), store,
            time: try time ?? TestTime("2026-11-24 08:00:00", standsStill: true), station: station,
            direction: direction, device: device, reservations: reservations)
    }

    @Test(
        "they join within three seconds, in either order",
        arguments: [(2999, true), (3000, true), (3001, false)] as [(UInt64, Bool)], [true, false])
    func joins(time: (milliseconds: UInt64, isInTime: Bool), ticketFirst: Bool) throws {
        let folder = try TemporaryFolder()
        let rig = try Self.rig(folder)
        let ticket = RailRig.Shown.ticket("E1", bound: Self.mine)
        let document = RailRig.Shown.document(Self.mine)
        rig.time.skip(milliseconds: 1)
        _ = try rig.show([ticketFirst ? ticket : document])
        rig.time.skip(milliseconds: time.milliseconds)
        let taps = try rig.show([ticketFirst ? document : ticket])
        if time.isInTime {
            #expect(taps.map(\.verdict) == [.accepted])
        } else {
            #expect(taps.map(\.verdict) == [.noTicket, .waiting])
        }
        try rig.close()
        #expect(try JournalContents(folder).approved.count == (time.isInTime ? 1 : 0))
    }

    @Test("a code that waits in vain is not spent: it may be shown at another gate")
    func notReserved() throws {
        let (folder, second, store) = (try TemporaryFolder(), try TemporaryFolder(), ReplayMemory(capacity: 100))
        let time = try TestTime("2026-11-24 08:00:00", standsStill: true)
        let rig = try Self.rig(folder, store, time: time)
        let code = rig.code("E1", try RailRig.record("G5711", "2026-11-24", "IOQ", "XJA", Self.mine))
        #expect(try rig.show([.bytes(code), .wait(3001)]).map(\.verdict) == [.waiting, .noTicket])
        #expect(store.count == 0)
        let other = try Self.rig(second, store, time: time, device: "gate-2")
        #expect(try other.show([.bytes(code), .document(Self.mine)]).map(\.verdict) == [.waiting, .accepted])
        #expect(store.count == 1)
        time.skip(seconds: 3)
        let again = try rig.show([.bytes(code), .document(Self.mine)])
        #expect(again.map(\.verdict) == [.waiting, .repeated] && again.last?.tap.reason == "pass-back")
        try rig.close()
        try other.close()
    }

    @Test("one ticket is one ticket: by its own code, by a railway's code, and by its document alone")
    func oneTicket() throws {
        let folder = try TemporaryFolder()
        let rows = [try RailRig.reservation("E1", Self.mine)]
        let rig = try Self.rig(folder, reservations: rows)
        #expect(try rig.show([.document(Self.mine)]).map(\.verdict) == [.accepted])
        rig.time.skip(seconds: 3)
        try rig.time.set("2026-11-24 08:05:00")
        let record = try RailRig.record()
        // The list knows whose it is, so a code that is bound to nobody waits all the same.
        #expect(
            try rig.show([.bytes(try rig.railwayCode("E1", record)), .document(Self.mine)]).map(\.verdict)
                == [.waiting, .repeated])
        rig.time.skip(seconds: 3)
        #expect(try rig.show([.ticket("E1"), .document(Self.mine)]).map(\.verdict) == [.waiting, .repeated])
        #expect(try rig.show([.document(Self.mine)]).map(\.verdict) == [.repeated])
        try rig.close()
        let contents = try JournalContents(folder)
        #expect(contents.approved.count == 1 && Set(contents.taps.map(\.token)).count == 1)
    }

    @Test("two gates with one store: a ticket is in once, whichever shows it; the way out is another use")
    func twoGates() throws {
        let folders = try (0..<3).map { _ in try TemporaryFolder() }
        let (store, time) = (ReplayMemory(capacity: 100), try TestTime("2026-11-24 08:00:00", standsStill: true))
        let rows = [try RailRig.reservation("E1", Self.mine), try RailRig.reservation("E2", Self.other, seat: "2A")]
        let first = try Self.rig(folders[0], store, reservations: rows, time: time, device: "gate-1")
        let second = try Self.rig(folders[1], store, reservations: rows, time: time, device: "gate-2")
        #expect(try first.show([.ticket("E1"), .document(Self.mine)]).map(\.verdict) == [.waiting, .accepted])
        #expect(try second.show([.document(Self.other)]).map(\.verdict) == [.accepted])
        for (moment, reason) in [("2026-11-24 08:01:00", "pass-back"), ("2026-11-24 08:01:01", "already-used")] {
            try time.set(moment)
            time.skip(seconds: 3)
            let taps = try second.show([.document(Self.mine), .ticket("E1"), .document(Self.mine)])
            #expect(taps.map(\.verdict) == [.repeated, .waiting, .repeated])
            #expect(taps.map(\.tap.reason) == [reason, "waiting-for-document", reason])
            #expect(try first.show([.document(Self.other)]).map(\.tap.reason) == [reason])
        }
        let exit = try Self.rig(
            folders[2], store, direction: .exit, station: "XJA", time: time, device: "gate-3")
        #expect(try exit.show([.ticket("E1")]).map(\.verdict) == [.accepted])
        #expect(store.count == 3)
        for rig in [first, second, exit] { try rig.close() }
        let taps = try folders.flatMap { try JournalContents($0).taps }
        #expect(taps.count { $0.outcome == .open } == 3 && taps.count { $0.reason == .alreadyUsed } == 3)
        let uses = Set(taps.compactMap(\.replayKey))
        #expect(uses.count == 3 && taps.allSatisfy { $0.replayKey != nil })
    }

    @Test("of several tickets the one that leaves first, then the next one, then none")
    func several() throws {
        let folder = try TemporaryFolder()
        let rows = [
            try RailRig.reservation("E2", Self.mine, train: "G5713"), try RailRig.reservation("E1", Self.mine),
            try RailRig.reservation("E3", Self.other, seat: "2A"),
        ]
        let rig = try Self.rig(folder, reservations: rows)
        let taps = try rig.show([
            .document(Self.mine), .clock("2026-11-24 08:00:59"), .document(Self.mine),
            .clock("2026-11-24 08:05:00"), .document(Self.mine), .document(Self.mine), .document(Self.other),
        ])
        // Within a minute it is the same passenger at the same ticket.
        #expect(taps.map { $0.ticket?.ticketNumber } == ["E1", "E1", "E2", "E2", "E3"])
        #expect(taps.map(\.verdict) == [.accepted, .repeated, .accepted, .repeated, .accepted])
        #expect(rig.rig.barrier.signals.count { $0 == "open" } == 3)
        #expect(taps.allSatisfy { $0.isByDocument && $0.tap.code == nil })
        try rig.close()
        #expect(try JournalContents(folder).approved.count == 3)
    }

    @Test("a paper ticket's document waits for it; refunded tickets are none")
    func paper() throws {
        let folder = try TemporaryFolder()
        let rows = [
            try RailRig.reservation("E1", Self.mine, needsTicket: true),
            try RailRig.reservation("E2", Self.other, seat: "2A", status: "refunded"),
        ]
        let rig = try Self.rig(folder, reservations: rows)
        let joined = try rig.show([.document(Self.mine), .ticket("E1")])
        #expect(joined.map(\.verdict) == [.waiting, .accepted])
        #expect(try rig.show([.ticket("E2", bound: Self.other)]).map(\.verdict) == [.noTicket])
        #expect(try rig.show([.document(Self.other), .wait(3001)]).map(\.verdict) == [.waiting, .noTicket])
        try rig.close()
    }

    @Test("another passenger's ticket ends the first one's waiting")
    func nextPassenger() throws {
        let folder = try TemporaryFolder()
        let rig = try Self.rig(folder)
        let taps = try rig.show([
            .ticket("E1", bound: Self.mine), .ticket("E2", bound: Self.other), .document(Self.other),
        ])
        #expect(taps.map(\.verdict) == [.waiting, .noTicket, .waiting, .accepted])
        #expect(taps.map { $0.ticket?.ticketNumber } == ["E1", "E1", "E2", "E2"])
        try rig.close()
        let contents = try JournalContents(folder)
        #expect(contents.taps.map(\.reason) == [.noTicket, .entered])
        // The refusal names the code that was shown, too.
        #expect(contents.taps.allSatisfy { $0.replayKey != nil })
    }

    @Test("the exit lets out once, on the days after too; a ticket to a nearer station is refused")
    func exit() throws {
        let folder = try TemporaryFolder()
        let rig = try Self.rig(folder, direction: .exit, station: "XJA")
        #expect(try rig.show([.ticket("E9", to: "NZQ")]).map(\.verdict) == [.wrongStation])
        #expect(try rig.show([.ticket("E1")]).map(\.verdict) == [.accepted])
        try rig.time.set("2026-11-24 09:00:00")
        #expect(try rig.show([.ticket("E1")]).map(\.verdict) == [.repeated])
        try rig.time.set("2026-11-27 23:59:59")
        #expect(try rig.show([.ticket("E2")]).map(\.verdict) == [.accepted])
        try rig.time.set("2026-11-28 00:00:00")
        #expect(try rig.show([.ticket("E3")]).map(\.verdict) == [.wrongDate])
        try rig.close()
        #expect(try JournalContents(folder).chargedFen == 0)
    }
}
