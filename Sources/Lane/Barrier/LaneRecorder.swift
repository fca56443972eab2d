import Gate
import Journal

/// Puts into the journal what a lane's machine reports: who has passed, and each change of mode or easings.
///
/// - **Shape**: ``take(_:)`` never waits: the machine's thread goes on with its aisle, and a thread of the recorder's
///   own, with a place of its own at the desk, asks. ``close()`` ends it.
/// - **Limits**: ``mostWaiting`` records wait; one more takes the place of the oldest passage. A passage that the
///   journal has no room for is tried ``mostTries`` times in all, a mode for as long as it takes; what is lost is
///   counted.
/// - **Errors**: `failed` hears of a journal that takes nothing any more.
package final class LaneRecorder: @unchecked Sendable {
    /// How often a passage is tried, and a mode once the end has come.
    package static let mostTries = 20
    /// Records that wait to be asked about.
    package static let mostWaiting = 1024
    /// Between two tries.
    static let pauseNanoseconds: UInt64 = 5_000_000

    private let desk: DeskThread
    private let place: Int
    private let lane: UInt8
    private let id: String
    private let ways: LaneDirections?
    private let station: JournalStation?
    private let clock: LaneClock
    private let failed: @Sendable (JournalError) -> Void
    private let monitor = Monitor()
    private var thread: WorkerThread?
    // The reporting thread's own.
    private var mode = GateMode.normal
    /// When the barrier was told of those under way; 0: nobody.
    private var told: [(tapSequence: UInt64, nanoseconds: UInt64)]
    private var nextTold = 0
    // Under the monitor's lock.
    private var waiting: [(question: DeskQuestion, change: UInt64)] = []
    private var lost = 0
    private var isClosing = false
    /// The last change of the machine's that the journal has taken, and the last one that it never will.
    private var recorded: UInt64 = 0
    private var missed: UInt64 = 0

    /// A recorder with a place at the desk, for the lane of a number and of an id; nil: its ways are nowhere asked for.
    package init(
        _ desk: DeskThread, place: Int, lane: UInt8, id: String = "", ways: LaneDirections? = nil,
        station: JournalStation?, clock: LaneClock,
        failed: @escaping @Sendable (JournalError) -> Void = { _ in }
    ) throws(JournalError) {
        self.desk = desk
        self.place = place
        self.lane = lane
        self.id = id
        self.ways = ways
        self.station = station
        self.clock = clock
        self.failed = failed
        told = Array(repeating: (0, 0), count: 2 * GateSettings.mostCredits)
        thread = try WorkerThread { [self] in run() }
    }

    /// Records that are not in the journal and never will be.
    package var lostRecords: Int {
        monitor.lock()
        defer { monitor.unlock() }
        return lost
    }

    /// Records how the lane starts, before anything that it reports: what holds of before, and nothing else.
    package func start(_ orders: StandingOrders = StandingOrders()) {
        mode = orders.release == nil ? orders.mode : .emergency
        record(
            .normal, mode, orders.release ?? .command,
            LaneReport(.silence, nanoseconds: clock.monotonic(), easings: orders.easings, orders: orders))
    }

    /// Takes a report of the machine's.
    package func take(_ report: LaneReport) {
        switch report.action {
        case .open(_, let sequence): tell(sequence, report.nanoseconds)
        case .passed(let sequence): passage(sequence, .passed, report)
        case .notPassed(let sequence): passage(sequence, .notPassed, report)
        case .tailgated(let sequence): passage(sequence, .tailgated, report)
        case .modeChanged(let old, let new, let cause):
            mode = new
            record(old, new, cause, report)
        case .easingsChanged: record(mode, mode, .command, report)
        case .stand, .release, .close, .show, .alarm, .silence, .passedFreely, .ignored: break
        }
    }

    /// Waits until the journal has taken that change of the machine's (``LaneReport/change``) or a later one, which
    /// tells all that holds too and need not be durable then; false: not in time, or never.
    package func wait(forChange change: UInt64, milliseconds: UInt64) -> Bool {
        let end = clock.monotonic() + milliseconds * 1_000_000
        monitor.lock()
        defer { monitor.unlock() }
        while recorded < change {
            guard clock.monotonic() < end, missed < change, !isClosing else { return false }
            monitor.wait(until: end)
        }
        return true
    }

    /// Puts what waits into the journal as far as it has room, and ends the thread.
    package func close() {
        monitor.lock()
        let isFirst = !isClosing
        isClosing = true
        monitor.wakeAll()
        monitor.unlock()
        if isFirst { thread?.join() }
    }

    // MARK: Pieces

    /// The first time counts of one who is told of again, and a place that is free before one that is not.
    private func tell(_ sequence: UInt64, _ nanoseconds: UInt64) {
        for entry in told where entry.nanoseconds != 0 && entry.tapSequence == sequence { return }
        for _ in 1..<told.count where told[nextTold].nanoseconds != 0 { nextTold = (nextTold + 1) % told.count }
        told[nextTold] = (sequence, max(1, nanoseconds))
        nextTold = (nextTold + 1) % told.count
    }

    private func passage(_ sequence: UInt64, _ outcome: JournalPassage.Outcome, _ report: LaneReport) {
        let nanoseconds = report.nanoseconds
        var milliseconds: UInt64 = 0
        for index in told.indices where told[index].nanoseconds != 0 && told[index].tapSequence == sequence {
            // 0 stands for one that was not told.
            let begun = told[index].nanoseconds
            milliseconds = max(1, nanoseconds > begun ? (nanoseconds - begun) / 1_000_000 : 0)
            if outcome != .tailgated { told[index].nanoseconds = 0 }
        }
        put(
            .passage(
                JournalPassage(
                    tapSequence: sequence, outcome: outcome, milliseconds: UInt32(clamping: milliseconds)),
                moment(nanoseconds),
                brokenLane: report.isLaneFault && outcome == .notPassed ? Int(lane) : nil,
                isReleased: report.isReleased))
    }

    private func record(_ old: GateMode, _ new: GateMode, _ cause: GateModeCause, _ report: LaneReport) {
        put(
            .mode(
                JournalMode(
                    lane: lane, old: old, new: new, easings: report.easings, cause: cause, time: clock.local(),
                    station: station, actor: Self.fitting(report.actor),
                    standing: report.orders.map {
                        .init(id: Self.fitting(id), mode: $0.mode, release: $0.release, ways: ways)
                    }),
                moment(report.nanoseconds)), change: report.change)
    }

    /// A name that has room in a record.
    private static func fitting(_ actor: String) -> String {
        var text = actor
        while text.utf8.count > BodyWriter.longestText { text.removeLast() }
        return text
    }

    private func moment(_ nanoseconds: UInt64) -> JournalMoment {
        JournalMoment(wallMilliseconds: clock.wall(), monotonicNanoseconds: nanoseconds)
    }

    private static func isMode(_ question: DeskQuestion) -> Bool {
        if case .mode = question { true } else { false }
    }

    private func put(_ question: DeskQuestion, change: UInt64 = 0) {
        monitor.lock()
        defer { monitor.unlock() }
        if waiting.count >= Self.mostWaiting {
            // Of modes alone the newest say how the lane stands.
            waiting.remove(at: waiting.firstIndex { !Self.isMode($0.question) } ?? 0)
            lost += 1
        }
        waiting.append((question, change))
        monitor.wakeAll()
    }

    // MARK: The recorder's thread

    private func run() {
        while let (question, change) = next() { ask(question, change) }
    }

    private func next() -> (DeskQuestion, UInt64)? {
        monitor.lock()
        defer { monitor.unlock() }
        while waiting.isEmpty {
            if isClosing { return nil }
            monitor.wait()
        }
        return waiting.removeFirst()
    }

    private func ask(_ first: DeskQuestion, _ change: UInt64) {
        var question = first
        var tries = 0
        while true {
            switch desk.ask(question, at: place) {
            case .failed(.queueFull):
                tries += 1
                guard pause(isLast: tries >= Self.mostTries, Self.isMode(question)) else { return }
                // The desk knows of it.
                if case .mode(let mode, let moment, _) = question { question = .mode(mode, moment, isAgain: true) }
            case .failed(let error):
                monitor.lock()
                lost += 1
                missed = max(missed, change)
                monitor.wakeAll()
                monitor.unlock()
                return failed(error)
            case .verdict, .price, .recorded, .done:
                monitor.lock()
                recorded = max(recorded, change)
                monitor.wakeAll()
                monitor.unlock()
                return
            }
        }
    }

    /// Waits before the next try; false where there is none, and the record is lost.
    private func pause(isLast: Bool, _ isMode: Bool) -> Bool {
        monitor.lock()
        defer { monitor.unlock() }
        if isLast, !isMode || isClosing {
            lost += 1
            return false
        }
        monitor.wait(until: clock.monotonic() + Self.pauseNanoseconds)
        return true
    }
}
