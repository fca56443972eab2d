import Fares
import Gate
import Histogram
import Journal
import Lane

/// One lane of the benchmark, on its own thread: a tap at each due moment, from the desk to the barrier.
final class LiveLaneWork: @unchecked Sendable {
    /// Riders inside at once, and card numbers, of each lane.
    private static let schedule = RideSchedule(cards: 320, lag: 16, secondsPerRider: 20)
    /// The most taps of a lane.
    static let mostTaps = schedule.mostTurns

    private let number: Int
    private let due: [UInt64]
    private let requests: BenchRequests
    private let desk: DeskThread
    private let journal: JournalCommitter
    private var machine = GateMachine(GateSettings(.twoWay))
    /// What the lane has taken; read when its thread has ended.
    private(set) var figures: LiveLaneFigures
    private(set) var failure: JournalError?

    init(
        _ number: Int, due: [UInt64], requests: BenchRequests, desk: DeskThread, journal: JournalCommitter,
        figures: LiveLaneFigures
    ) {
        self.number = number
        self.due = due
        self.requests = requests
        self.desk = desk
        self.journal = journal
        self.figures = figures
    }

    /// The riders who are inside when the counting begins; their records are on the disk then.
    func enterFirst() throws(JournalError) {
        var last: UInt64 = 0
        for rider in 0..<Self.schedule.lag {
            let request = request(Self.schedule.firstEntry(rider))
            switch desk.ask(.take(request), at: number) {
            case .verdict(let verdict):
                precondition(verdict.outcome == .open, "a rider does not get in")
                _ = desk.ask(.opened(verdict.tapSequence, request.moment), at: number)
                last = verdict.sequence + 1
            case .failed(let error): throw error
            case .price, .recorded, .done: preconditionFailure("an answer to another question")
            }
        }
        try journal.waitUntilDurable(last)
    }

    /// All taps of the lane, none before it is due.
    func run(from begin: UInt64) {
        for turn in due.indices {
            let request = request(Self.schedule.turn(turn))
            let due = begin + due[turn]
            MonotonicClock.sleep(until: due)
            let asked = MonotonicClock.now()
            let answer = desk.ask(.take(request), at: number)
            let end = MonotonicClock.now()
            figures.taps += 1
            figures.wakeUp.record(nanoseconds: asked - min(asked, due))
            figures.fromHandOver.record(nanoseconds: end - asked)
            figures.fromDue.record(nanoseconds: end - min(end, due))
            switch answer {
            case .verdict(let verdict): open(verdict, request, due: due, answered: end)
            case .failed(.queueFull): figures.queueRefusals += 1
            case .failed(let error):
                failure = error
                return
            case .price, .recorded, .done: preconditionFailure("an answer to another question")
            }
        }
    }

    /// Waits for the record and lets the rider through.
    private func open(_ verdict: DeskVerdict, _ request: TapRequest, due: UInt64, answered: UInt64) {
        precondition(verdict.outcome == .open, "a rider does not get through")
        figures.queueHighWater = max(figures.queueHighWater, journal.pending)
        do throws(JournalError) {
            try journal.waitUntilDurable(
                verdict.sequence, milliseconds: GateLane.longestStorageMilliseconds)
        } catch {
            if case .notDurableInTime = error { figures.storageTimeOuts += 1 } else { failure = error }
            return
        }
        let durable = MonotonicClock.now()
        figures.durabilityWait.record(nanoseconds: durable - answered)
        let pass = GatePass(tapSequence: verdict.tapSequence, direction: request.site.direction)
        let isOpen = opens(machine.handle(.approved(pass), at: durable / 1_000_000))
        figures.openSignal.record(nanoseconds: MonotonicClock.now() - due)
        if isOpen { figures.opened += 1 } else { figures.notOpened += 1 }
        _ = machine.handle(.sensor(.passed), at: durable / 1_000_000)
        if case .failed(.queueFull) = desk.ask(.opened(verdict.tapSequence, request.moment), at: number) {
            figures.queueRefusals += 1
        }
    }

    private func opens(_ actions: GateActions) -> Bool {
        for index in 0..<actions.count {
            if case .open = actions[index] { return true }
        }
        return false
    }

    /// Each lane has card numbers of its own.
    private func request(_ turn: RideSchedule.Turn) -> TapRequest {
        requests.request(
            RideSchedule.Turn(
                card: number * Self.schedule.cards + turn.card, direction: turn.direction, time: turn.time))
    }
}
