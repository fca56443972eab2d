import Foundation
import Gate
import Journal
import Lane
import QRTickets
import TestSupport
import Testing

/// Rail gates that die, whose clock, store or barrier fails, and what they leave behind.
@Suite(.serialized)
struct RailRestartTests {
    private static let mine = RailRig.documents[0]

    private static func time() throws -> TestTime { try TestTime("2026-11-24 08:00:00", standsStill: true) }

    @Test("dead between record and signal: the same ticket opens once more, and once only", arguments: [true, false])
    func resumes(byDocument: Bool) throws {
        let (folder, store, time) = (try TemporaryFolder(), ReplayMemory(capacity: 100), try Self.time())
        let disk = try FileStorage(folder.path, creates: true)
        let rows = [try RailRig.reservation("E1", Self.mine)]
        var rig = try RailRig(disk, store, time: time, reservations: rows)
        let code = rig.code("E1", try RailRig.record())
        let shown: [RailRig.Shown] = byDocument ? [.document(Self.mine)] : [.bytes(code), .document(Self.mine)]
        rig.rig.barrier.takesSignals = false
        #expect(try rig.show(shown).last?.tap.reason == "barrier-failed")
        try rig.close()
        rig = try RailRig(disk, store, time: time, reservations: rows)
        let last = try #require(try rig.show(shown).last)
        #expect(last.verdict == .accepted && last.tap.reason == "resumed")
        try rig.close()
        rig = try RailRig(disk, store, time: time, reservations: rows)
        try time.set("2026-11-24 08:00:05")
        time.skip(seconds: 3)
        #expect(try rig.show(shown).last?.verdict == .repeated)
        try rig.close()
        let contents = try JournalContents(folder)
        #expect(contents.approved.count == 1 && contents.opened.count == 1)
    }

    @Test("a ticket that is in is in after a restart too, on the next day, and with a code that is new")
    func restarts() throws {
        let (folder, store, time) = (try TemporaryFolder(), ReplayMemory(capacity: 100), try Self.time())
        let disk = try FileStorage(folder.path, creates: true)
        for (moment, expected) in [
            ("2026-11-24 08:00:00", RailVerdict.accepted), ("2026-11-24 08:00:30", .repeated),
            ("2026-11-24 08:15:00", .repeated),
        ] {
            try time.set(moment)
            time.skip(seconds: 10)
            let rig = try RailRig(disk, store, time: time)
            #expect(try rig.show([.ticket("E1")]).last?.verdict == expected, "\(moment)")
            try rig.close()
        }
        #expect(try JournalContents(folder).approved.count == 1)
    }

    @Test("a store that is lost: a start puts the uses of days back, until nobody is let out on them any more")
    func restores() throws {
        let (folder, second, time) = (try TemporaryFolder(), try TemporaryFolder(), try Self.time())
        let disk = try FileStorage(folder.path, creates: true)
        func exit(_ folder: any JournalStorage, _ store: any ReplayStore, _ device: String) throws -> RailRig {
            try RailRig(folder, store, time: time, station: "XJA", direction: .exit, device: device)
        }
        var rig = try exit(disk, ReplayMemory(capacity: 9), "gate-1")
        #expect(try rig.show([.ticket("E1")]).map(\.verdict) == [.accepted])
        try rig.close()
        try time.set("2026-11-27 23:00:00")
        time.skip(seconds: 9)
        let store = ReplayMemory(capacity: 9)
        rig = try exit(disk, store, "gate-1")
        #expect(store.count == 1)
        let other = try exit(try FileStorage(second.path, creates: true), store, "gate-2")
        let shown: [RailRig.Shown] = (2..<9).map { .ticket("E\($0)") } + [.ticket("E1")]
        #expect(try other.show(shown).map(\.verdict) == [RailVerdict](repeating: .accepted, count: 7) + [.repeated])
        try rig.close()
        try other.close()
    }

    @Test("a list or trains put in force while the gate runs are seen by the next passenger")
    func lists() throws {
        let folder = try TemporaryFolder()
        let row = try RailRig.reservation("E1", Self.mine)
        let rig = try RailRig(
            try FileStorage(folder.path, creates: true), ReplayMemory(capacity: 9), time: try Self.time(),
            reservations: [row])
        func list(_ rows: [String]) throws -> RailReservations {
            let text = ([RailRig.header] + rows).joined(separator: "\n")
            return try RailReservations.read(file: "r.csv", bytes: Array(text.utf8))
        }
        rig.lane.use(try list([row.replacing("valid", with: "refunded")]))
        #expect(try rig.show([.ticket("E1")]).map(\.verdict) == [.noTicket])
        rig.lane.use(try list([row]))
        #expect(try rig.show([.wait(3000), .ticket("E1")]).map(\.verdict) == [.waiting])
        let trains = "train,station,departs,date,status\nG5711,IOQ,,2026-11-24,cancelled\n"
        rig.lane.use(try RailTimetable.read(file: "t.csv", bytes: Array(trains.utf8)))
        // Who has been checked goes; the next one does not.
        #expect(try rig.show([.document(Self.mine), .ticket("E2")]).map(\.verdict) == [.accepted, .cancelled])
        try rig.close()
    }

    @Test("a clock that is behind the journal: tickets and documents are refused by that name")
    func clock() throws {
        let folder = try TemporaryFolder()
        let rig = try RailRig(
            try FileStorage(folder.path, creates: true), ReplayMemory(capacity: 100), time: try Self.time(),
            reservations: [try RailRig.reservation("E1", Self.mine)], lastRecordMilliseconds: .max)
        let taps = try rig.show([.ticket("E1"), .document(Self.mine)])
        #expect(taps.map(\.verdict) == [.noTicket, .noTicket] && taps.map(\.tap.reason) == ["clock", "clock"])
        #expect(taps.allSatisfy { $0.tap.clockFault == .behindJournal && $0.tap.outcome == .refused })
        try rig.close()
        #expect(try JournalContents(folder).taps.isEmpty)
    }

    @Test("a store that fails: nothing opens, nothing is recorded, and the passenger is asked again")
    func store() throws {
        let folder = try TemporaryFolder()
        let rig = try RailRig(try FileStorage(folder.path, creates: true), BrokenStore(), time: try Self.time())
        let tap = try #require(try rig.show([.ticket("E1")]).first)
        #expect(tap.verdict == nil && tap.tap.outcome == .again && tap.tap.replayFailure != nil)
        #expect(rig.rig.barrier.signals == ["again"])
        try rig.close()
        #expect(try JournalContents(folder).taps.isEmpty)
    }

    @Test("a ticket on the operator's list")
    func denied() throws {
        let (first, folder, time) = (try TemporaryFolder(), try TemporaryFolder(), try Self.time())
        var rig = try RailRig(try FileStorage(first.path, creates: true), ReplayMemory(capacity: 9), time: time)
        let token = try #require(try rig.show([.ticket("E1")]).first?.tap.token)
        try rig.close()
        rig = try RailRig(
            try FileStorage(folder.path, creates: true), ReplayMemory(capacity: 9), time: time, denied: [token])
        let taps = try rig.show([.ticket("E1"), .ticket("E2")])
        #expect(taps.map(\.tap.reason) == ["denied", "entered"])
        try rig.close()
        #expect(try JournalContents(folder).taps.map(\.reason) == [.denied, .entered])
    }

    @Test("neither a document's number nor a ticket's stands in anything that a gate leaves")
    func privacy() throws {
        let folder = try TemporaryFolder()
        let rig = try RailRig(
            try FileStorage(folder.path, creates: true), ReplayMemory(capacity: 9), time: try Self.time(),
            reservations: [try RailRig.reservation("E7777777777", Self.mine)])
        _ = try rig.show([
            .document(Self.mine), .document(RailRig.documents[1]), .wait(3001),
            .ticket("E8888888888", bound: Self.mine),
            .document(RailRig.documents[2]), .document("x" + Self.mine),
        ])
        try rig.close()
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.file(name)))
            for text in RailRig.documents + ["E7777777777", "E8888888888"] {
                #expect(bytes.range(of: Data(text.utf8)) == nil, "\(name)")
            }
        }
    }
}
