import Gate
import Journal

/// Puts into the journal what a lane's machine reports: who has passed, and each change of mode or easings.
///
/// - **Shape**: used by the machine's thread alone, with a place of its own at the desk.
/// - **Limits**: a record that the journal has no room for is tried ``mostTries`` times in all; then it is counted as lost.
/// - **Errors**: `failed` hears of a journal that takes nothing any more.
package final class LaneRecorder: @unchecked Sendable {
    /// How often a record is tried.
    package static let mostTries = 20
    private static let pauseNanoseconds: UInt64 = 5_000_000

    private let desk: DeskThread
    private let place: Int
    private let lane: UInt8
    private let station: JournalStation?
    private let clock: LaneClock
    private let failed: @Sendable (JournalError) -> Void
    private let monitor = Monitor()
    private var mode = GateMode.normal
    /// When the barrier was told of those under way; 0: nobody.
    private var told: [(tapSequence: UInt64, nanoseconds: UInt64)]
    private var nextTold = 0
    /// Records that the journal had no room for.
    package private(set) var lostRecords = 0

    /// A recorder with a place at the desk, for the lane of a number.
    package init(
        _ desk: DeskThread, place: Int, lane: UInt8, station: JournalStation?, clock: LaneClock,
        failed: @escaping @Sendable (JournalError) -> Void = { _ in }
    ) {
        self.desk = desk
        self.place = place
        self.lane = lane
        self.station = station
        self.clock = clock
        self.failed = failed
        told = Array(repeating: (0, 0), count: 2 * GateSettings.mostCredits)
    }

    /// Records how the lane starts: what was in force before the process ended is so no more.
    package func start(easings: GateEasings = []) {
        record(.normal, .normal, easings, .command, actor: "", at: clock.monotonic())
    }

    /// Takes a report of the machine's.
    package func take(_ report: LaneReport) {
        switch report.action {
        case .open(_, let sequence): tell(sequence, report.nanoseconds)
        case .passed(let sequence): passage(sequence, .passed, report.nanoseconds)
        case .notPassed(let sequence): passage(sequence, .notPassed, report.nanoseconds)
        case .tailgated(let sequence): passage(sequence, .tailgated, report.nanoseconds)
        case .modeChanged(let old, let new, let cause):
            mode = new
            record(old, new, report.easings, cause, actor: report.actor, at: report.nanoseconds)
        case .easingsChanged(_, let easings):
            record(mode, mode, easings, .command, actor: report.actor, at: report.nanoseconds)
        case .stand, .release, .close, .show, .alarm, .silence, .passedFreely, .ignored: break
        }
    }

    private func tell(_ sequence: UInt64, _ nanoseconds: UInt64) {
        told[nextTold] = (sequence, nanoseconds)
        nextTold = (nextTold + 1) % told.count
    }

    private func passage(_ sequence: UInt64, _ outcome: JournalPassage.Outcome, _ nanoseconds: UInt64) {
        var since: UInt64?
        for entry in told where entry.tapSequence == sequence && entry.nanoseconds != 0 { since = entry.nanoseconds }
        let milliseconds = since.map { nanoseconds > $0 ? (nanoseconds - $0) / 1_000_000 : 0 } ?? 0
        ask(
            .passage(
                JournalPassage(
                    tapSequence: sequence, outcome: outcome, milliseconds: UInt32(clamping: milliseconds)),
                moment(nanoseconds)))
    }

    private func record(
        _ old: GateMode, _ new: GateMode, _ easings: GateEasings, _ cause: GateModeCause, actor: String,
        at nanoseconds: UInt64
    ) {
        ask(
            .mode(
                JournalMode(
                    lane: lane, old: old, new: new, easings: easings, cause: cause, time: clock.local(),
                    station: station, actor: Self.fitting(actor)),
                moment(nanoseconds)))
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

    private func ask(_ question: DeskQuestion) {
        for _ in 0..<Self.mostTries {
            switch desk.ask(question, at: place) {
            case .failed(.queueFull):
                monitor.lock()
                monitor.wait(until: clock.monotonic() + Self.pauseNanoseconds)
                monitor.unlock()
            case .failed(let error): return failed(error)
            case .verdict, .price, .recorded, .done: return
            }
        }
        lostRecords += 1
    }
}
