import Dispatch
import Simulator
import Synchronization

/// Many seeds of simulated gates under faults, some at once; what comes of them stands in the order of the seeds.
struct FaultSweep {
    /// The most seeds of a sweep.
    static let mostSeeds = 10_000_000
    /// The most seeds at once.
    static let mostJobs = 64

    let city: FaultCity
    let first: UInt64
    let seeds: Int
    let taps: Int
    let lanes: Int?
    let only: Set<FaultKind>?
    let jobs: Int
    let trace: Bool

    /// What has come of all seeds.
    struct Result {
        var total = FaultTotals()
        /// The first seed that has broken a rule; what came of seeds behind it is in no total.
        var broken: FaultReport?
        var elapsedSeconds = 0.0
        /// What each seed has been asked for.
        var taps = 0
    }

    private struct Shared {
        var next = 0
        var total = FaultTotals()
        /// The first of the seeds in order that has broken a rule.
        var broken: FaultReport?
        /// None is begun any more.
        var isOver = false
        /// How many seeds are in the total, and what has come of those behind.
        var added = 0
        var waiting: [Int: FaultReport] = [:]

        /// Takes a report in; totals follow the order of the seeds, up to the first that has broken a rule.
        mutating func take(_ report: FaultReport, of number: Int) {
            waiting[number] = report
            if report.violation != nil { isOver = true }
            while broken == nil, let next = waiting.removeValue(forKey: added) {
                total.add(next)
                added += 1
                if next.violation != nil { broken = next }
            }
        }
    }

    /// Runs them, with a bar on a terminal.
    func run() -> Result {
        let clock = Stopwatch()
        let shared = Mutex(Shared())
        let done = ProgressCount()
        let bar = ProgressBar(total: seeds * taps, unit: "k taps", perUnit: 1000) { done.count }
        bar.during {
            DispatchQueue.concurrentPerform(iterations: jobs) { _ in
                while let number = shared.withLock({ self.take(&$0) }) {
                    let run = FaultRun(
                        city, seed: first + UInt64(number), taps: taps, lanes: lanes, only: only,
                        progress: { done.add($0) }, trace: trace ? { Terminal.say($0) } : nil)
                    let report = run.run()
                    shared.withLock { $0.take(report, of: number) }
                }
            }
        }
        return shared.withLock { shared in
            Result(
                total: shared.total, broken: shared.broken, elapsedSeconds: clock.wallSeconds, taps: taps)
        }
    }

    private func take(_ shared: inout Shared) -> Int? {
        guard !shared.isOver, shared.next < seeds else { return nil }
        defer { shared.next += 1 }
        return shared.next
    }
}
