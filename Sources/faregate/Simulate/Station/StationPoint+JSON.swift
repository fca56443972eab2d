import Gate
import Simulator

extension StationPoint {
    /// The point as JSON, without times of this machine.
    var members: [(String, JSONValue)] {
        var members: [(String, JSONValue)] = [
            ("gates", .integer(plan.gates)), ("minutes", .integer(plan.minutes)),
            ("arrivals_per_minute", rate.map { .number($0, decimals: 3) } ?? .null),
            ("direction", .string(plan.direction == .entry ? "entry" : "exit")),
            ("queue", .string(plan.queues.rawValue)), ("normally", .string(plan.isNormallyOpen ? "open" : "closed")),
            ("seed", .decimal("\(plan.seed)")), ("seeds", .integer(runs.count)),
            ("passengers", .integer(sum(\.passengers))),
            ("passengers_per_minute", .number(passengersPerMinute.mean, decimals: 3)),
            ("passengers_per_minute_per_gate", .number(passengersPerMinute.mean / Double(plan.gates), decimals: 3)),
            ("waiting_ms", Self.json(waits)), ("queue_max", .integer(queueMost)),
            ("queue_mean", .number(mean(\.queueMean).mean, decimals: 4)), ("refused", .integer(refused)),
            ("refused_by_reason", .object(refusals.map { ($0.reason.code, .integer($0.count)) })),
            ("torn", .integer(sum(\.torn))), ("tailgated", .integer(sum(\.tailgated))),
            ("objects", .integer(sum(\.objects))), ("reader_faults", .integer(sum(\.faults))),
            ("not_passed", .integer(sum(\.notPassed))), ("alarms", .integer(sum(\.alarms))),
            ("charged_fen", .integer(sum(\.chargedFen))),
            (
                "riders",
                .object([
                    ("arrived", .integer(sum(\.arrived))), ("passed", .integer(sum(\.passed))),
                    ("to_staff", .integer(sum(\.toStaff))), ("in_queues", .integer(sum(\.inQueues))),
                    ("at_gates", .integer(sum(\.atGates))),
                ])
            ),
        ]
        if runs.count > 1 { members.append(("confidence_95", confidence)) }
        members.append(("by_medium", byMedium))
        members.append(("by_gate", byGate))
        if runs.count == 1 { members.append(("by_minute", byMinute)) }
        return members
    }

    /// How far the true means may lie from those of the runs.
    private var confidence: JSONValue {
        func half(_ interval: ConfidenceInterval) -> JSONValue {
            interval.halfWidth.map { .number($0, decimals: 3) } ?? .null
        }
        return .object([
            ("passengers_per_minute", half(passengersPerMinute)), ("waiting_mean_ms", half(meanWaitMilliseconds)),
            ("waiting_p90_ms", half(longWaitMilliseconds)), ("queue_mean", half(mean(\.queueMean))),
        ])
    }

    private var byMedium: JSONValue {
        .object(
            plan.media.indices.map { medium in
                let pooled = WaitingTimes(pooling: runs.map { $0.media[medium].waits })
                return (
                    plan.media[medium].name,
                    .object([
                        ("profile", .string(plan.media[medium].profile.name)),
                        ("passengers", .integer(sum { $0.media[medium].passengers })),
                        ("waiting_ms", Self.json(pooled)),
                    ])
                )
            })
    }

    private var byGate: JSONValue {
        .array(
            (0..<plan.gates).map { gate in
                func number(_ value: (StationFigures.Lane) -> Double, _ decimals: Int = 3) -> JSONValue {
                    .number(mean { value($0.lanes[gate]) }.mean, decimals: decimals)
                }
                return .object([
                    ("gate", .integer(gate + 1)), ("passengers", .integer(sum { $0.lanes[gate].passengers })),
                    (
                        "passengers_per_minute",
                        .number(mean { Double($0.lanes[gate].passengers) / Double($0.minutes) }.mean, decimals: 3)
                    ),
                    ("queue_max", .integer(runs.map { $0.lanes[gate].queueMost }.max() ?? 0)),
                    ("queue_mean", number(\.queueMean, 4)), ("waiting_mean_ms", number { $0.meanWait / 1000 }),
                    ("utilisation", number(\.utilisation, 4)), ("refused", .integer(sum { $0.lanes[gate].refused })),
                    ("torn", .integer(sum { $0.lanes[gate].torn })),
                    ("alarms", .integer(sum { $0.lanes[gate].alarms })),
                ])
            })
    }

    private var byMinute: JSONValue {
        .array(
            runs[0].series.enumerated().map { minute, figures in
                .object([
                    ("minute", .integer(minute)), ("arrived", .integer(figures.arrived)),
                    ("passed", .integer(figures.passed)), ("queue_max", .integer(figures.queueMost)),
                    (
                        "waiting_mean_ms",
                        figures.meanWait.map { .number($0 / 1000, decimals: 3) } ?? .null
                    ),
                ])
            })
    }

    private static func json(_ waits: WaitingTimes) -> JSONValue {
        func milliseconds(_ value: Double) -> JSONValue {
            waits.count == 0 ? .null : .number(value / 1000, decimals: 3)
        }
        return .object([
            ("mean", milliseconds(waits.mean)), ("p50", milliseconds(Double(waits.percentile(50)))),
            ("p90", milliseconds(Double(waits.percentile(90)))), ("p99", milliseconds(Double(waits.percentile(99)))),
            ("max", milliseconds(Double(waits.most))),
        ])
    }
}
