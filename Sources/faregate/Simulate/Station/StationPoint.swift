import Gate
import Simulator

/// One plan and its runs with several seeds, taken together.
///
/// - **Shape**: counts are of all runs; rates and means are means over the runs, with what 95 % of such series would
///   hold.
struct StationPoint {
    let plan: StationPlan
    let runs: [StationFigures]
    /// The waiting times of all runs.
    let waits: WaitingTimes

    init(plan: StationPlan, runs: [StationFigures]) {
        self.plan = plan
        self.runs = runs
        waits = runs.count == 1 ? runs[0].waits : WaitingTimes(pooling: runs.map(\.waits))
    }

    func sum(_ count: (StationFigures) -> Int) -> Int { runs.reduce(0) { $0 + count($1) } }

    func mean(_ value: (StationFigures) -> Double) -> ConfidenceInterval { ConfidenceInterval(runs.map(value)) }

    var passengersPerMinute: ConfidenceInterval { mean(\.passengersPerMinute) }
    var meanWaitMilliseconds: ConfidenceInterval { mean { $0.waits.mean / 1000 } }
    var longWaitMilliseconds: ConfidenceInterval { mean { Double($0.waits.percentile(90)) / 1000 } }
    var queueMost: Int { runs.map(\.queueMost).max() ?? 0 }

    /// Arrivals a minute of the plan, where it has a rate.
    var rate: Double? {
        switch plan.arrivals {
        case .chance(let rate), .even(let rate): Double(rate) / 1000
        case .trains, .moments, .endless: nil
        }
    }

    /// Refused presentations by reason, in the reasons' order.
    var refusals: [(reason: GateReason, count: Int)] {
        GateReason.allCases.compactMap { reason in
            let count = sum { run in run.refused.first { $0.reason == reason }?.count ?? 0 }
            return count > 0 ? (reason, count) : nil
        }
    }

    var refused: Int { refusals.reduce(0) { $0 + $1.count } }
}
