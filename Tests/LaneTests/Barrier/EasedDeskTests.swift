import Fares
import Foundation
import Gate
import Journal
import Lane
import TestSupport
import Testing

/// Easings and releases at the desk: what is recorded, and that a start finds the same state.
@Suite(.serialized)
struct EasedDeskTests {
    private static func moment(_ time: LocalTime) -> JournalMoment {
        JournalMoment(
            wallMilliseconds: (Int64(time.seconds) - Int64(LaneClock.chinaOffset)) * 1000, monotonicNanoseconds: 1)
    }

    /// A book in which missing halves cost something.
    private static let book = Result {
        let text =
            "format: faregate-tariff/1\nextends: shenzhen\nmissing_exit: [{charge: 300}]\nmissing_entry: [{charge: 700}]\n"
        return try FareBook(
            try #require(try Edition.shipped("current")),
            tariff: try Tariff.read(file: "what-if.yaml", bytes: Array(text.utf8)))
    }

    private struct Box {
        let book: FareBook
        let journal: JournalCommitter
        let desk: TapDesk
        let state: DeskState
        var releases: EmergencyReleases { state.releases }

        init(_ folder: TemporaryFolder) throws {
            book = try EasedDeskTests.book.get()
            var state = DeskState(book, capacity: 100)
            let writer = try JournalWriter.open(
                try FileStorage(folder.path, creates: true), device: "test", newEpoch: 1, durability: .none
            ) { (header, body) throws(BodyFault) in try state.take(header, body) }
            journal = try JournalCommitter(writer, now: { UInt64(DispatchTime.now().uptimeNanoseconds) })
            self.state = state
            desk = TapDesk(
                book, state: state, journal: journal, fares: FareVersion(edition: "current", hash: 1),
                denyListVersion: 0)
        }

        func site(_ station: String, _ direction: TapKind) throws -> LaneSite {
            LaneSite(station: try book.edition.directory.station(station), of: book, direction: direction)
        }

        /// `DAY HH:MM in|out STATION`.
        func take(_ text: String, _ easings: GateEasings = [], limitFen: Int64? = nil) throws -> String {
            let words = text.split(separator: " ").map(String.init)
            let time = try #require(LocalTime("2026-11-\(words[0]) \(words[1]):00"))
            var request = TapRequest(
                site: try site(words[3], words[2] == "in" ? .entry : .exit), time: time,
                moment: EasedDeskTests.moment(time),
                token: JournalToken(token: CardToken(low: 7), keyIdentifier: 1),
                medium: try #require(book.tariff.medium("quickpass")))
            request.easings = easings
            request.limitFen = limitFen
            let verdict = try desk.take(request)
            if verdict.outcome == .open { try desk.opened(verdict.tapSequence, at: EasedDeskTests.moment(time)) }
            return "\(verdict.outcome.rawValue) \(verdict.reason.code) \(verdict.decision?.chargeFen ?? 0)"
        }

        /// The process begins.
        func start(_ time: String) throws {
            let time = try #require(LocalTime(time))
            try journal.append(
                JournalStart(
                    software: "test", fares: FareVersion(edition: "current", hash: 1), denyListVersion: 0,
                    station: nil, recordsFound: 0, tornBytes: 0),
                at: EasedDeskTests.moment(time))
        }

        func mode(
            _ old: GateMode, _ new: GateMode, _ time: String, cause: GateModeCause = .emergencyLine, lane: UInt8 = 0
        ) throws {
            let time = try #require(LocalTime(time))
            try desk.mode(
                JournalMode(
                    lane: lane, old: old, new: new, easings: [], cause: cause, time: time,
                    station: try site("罗湖", .entry).place),
                at: EasedDeskTests.moment(time))
        }
    }

    struct Story: Sendable, CustomTestStringConvertible {
        let rule: String
        let easings: GateEasings
        let steps: [(String, String)]
        var limitFen: Int64?
        var testDescription: String { rule }
    }

    @Test(
        "the same with a start before each tap, although the easing is over by then",
        arguments: [
            Story(
                rule: "order free", easings: .orderFree,
                steps: [
                    ("24 08:00 in 罗湖", "open entered 0"), ("24 09:00 in 罗湖", "open order-free 0"),
                    ("24 09:20 out 福田", "open completed 400"), ("24 10:00 out 福田", "open order-free 0"),
                ]),
            Story(
                rule: "fare free", easings: .fareFree,
                steps: [("24 08:00 in 罗湖", "open entered 0"), ("24 09:00 out 福田", "open fare-free 0")]),
            Story(
                rule: "train fault", easings: [.trainFault, .timeFree],
                steps: [("24 08:00 in 罗湖", "open entered 0"), ("24 09:00 out 罗湖", "open train-fault 0")]),
            Story(
                rule: "the fare is above the limit: charged later", easings: .chargeLater,
                steps: [
                    ("24 08:00 in 罗湖", "open entered 0"), ("24 08:20 out 福田", "open charge-later 400"),
                    ("24 09:00 in 罗湖", "open entered 0"),
                ], limitFen: 300),
            Story(
                rule: "without the easing it is refused", easings: .orderFree,
                steps: [("24 08:00 in 罗湖", "open entered 0"), ("24 08:20 out 福田", "refused limit-exceeded 0")],
                limitFen: 300),
        ])
    func story(story: Story) throws {
        for startsAgain in [false, true] {
            let folder = try TemporaryFolder()
            var box = try Box(folder)
            for (step, expected) in story.steps {
                if startsAgain {
                    try box.journal.close()
                    box = try Box(folder)
                }
                #expect(try box.take(step, story.easings, limitFen: story.limitFen) == expected, "\(startsAgain)")
            }
            try box.journal.close()
            let taps = try JournalContents(folder).taps
            #expect(taps.allSatisfy { $0.easings == story.easings })
        }
    }

    @Test("a release is known after a start; whoever was inside is not charged, and the decision stands without it")
    func release() throws {
        let folder = try TemporaryFolder()
        var box = try Box(folder)
        #expect(try box.take("24 08:00 in 福田") == "open entered 0")
        try box.mode(.normal, .emergency, "2026-11-24 09:00:00")
        try box.journal.close()

        box = try Box(folder)
        #expect(box.releases.releases.count == 1 && box.releases.releases[0].until == nil)
        try box.mode(.emergency, .normal, "2026-11-24 09:30:00")
        try box.journal.close()

        box = try Box(folder)
        #expect(box.releases.releases[0].until == LocalTime("2026-11-24 09:30:00"))
        // The end of the service day charges nothing, and the next entry is like any other.
        #expect(try box.take("25 08:00 in 罗湖") == "open entered 0")
        try box.journal.close()
        let contents = try JournalContents(folder)
        #expect(contents.modes.count == 2 && contents.chargedFen == 0)
    }

    @Test("what was found free is free again when the journal is read with other releases than then")
    func otherReleases() throws {
        let folder = try TemporaryFolder()
        var box = try Box(folder)
        try box.mode(.normal, .emergency, "2026-11-24 09:00:00")
        #expect(try box.take("24 10:00 out 福田") == "open emergency-release 0")
        try box.journal.close()
        let taps = try JournalContents(folder).taps
        #expect(taps.map(\.reason) == [.emergencyRelease] && taps[0].chargeFen == 0)
        box = try Box(folder)
        #expect(try box.take("24 10:30 in 福田") == "open entered 0")
        try box.journal.close()
    }

    @Test(
        "a lane that is there no more: its release ends where the next process begins, and one that goes on tells it anew"
    )
    func laneGone() throws {
        let folder = try TemporaryFolder()
        var box = try Box(folder)
        try box.mode(.normal, .emergency, "2026-11-24 09:00:00")
        try box.start("2026-11-24 10:00:00")
        try box.journal.close()
        box = try Box(folder)
        #expect(box.releases.releases.map(\.until) == [LocalTime("2026-11-24 10:00:00")])
        // The lane goes on: there is no hole between its two spans.
        try box.mode(.normal, .emergency, "2026-11-24 10:00:00")
        try box.journal.close()
        box = try Box(folder)
        #expect(
            box.releases.releases.map(\.from) == [LocalTime("2026-11-24 09:00:00"), LocalTime("2026-11-24 10:00:00")])
        #expect(box.releases.releases.map(\.until) == [LocalTime("2026-11-24 10:00:00"), nil])
        // What an older program has written as unchanged counts too.
        try box.start("2026-11-24 11:00:00")
        try box.mode(.emergency, .emergency, "2026-11-24 11:00:00")
        try box.journal.close()
        box = try Box(folder)
        #expect(box.releases.releases.last?.until == nil)
        // A gate that is dead for days forgives the day of its last sign of life alone.
        try box.start("2026-11-27 09:00:00")
        try box.journal.close()
        #expect(try Box(folder).releases.releases.last?.until.map { "\($0)" } == "2026-11-25 03:59:59")
        // A start whose clock is behind takes nothing away from what was released for certain.
        let behind = try TemporaryFolder()
        box = try Box(behind)
        try box.mode(.normal, .emergency, "2026-11-24 10:00:00")
        #expect(try box.take("24 12:00 in 罗湖") == "open entered 0")
        try box.start("2026-11-24 09:00:00")
        try box.journal.close()
        #expect(try Box(behind).releases.releases.map(\.until) == [LocalTime("2026-11-24 12:00:00")])
    }

    @Test("what holds at a lane is known after a start: of this lane and of this station")
    func orders() throws {
        let folder = try TemporaryFolder()
        var box = try Box(folder)
        try box.mode(.normal, .closed, "2026-11-24 09:00:00", cause: .command, lane: 3)
        try box.mode(.closed, .emergency, "2026-11-24 09:10:00", cause: .command, lane: 3)
        try box.mode(.normal, .outOfService, "2026-11-24 09:10:00", cause: .link, lane: 4)
        try box.start("2026-11-24 10:00:00")
        try box.journal.close()
        box = try Box(folder)
        func held(_ lane: UInt8, _ station: String = "SZ001") -> StandingOrders {
            box.state.orders(lane: lane, id: "L\(lane)", of: ["L3", "L4", "L5"], station: station).orders
        }
        let orders = held(3)
        #expect(orders.mode == .closed && orders.release == .command)
        #expect(held(4).isEmpty && held(5).isEmpty)
        #expect(held(3, "SZ002").isEmpty)
        try box.journal.close()
    }
}
