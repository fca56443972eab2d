import Fares
import Gate
import Histogram
import Journal
import Lane

/// Taps that are due at a fixed rate, whatever became of the ones before, and how long the desk takes for each.
///
/// - **Shape**: from a card that is known to be genuine to a verdict whose record is in the journal's buffer. Nobody
///   waits for the disk; the journal's own thread writes as it does in a gate.
struct GateDecisionBench {
    /// Riders inside at once.
    private static let lag = 1000
    private static let cards = 20_000
    /// About as many bytes as the sealed data of a QuickPass tap.
    private static let sealedData = [UInt8](repeating: 0x5A, count: 176)
    /// The most taps of a run: those of a day.
    static let mostTaps = RideSchedule(cards: cards, lag: lag, secondsPerRider: 1).mostTurns
    /// How long before a tap is due the thread no longer sleeps, so that its waking up is not measured.
    private static let spinNanoseconds: UInt64 = 150_000

    let book: FareBook
    let folder: BenchFolder
    let rate: Int
    let taps: Int

    /// The desk by itself, asked on its own thread.
    func decide() throws(JournalError) -> GateDecisionFigures {
        let (journal, desk) = try GateBenchRig.openDesk(book, try folder.storage("decide"), .none)
        let figures = try run { request throws(JournalError) in
            try desk.take(request)
        } opened: { sequence, moment throws(JournalError) in
            try desk.opened(sequence, at: moment)
        }
        try journal.close()
        return figures
    }

    /// The desk's thread, asked from another one: two threads are woken for each answer.
    func roundTrip() throws(JournalError) -> GateDecisionFigures {
        let (journal, desk) = try GateBenchRig.open(book, try folder.storage("round-trip"), .none, lanes: 1)
        let figures = try run { request throws(JournalError) in
            switch desk.ask(.take(request), at: 0) {
            case .verdict(let verdict): return verdict
            case .failed(let error): throw error
            case .price, .recorded, .done: preconditionFailure("an answer to another question")
            }
        } opened: { sequence, moment throws(JournalError) in
            if case .failed(let error) = desk.ask(.opened(sequence, moment), at: 0) { throw error }
        }
        desk.close()
        try journal.close()
        return figures
    }

    private func run(
        take: (TapRequest) throws(JournalError) -> DeskVerdict,
        opened: (UInt64, JournalMoment) throws(JournalError) -> Void
    ) throws(JournalError) -> GateDecisionFigures {
        let schedule = RideSchedule(cards: Self.cards, lag: Self.lag, secondsPerRider: 1)
        let requests = BenchRequests(book, sealedData: Self.sealedData)
        for number in 0..<Self.lag {
            let request = requests.request(schedule.firstEntry(number))
            let verdict = try take(request)
            precondition(verdict.outcome == .open, "a rider does not get in")
            try opened(verdict.tapSequence, request.moment)
        }
        var figures = GateDecisionFigures()
        let begin = MonotonicClock.now() + 1_000_000
        for number in 0..<taps {
            let turn = schedule.turn(number)
            let request = requests.request(turn)
            let due = begin + UInt64(number) * 1_000_000_000 / UInt64(rate)
            let asked = Self.wait(until: due)
            let verdict = try Self.untilTaken(&figures) { () throws(JournalError) in try take(request) }
            let end = MonotonicClock.now()
            precondition(verdict.outcome == .open, "a rider does not get through")
            figures.fromHandOver.record(nanoseconds: end - asked)
            figures.fromSchedule.record(nanoseconds: end - due)
            if turn.direction == .exit, verdict.decision?.journey != nil { figures.exits += 1 }
            try Self.untilTaken(&figures) { () throws(JournalError) in
                try opened(verdict.tapSequence, request.moment)
            }
        }
        figures.wallNanoseconds = MonotonicClock.now() - begin
        return figures
    }

    /// Asks again while the journal's buffer is full because the disk does not keep up; the time counts.
    private static func untilTaken<Answer>(
        _ figures: inout GateDecisionFigures, _ ask: () throws(JournalError) -> Answer
    ) throws(JournalError) -> Answer {
        while true {
            do throws(JournalError) { return try ask() } catch {
                guard case .queueFull = error else { throw error }
            }
            figures.refusals += 1
            MonotonicClock.sleep(until: MonotonicClock.now() + 1_000_000)
        }
    }

    /// Returns the moment at which it went on, no sooner than that.
    private static func wait(until due: UInt64) -> UInt64 {
        if MonotonicClock.now() + spinNanoseconds < due { MonotonicClock.sleep(until: due - spinNanoseconds) }
        while true {
            let now = MonotonicClock.now()
            if now >= due { return now }
        }
    }
}
