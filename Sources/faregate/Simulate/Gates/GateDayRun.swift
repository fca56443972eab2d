import Fares
import Journal
import Lane
import Simulator
import SmartCard

/// A generated day through live gates: real processes, killed at random moments and started again.
///
/// - **Errors**: a gate that ends by itself, or does not answer, ends the day.
final class GateDayRun {
    /// How long the gates may take to their end.
    private static let lookMilliseconds = 20
    /// How long a gate that was killed last may take to start.
    private static let startMilliseconds = 60_000

    let plan: GateDayPlan
    let folder: String
    private let kills: Int
    private let seed: UInt64
    private let order: GateDayOrder
    private var gates: [GateDayProcess] = []
    private var lanes: [GateDayLane] = []
    /// How often each process was killed.
    private(set) var killed: [Int]
    /// How many turns were over at each process when it was killed last.
    private var doneBefore: [Int]
    /// Kills that could not be done, as no gate had started.
    private(set) var killsLeft = 0
    /// How each process ended when it was told to.
    private(set) var exits: [Int32] = []

    /// A run that puts all it makes into `folder`, which is there and empty.
    init(_ plan: GateDayPlan, in folder: String, kills: Int, seed: UInt64) {
        self.plan = plan
        self.folder = folder
        self.kills = kills
        self.seed = seed
        order = GateDayOrder(plan.turns)
        killed = [Int](repeating: 0, count: plan.processes.count)
        doneBefore = killed
    }

    /// The journals.
    var journals: [String] { plan.processes.indices.map { "\(folder)/\(GateDayPlan.name($0))" } }

    /// What became of the riders, of all lanes together.
    var counts: GateDayLane.Counts {
        lanes.reduce(into: GateDayLane.Counts()) { sum, lane in
            sum.opened += lane.counts.opened
            sum.resumed += lane.counts.resumed
            sum.refused += lane.counts.refused
            sum.cut += lane.counts.cut
            sum.throughBefore += lane.counts.throughBefore
            sum.again += lane.counts.again
            sum.reasons.merge(lane.counts.reasons) { $0 + $1 }
        }
    }

    /// How each turn ended, with the lane that it was at.
    var endings: [(lane: Int, ending: GateDayLane.Ending)] {
        lanes.enumerated().flatMap { lane, riders in riders.endings.map { (lane, $0) } }
            .sorted { $0.ending.turn < $1.ending.turn }
    }

    /// The taps of a process whose riders were told that the barrier has opened.
    func opened(at process: Int) -> Set<UInt64> {
        Set(endings.lazy.filter { $0.lane / GateDayPlan.lanesOfProcess == process }.compactMap { $0.ending.opened })
    }

    /// Taps that riders passed by, each once: one whose open signal was given twice around a kill is one.
    var throughTaps: Int {
        var records: Set<[UInt64]> = []
        var before = 0
        for (lane, ending) in endings {
            if let sequence = ending.opened {
                records.insert([UInt64(lane / GateDayPlan.lanesOfProcess), sequence])
            } else if ending.wasThrough, !isDouble(ending.turn) {
                before += 1
            }
        }
        return records.count + before
    }

    /// Whether a turn is the same card once more at the same lane at once: refused whatever became of the one before.
    private func isDouble(_ index: Int) -> Bool {
        let turn = plan.turns[index]
        guard let before = turn.before else { return false }
        return plan.turns[before].lane == turn.lane
            && turn.time.seconds < plan.turns[before].time.seconds + DeskState.resumeSeconds
    }

    /// Runs the day to its end.
    func run(_ progress: ProgressCount) throws {
        for process in plan.processes.indices {
            let name = "\(folder)/\(GateDayPlan.name(process))"
            let gate = GateDayProcess(
                "\(name).yaml", log: "\(name).log",
                socket: "\(folder)/\(GateDayPlan.socket(plan.processes[process].lowerBound))")
            try gate.start()
            gates.append(gate)
        }
        lanes = plan.lanes.enumerated().map { index, lane in
            GateDayLane(lane.turns, plan, order, socket: "\(folder)/\(GateDayPlan.socket(index))")
        }
        let threads = try lanes.map { lane in
            do throws(JournalError) { return try WorkerThread { lane.run() } } catch { throw journalFailure(error) }
        }
        let failure = watch(progress)
        for thread in threads { thread.join() }
        // One that is on its way up again is not told to end before it can listen.
        let end = GateClock.milliseconds + Self.startMilliseconds
        while failure == nil, GateClock.milliseconds < end, !gates.allSatisfy({ $0.hasStarted || $0.hasEnded }) {
            StopFlag().wait(milliseconds: Self.lookMilliseconds)
        }
        exits = gates.map { $0.end() }
        if let failure { throw failure }
        if let problem = lanes.lazy.compactMap(\.problem).first { throw ChildProcess.Failure(description: problem) }
    }

    /// Whether a gate has started and taken somebody since.
    private func mayBeKilled(_ process: Int) -> Bool {
        order.done(at: process) > doneBefore[process] && gates[process].hasStarted
    }

    /// Kills when it is time, until all turns are over.
    private func watch(_ progress: ProgressCount) -> (any Error)? {
        var random = RandomStream(seed: seed ^ 0x6B69_6C6C)
        // Not before each gate has taken something, and not after the last turn.
        var moments = (0..<kills).map { _ in 1 + random.below(max(1, plan.turns.count - 1)) }.sorted()[...]
        while order.done < plan.turns.count, !order.isLost {
            let done = order.done
            progress.set(done)
            while let moment = moments.first, moment <= done {
                // What has not started cannot be killed, and what has taken nobody is not: another one, or later.
                let first = random.below(gates.count)
                guard let process = gates.indices.map({ (first + $0) % gates.count }).first(where: mayBeKilled) else {
                    break
                }
                moments.removeFirst()
                doneBefore[process] = order.done(at: process)
                gates[process].kill()
                killed[process] += 1
                do { try gates[process].start() } catch {
                    order.giveUp()
                    return error
                }
            }
            if let ended = gates.firstIndex(where: { $0.hasEnded }) {
                order.giveUp()
                let name = GateDayPlan.name(ended)
                return failure(GateDayWords.ended(name, "\(folder)/\(name).log"), CommandExit.failed)
            }
            StopFlag().wait(milliseconds: moments.isEmpty ? Self.lookMilliseconds : 1)
        }
        killsLeft = moments.count
        return nil
    }
}
