import Fares
import Gate
import Journal
import Lane
import QRTickets
import TestSupport
import Testing

/// Every verdict of a rail gate, from what is shown to the journal's record and the barrier's signal.
@Suite(.serialized)
struct RailVerdictTests {
    /// What is shown, the verdicts, and what the journal has: taps by their reasons, notes, signals.
    struct Row: Sendable {
        let shown: [RailRig.Shown]
        let verdicts: [RailVerdict]
        var taps: [GateReason] = []
        var notes: [String] = []
        var signals: [String] = []
    }

    private static let mine = RailRig.documents[0]
    private static let other = RailRig.documents[1]
    private static let waits = "rail -00888: waiting-for-document"

    private static let rows: [Row] = [
        Row(shown: [.ticket("E1")], verdicts: [.accepted], taps: [.entered], signals: ["open"]),
        Row(
            shown: [.ticket("E1", bound: mine), .document(mine)], verdicts: [.waiting, .accepted], taps: [.entered],
            notes: [waits], signals: ["open"]),
        Row(
            shown: [.ticket("E1", bound: mine), .document(other)], verdicts: [.waiting, .mismatch],
            taps: [.documentMismatch], notes: [waits], signals: ["refuse"]),
        Row(
            shown: [.ticket("E1", from: "IZQ")], verdicts: [.wrongStation], taps: [.wrongStation],
            signals: ["refuse"]),
        Row(
            shown: [.ticket("E1", date: "2026-11-23")], verdicts: [.wrongDate], taps: [.wrongDate],
            signals: ["refuse"]),
        Row(
            shown: [.clock("2026-11-24 04:29:59"), .ticket("E1")], verdicts: [.notOpenYet], taps: [.checkInNotOpen],
            signals: ["refuse"]),
        Row(
            shown: [.clock("2026-11-24 08:20:01"), .ticket("E1")], verdicts: [.closed], taps: [.checkInClosed],
            signals: ["refuse"]),
        Row(
            shown: [.ticket("E1"), .clock("2026-11-24 08:10:00"), .wait(3000), .ticket("E1")],
            verdicts: [.accepted, .repeated], taps: [.entered, .alreadyUsed], signals: ["open", "refuse"]),
        Row(
            shown: [.ticket("E1", train: "G1")], verdicts: [.unknownTrain], taps: [.unknownTrain],
            signals: ["refuse"]),
        Row(
            shown: [.ticket("E1", train: "C7000")], verdicts: [.unknownTrain], taps: [.unknownTrain],
            signals: ["refuse"]),
        Row(
            shown: [.ticket("E1", train: "G9999")], verdicts: [.cancelled], taps: [.trainCancelled],
            signals: ["refuse"]),
        Row(shown: [.ticket("E1", bound: mine)], verdicts: [.waiting], notes: [waits]),
        Row(shown: [.document(other)], verdicts: [.waiting], notes: ["rail -00888: waiting-for-ticket"]),
        Row(
            shown: [.ticket("E1", bound: mine), .wait(3001)], verdicts: [.waiting, .noTicket], taps: [.noTicket],
            notes: [waits], signals: ["refuse"]),
        Row(
            shown: [.document(other), .wait(3001)], verdicts: [.waiting, .noTicket],
            notes: ["rail -00888: waiting-for-ticket", "rail refused: no-ticket"], signals: ["refuse"]),
        Row(
            shown: [.bytes([1, 2, 3])], verdicts: [.noTicket], notes: ["code refused: unknown-format"],
            signals: ["refuse"]),
        Row(
            shown: [.document("nobody")], verdicts: [.noTicket], notes: ["rail refused: unreadable-document"],
            signals: ["refuse"]),
        Row(
            shown: [.ticket("E1", bound: mine), .bytes([1, 2, 3]), .document("nobody"), .document(mine)],
            verdicts: [.waiting, .noTicket, .noTicket, .accepted], taps: [.entered],
            notes: [waits, "code refused: unknown-format", "rail refused: unreadable-document"],
            signals: ["refuse", "refuse", "open"]),
    ]

    @Test(arguments: rows.indices)
    func verdict(index: Int) throws {
        let row = Self.rows[index]
        let folder = try TemporaryFolder()
        let rig = try RailRig(
            try FileStorage(folder.path, creates: true), ReplayMemory(capacity: 100),
            time: try TestTime("2026-11-24 08:00:00", standsStill: true), letters: "GD")
        let taps = try rig.show(row.shown)
        #expect(taps.map(\.verdict) == row.verdicts, "\(taps.map(\.tap.reason))")
        #expect(rig.rig.barrier.signals == row.signals)
        try rig.close()
        let contents = try JournalContents(folder)
        #expect(contents.taps.map(\.reason) == row.taps && contents.notes == row.notes)
        #expect(contents.taps.allSatisfy { ($0.outcome == .open) == ($0.reason == .entered) })
        #expect(contents.taps.allSatisfy { $0.medium == "rail-ticket" && $0.station?.id == "IOQ" && $0.chargeFen == 0 })
        #expect(contents.opened.count == row.signals.count { $0 == "open" })
    }

    @Test("no verdict of the list is left out")
    func complete() {
        for verdict in RailVerdict.allCases {
            #expect(Self.rows.contains { $0.verdicts.contains(verdict) }, "\(verdict)")
        }
    }

    @Test(
        "what is wrong with a code has its own words, the verdict is that there is no ticket",
        arguments: [
            ("expired", "code refused: expired"), ("other", "rail refused: no-rail-ticket"),
            ("broken", "rail refused: bad-rail-ticket"),
        ])
    func unreadable(what: String, note: String) throws {
        let folder = try TemporaryFolder()
        let rig = try RailRig(
            try FileStorage(folder.path, creates: true), ReplayMemory(capacity: 100),
            time: try TestTime("2026-11-24 08:00:00", standsStill: true))
        var content = FareGateIssuer.Content(
            account: Array("E100000000000000".utf8), limitFen: 0, authorisedUntil: 1_795_564_800,
            validitySeconds: 60, generated: rig.time.now.seconds - LaneClock.chinaOffset)
        content.custom = try RailRig.record().bytes
        switch what {
        case "expired": content.generated -= 61
        case "other": content.custom = [1, 2, 3]
        default: content.custom[2] = 0x31
        }
        let tap = try #require(try rig.show([.bytes(FareGateIssuer(.ed25519).code(content))]).first)
        #expect(tap.verdict == .noTicket && tap.ticket == nil && tap.tap.outcome == .refused)
        try rig.close()
        #expect(try JournalContents(folder).notes == [note])
    }
}
