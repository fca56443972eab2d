import Histogram
import Journal

/// What is said of the live lanes.
struct LiveLaneReport {
    /// At the rate that was asked for, by durability.
    var runs: [LiveLaneFigures] = []
    /// The steps towards the highest rate, by durability.
    var steps: [[LiveLaneFigures]] = []

    /// The figures that must be reached.
    var goals: [GateBenchReport.Goal] {
        runs.flatMap { figures in
            let name = "\(figures.lanes) lanes, \(figures.durability.rawValue)"
            func goal(_ what: String, _ value: Double, _ limit: Double, _ unit: String) -> GateBenchReport.Goal {
                GateBenchReport.Goal(name: "\(name): \(what)", value: value, limit: limit, unit: unit)
            }
            let share = LatencyShares.microseconds
            return [
                goal("decision, p50", share(figures.decision, 50), 10, "µs"),
                goal("decision, p99.9", share(figures.decision, 99.9), 1000, "µs"),
                goal("from hand-over, p99.9", share(figures.fromHandOver, 99.9), 1000, "µs"),
                goal("from the due moment, p99.9", share(figures.fromDue, 99.9), 1000, "µs"),
                goal("taps that did not open", Double(figures.dropped), 1, "taps"),
                goal(
                    "taps a second missing", max(0, Double(figures.rate) - figures.achieved),
                    0.03 * Double(figures.rate), "taps/s"),
            ]
        }
    }

    var markdown: [String] {
        guard !runs.isEmpty else { return [] }
        var lines = [
            "", "Live lanes: each on its own thread, one desk, one journal", "",
            "| durability | lanes | due taps/s | achieved | opened | dropped | queue full | storage time-outs | most waiting | records a group, p50 | max |",
            "|---|---|---|---|---|---|---|---|---|---|---|",
        ]
        for figures in runs + steps.flatMap({ $0 }) {
            lines.append(
                "| \(figures.durability.rawValue) | \(figures.lanes) | \(grouped(figures.rate)) | "
                    + "\(fixed(figures.achieved, 0)) | \(grouped(figures.opened)) | \(figures.dropped) | "
                    + "\(figures.queueRefusals) | \(figures.storageTimeOuts) | \(figures.queueHighWater) | "
                    + "\(figures.groupSizes.valueAtPercentile(50)) | \(figures.groupSizes.valueAtPercentile(100)) |")
        }
        lines.append("")
        lines += LatencyShares.head("µs a tap")
        for figures in runs {
            let name = figures.durability.rawValue
            for (what, histogram) in Self.parts(figures) {
                lines.append(LatencyShares.row("\(name): \(what)", histogram, decimals: 1))
            }
        }
        for list in steps {
            guard let first = list.first else { continue }
            let best = list.last { $0.keepsUp }
            lines += [
                "",
                "Highest rate, \(first.durability.rawValue): "
                    + (best.map {
                        "\(grouped($0.rate)) taps/s, \(fixed(Double($0.rate) * 60 / Double($0.lanes), 0)) a minute and lane"
                    } ?? "below \(grouped(first.rate)) taps/s"),
            ]
        }
        return lines
    }

    private static func parts(_ figures: LiveLaneFigures) -> [(String, LatencyHistogram)] {
        [
            ("decision, the desk's own", figures.decision), ("from hand-over", figures.fromHandOver),
            ("wake-up of the lane's thread", figures.wakeUp), ("from the due moment", figures.fromDue),
            ("wait for the disk", figures.durabilityWait),
            ("open signal, from the due moment", figures.openSignal),
        ]
    }

    var json: JSONValue {
        .object([
            ("runs", .array(runs.map(Self.json))),
            ("steps", .array(steps.map { .array($0.map(Self.json)) })),
        ])
    }

    private static func json(_ figures: LiveLaneFigures) -> JSONValue {
        .object([
            ("durability", .string(figures.durability.rawValue)), ("lanes", .integer(figures.lanes)),
            ("due_per_second", .integer(figures.rate)), ("achieved_per_second", .number(figures.achieved, decimals: 1)),
            ("taps", .integer(figures.taps)), ("opened", .integer(figures.opened)),
            ("dropped", .integer(figures.dropped)), ("queue_full", .integer(figures.queueRefusals)),
            ("storage_time_outs", .integer(figures.storageTimeOuts)),
            ("most_waiting", .integer(figures.queueHighWater)),
            ("keeps_up", .bool(figures.keepsUp)),
            ("group_records_p50", .integer(Int(figures.groupSizes.valueAtPercentile(50)))),
            ("group_records_max", .integer(Int(figures.groupSizes.valueAtPercentile(100)))),
            ("decision_us", LatencyShares.json(figures.decision)),
            ("from_hand_over_us", LatencyShares.json(figures.fromHandOver)),
            ("wake_up_us", LatencyShares.json(figures.wakeUp)),
            ("from_due_moment_us", LatencyShares.json(figures.fromDue)),
            ("durability_wait_us", LatencyShares.json(figures.durabilityWait)),
            ("open_signal_us", LatencyShares.json(figures.openSignal)),
        ])
    }
}
