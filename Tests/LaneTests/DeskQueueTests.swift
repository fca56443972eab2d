import Fares
import Foundation
import Gate
import Journal
import Lane
import Simulator
import TestSupport
import Testing

/// A desk whose journal cannot keep up, and lanes that want the same card.
@Suite(.serialized)
struct DeskQueueTests {
    private static let moment = JournalMoment(wallMilliseconds: 1, monotonicNanoseconds: 1)
    private static let token = JournalToken(token: CardToken(low: 7), keyIdentifier: 1)

    /// Stops the committing thread behind a commit, so that the queue fills.
    private final class Dam: @unchecked Sendable {
        private let condition = NSCondition()
        private var isShut = false
        private var holds = false

        func shut() {
            condition.lock()
            isShut = true
            holds = false
            condition.unlock()
        }

        /// Waits until the committing thread stands behind the dam.
        func waitUntilItHolds() {
            condition.lock()
            while !holds { condition.wait() }
            condition.unlock()
        }

        func open() {
            condition.lock()
            isShut = false
            condition.broadcast()
            condition.unlock()
        }

        func pass() {
            condition.lock()
            while isShut {
                holds = true
                condition.broadcast()
                condition.wait()
            }
            condition.unlock()
        }
    }

    private static func request(_ book: FareBook, _ direction: TapKind, medium: String) throws -> TapRequest {
        TapRequest(
            site: LaneSite(station: try book.edition.directory.station("罗湖"), of: book, direction: direction),
            time: try #require(LocalTime("2026-11-24 08:00:00")), moment: moment, token: token,
            medium: try #require(book.tariff.medium(medium)))
    }

    /// Fills the queue behind a dam until `left` records find room.
    private static func fill(_ journal: JournalCommitter, _ dam: Dam, leaving left: Int) throws {
        dam.shut()
        // Behind whichever commit: that of this record, or one that was under way.
        try journal.append(JournalNote(text: "stop"), at: moment)
        dam.waitUntilItHolds()
        while journal.pending < JournalCommitter.queueRecords - left {
            try journal.append(JournalNote(text: "fill"), at: moment)
        }
    }

    @Test("a full queue in the midst of a settlement doubles nothing", arguments: [0, 1])
    func settleWithoutRoom(left: Int) throws {
        let book = try #require(LaneRig.book)
        let folder = try TemporaryFolder()
        let dam = Dam()
        let journal = try JournalCommitter(
            try JournalWriter.open(
                try FileStorage(folder.path, creates: true), device: "test", newEpoch: 1, durability: .none),
            windowNanoseconds: 0, now: { UInt64(DispatchTime.now().uptimeNanoseconds) }, onCommit: { _ in dam.pass() })
        let desk = TapDesk(
            book, state: DeskState(book, capacity: 10), journal: journal,
            fares: FareVersion(edition: "current", hash: 1), denyListVersion: 0)
        let request = try Self.request(book, .entry, medium: "t-union")
        guard
            case .debit(let amount, let ride) = try desk.price(
                PurseRequest(tap: request, entry: nil, isFoundNotDebited: false))
        else {
            Issue.record("no price")
            return
        }
        var purse = JournalPurse(
            state: .intended, token: Self.token, counter: 5, amountFen: Int64(amount), balanceFen: 900,
            cardTime: request.time.seconds)
        purse.station = request.site.place
        _ = try desk.keep(purse, at: Self.moment)
        try Self.fill(journal, dam, leaving: left)
        let settlement = PurseSettlement(
            tap: request, kind: .entry, amountFen: 0, counter: 5, terminalTransaction: 1, balanceFen: 900, cardMAC: [],
            authorisationCode: [], ride: ride, opens: true)
        do throws(JournalError) {
            _ = try desk.settle(settlement)
            Issue.record("settled without room")
        } catch {
            guard case .queueFull = error else { throw error }
        }
        dam.open()
        while journal.pending > 0 { Thread.sleep(forTimeInterval: 0.001) }
        #expect(try desk.settle(settlement).outcome == .open)
        try journal.close()
        let contents = try JournalContents(folder)
        #expect(contents.taps.count == 1 && contents.purses.map(\.state) == [.intended, .proven])
    }

    @Test("a queue that is full when the barrier has opened does not end the lane")
    func openedWithoutRoom() throws {
        let folder = try TemporaryFolder()
        let dam = Dam()
        let rig = try LaneRig(
            folder, time: TestTime("2026-11-24 08:00:00"), onCommit: { _ in dam.pass() })
        rig.barrier.onOpen = { _ in try? Self.fill(rig.journal, dam, leaving: 0) }
        let purse = SpoiltPurse()
        let tap = rig.lane.present(purse)
        dam.open()
        #expect(tap.outcome == .open && tap.journalFailure == nil)
        try rig.close()
        let contents = try JournalContents(folder)
        #expect(contents.approved.count == 1 && contents.opened.isEmpty)
    }

    @Test("what the journal has no room for changes nothing at the desk")
    func passageWithoutRoom() throws {
        let book = try #require(LaneRig.book)
        let folder = try TemporaryFolder()
        let (dam, journal) = try Self.dammed(folder)
        let desk = Self.desk(book, journal)
        let request = try Self.request(book, .entry, medium: "quickpass")
        let tap = try desk.take(request).tapSequence
        try desk.opened(tap, at: Self.moment)
        try Self.fill(journal, dam, leaving: 0)
        let passage = JournalPassage(tapSequence: tap, outcome: .notPassed, milliseconds: 8000)
        #expect(throws: JournalError.self) { try desk.passage(passage, at: Self.moment) }
        dam.open()
        while journal.pending > 0 { Thread.sleep(forTimeInterval: 0.001) }
        #expect(try desk.take(request).reason == .passBack)
        try desk.passage(passage, at: Self.moment)
        #expect(try desk.take(request).reason == .resumed)
        try journal.close()
    }

    @Test("an open signal that the journal has no room for was given all the same: the record opens no second time")
    func openSignalWithoutRoom() throws {
        let book = try #require(LaneRig.book)
        let (dam, journal) = try Self.dammed(try TemporaryFolder())
        let desk = Self.desk(book, journal)
        let request = try Self.request(book, .entry, medium: "quickpass")
        let tap = try desk.take(request).tapSequence
        try Self.fill(journal, dam, leaving: 0)
        #expect(throws: JournalError.self) { try desk.opened(tap, at: Self.moment) }
        dam.open()
        while journal.pending > 0 { Thread.sleep(forTimeInterval: 0.001) }
        #expect(try desk.take(request).reason == .passBack)
        try desk.passage(JournalPassage(tapSequence: tap, outcome: .notPassed, milliseconds: 8000), at: Self.moment)
        #expect(try desk.take(request).reason == .resumed)
        try journal.close()
    }

    @Test("a release that the journal has no room for holds all the same: the barriers stand open")
    func releaseWithoutRoom() throws {
        let book = try #require(LaneRig.book)
        let folder = try TemporaryFolder()
        let (dam, journal) = try Self.dammed(folder)
        let desk = Self.desk(book, journal)
        let request = try Self.request(book, .exit, medium: "quickpass")
        let mode = JournalMode(
            lane: 0, old: .normal, new: .emergency, easings: [], cause: .emergencyLine, time: request.time,
            station: request.site.place)
        try Self.fill(journal, dam, leaving: 0)
        #expect(throws: JournalError.self) { try desk.mode(mode, at: Self.moment) }
        dam.open()
        while journal.pending > 0 { Thread.sleep(forTimeInterval: 0.001) }
        #expect(try desk.take(request).reason == .emergencyRelease)
        try desk.mode(mode, at: Self.moment, isAgain: true)
        try journal.close()
        #expect(try JournalContents(folder).modes == [mode])
    }

    @Test("a journal that has failed opens nothing more, not for a record of before either", arguments: [false, true])
    func failedJournal(isClosed: Bool) throws {
        let book = try #require(LaneRig.book)
        let disk = SimulatedDisk(seed: 1)
        let journal = try JournalCommitter(
            stepped: try JournalWriter.open(disk, device: "test", newEpoch: 1, durability: .power),
            windowNanoseconds: 0, now: { 1 })
        let desk = Self.desk(book, journal)
        let request = try Self.request(book, .entry, medium: "quickpass")
        let tap = try desk.take(request)
        while journal.step() == .worked {}
        if isClosed {
            try journal.close()
        } else {
            disk.fault = .sync(disk.syncs + 1, forEver: true)
            try desk.note("the last", at: Self.moment)
            while journal.step() != .ended {}
        }
        #expect(journal.durableSequence >= tap.sequence)
        #expect(throws: JournalError.self) { try desk.take(request) }
        #expect(throws: JournalError.self) {
            try desk.price(PurseRequest(tap: request, entry: nil, isFoundNotDebited: false))
        }
    }

    @Test("a mode that the journal has no room for is tried until it has, and nobody waits; a passage is given up")
    func modeWithoutRoom() throws {
        let book = try #require(LaneRig.book)
        let folder = try TemporaryFolder()
        let (dam, journal) = try Self.dammed(folder)
        let desk = try DeskThread(Self.desk(book, journal), lanes: 1)
        let clock = LaneClock(
            monotonic: { UInt64(DispatchTime.now().uptimeNanoseconds) }, wall: { 1 }, local: { LocalTime(seconds: 1) })
        let recorder = try LaneRecorder(desk, place: 0, lane: 2, station: nil, clock: clock)
        try Self.fill(journal, dam, leaving: 0)
        recorder.take(LaneReport(.passed(9), nanoseconds: 1, easings: []))
        recorder.take(LaneReport(.modeChanged(.emergency, to: .normal, .command), nanoseconds: 1, easings: []))
        while recorder.lostRecords == 0 { Thread.sleep(forTimeInterval: 0.001) }
        // Longer than a passage is tried for.
        Thread.sleep(forTimeInterval: 0.15)
        #expect(recorder.lostRecords == 1)
        dam.open()
        while journal.pending > 0 { Thread.sleep(forTimeInterval: 0.001) }
        recorder.close()
        desk.close()
        try journal.close()
        let contents = try JournalContents(folder)
        #expect(contents.modes.map(\.new) == [.normal] && contents.passages.isEmpty)
    }

    @Test("an order is in the journal with its own record: not with an older one that says the same")
    func modeOnRecord() throws {
        let book = try #require(LaneRig.book)
        let (dam, journal) = try Self.dammed(try TemporaryFolder())
        let desk = try DeskThread(Self.desk(book, journal), lanes: 1)
        let clock = LaneClock(
            monotonic: { UInt64(DispatchTime.now().uptimeNanoseconds) }, wall: { 1 }, local: { LocalTime(seconds: 1) })
        let recorder = try LaneRecorder(desk, place: 0, lane: 2, station: nil, clock: clock)
        let machine = try LaneMachine(
            GateSettings(.entry), hardware: DeafGate(), now: clock.monotonic, report: { recorder.take($0) })
        recorder.start()
        func isRecorded(_ milliseconds: UInt64) -> Bool {
            recorder.wait(forChange: machine.changeCount, milliseconds: milliseconds)
        }
        #expect(isRecorded(20_000))
        try Self.fill(journal, dam, leaving: 0)
        machine.command(.release, by: "ann")
        machine.command(.endRelease, by: "ann")
        #expect(!isRecorded(50))
        dam.open()
        #expect(isRecorded(20_000))
        // What a failed journal does not take is waited for no longer.
        try journal.close()
        let begun = DispatchTime.now().uptimeNanoseconds
        machine.command(.maintenance, by: "ann")
        #expect(!isRecorded(20_000))
        #expect(DispatchTime.now().uptimeNanoseconds - begun < 15_000_000_000)
        machine.close()
        recorder.close()
        desk.close()
    }

    /// A barrier that takes all and says nothing.
    private final class DeafGate: GateHardware {
        func connect(_ take: @escaping @Sendable (GateEvent) -> Void) {}
        func perform(_ action: GateAction) -> Bool { true }
        func close() {}
    }

    @Test(
        "a rider of whom the barrier was told is told apart from one of whom it was not, however short and however often"
    )
    func told() throws {
        let book = try #require(LaneRig.book)
        let folder = try TemporaryFolder()
        let (_, journal) = try Self.dammed(folder)
        let desk = try DeskThread(Self.desk(book, journal), lanes: 1)
        let clock = LaneClock(monotonic: { 1 }, wall: { 1 }, local: { LocalTime(seconds: 1) })
        let recorder = try LaneRecorder(desk, place: 0, lane: 2, station: nil, clock: clock)
        func take(_ action: GateAction, _ milliseconds: UInt64) {
            recorder.take(LaneReport(action, nanoseconds: milliseconds * 1_000_000, easings: []))
        }
        take(.open(.entry, tapSequence: 1), 1)
        // Told again and again of the next ones: flaps that shut and opened for them anew.
        for turn in 0..<8 { for tap in 2...4 { take(.open(.entry, tapSequence: UInt64(tap)), UInt64(turn) + 2) } }
        take(.notPassed(4), 20)
        take(.notPassed(1), 21)
        take(.notPassed(7), 22)
        take(.open(.entry, tapSequence: 8), 23)
        take(.notPassed(8), 23)
        recorder.close()
        desk.close()
        try journal.close()
        #expect(try JournalContents(folder).passages.map(\.milliseconds) == [18, 20, 0, 1])
    }

    @Test("an answer is waited for as long as was said; a late one does not become that of the next question")
    func patience() throws {
        let book = try #require(LaneRig.book)
        let (_, journal) = try Self.dammed(try TemporaryFolder())
        let dam = Dam()
        let now: @Sendable () -> UInt64 = { UInt64(DispatchTime.now().uptimeNanoseconds) }
        // The desk's thread stands behind each decision.
        let timing = DeskTiming(now: now, decided: { _ in dam.pass() })
        let desk = try DeskThread(Self.desk(book, journal), lanes: 2, timing: timing)
        let patience = DeskThread.Patience(milliseconds: 20, now: now)
        func words(_ answer: DeskAnswer) -> String {
            switch answer {
            case .done: "done"
            case .failed(.notDurableInTime(let milliseconds)): "not in \(milliseconds)"
            case .verdict(let verdict): verdict.reason.code
            default: "other"
            }
        }
        let request = try Self.request(book, .entry, medium: "quickpass")
        dam.shut()
        #expect(words(desk.ask(.take(request), at: 0, patience: patience)) == "not in 20")
        for _ in 0..<3 {
            #expect(words(desk.ask(.beat, at: 1, patience: patience)) == "not in 20")
            #expect(words(desk.ask(.beat, at: 0, patience: patience)) == "not in 20")
        }
        dam.open()
        #expect(words(desk.ask(.beat, at: 0)) == "done" && words(desk.ask(.beat, at: 1)) == "done")
        // The tap was decided, late; what was taken back was not asked.
        #expect(words(desk.ask(.take(request), at: 1)) == "pass-back")
        desk.close()
        #expect(words(desk.ask(.beat, at: 1)) == "other")
        try journal.close()
    }

    private static func dammed(_ folder: TemporaryFolder) throws -> (dam: Dam, journal: JournalCommitter) {
        let dam = Dam()
        let journal = try JournalCommitter(
            try JournalWriter.open(
                try FileStorage(folder.path, creates: true), device: "test", newEpoch: 1, durability: .none),
            windowNanoseconds: 0, now: { UInt64(DispatchTime.now().uptimeNanoseconds) }, onCommit: { _ in dam.pass() })
        return (dam, journal)
    }

    private static func desk(_ book: FareBook, _ journal: JournalCommitter) -> TapDesk {
        TapDesk(
            book, state: DeskState(book, capacity: 10), journal: journal,
            fares: FareVersion(edition: "current", hash: 1), denyListVersion: 0)
    }

    @Test("one tap opens one lane: another one waits for a restart")
    func oneLane() throws {
        let book = try #require(LaneRig.book)
        let folder = try TemporaryFolder()
        let request = try Self.request(book, .entry, medium: "quickpass")
        func outcomes(_ lanes: [Int]) throws -> [String] {
            var state = DeskState(book, capacity: 10)
            let journal = try JournalCommitter(
                try JournalWriter.open(
                    try FileStorage(folder.path, creates: true), device: "test", newEpoch: 1, durability: .crash
                ) { (header, body) throws(BodyFault) in try state.take(header, body) },
                windowNanoseconds: 0, now: { UInt64(DispatchTime.now().uptimeNanoseconds) })
            let desk = try DeskThread(
                TapDesk(
                    book, state: state, journal: journal, fares: FareVersion(edition: "current", hash: 1),
                    denyListVersion: 0), lanes: 3)
            let answers = lanes.map { lane in
                switch desk.ask(.take(request), at: lane) {
                case .verdict(let verdict): "\(verdict.outcome.rawValue) \(verdict.reason.code)"
                default: "no verdict"
                }
            }
            desk.close()
            try journal.close()
            return answers
        }
        // The first lane has not heard from the disk yet; it may ask again itself.
        #expect(
            try outcomes([1, 0, 2, 1]) == ["open entered", "refused pass-back", "refused pass-back", "open resumed"])
        // After a restart nobody waits for it any more, and then one does.
        #expect(try outcomes([0, 2, 0]) == ["open resumed", "refused pass-back", "open resumed"])
    }
}
