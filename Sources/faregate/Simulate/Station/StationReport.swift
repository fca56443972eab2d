import Simulator

/// What `simulate station` has found, at one point or along a sweep.
struct StationReport {
    let points: [StationPoint]
    let sweep: StationSweep?
    /// Virtual time of all runs, and what they took of the processor and on the wall, loading the fares apart.
    let simulatedSeconds: Double
    let processorSeconds: Double
    let wallSeconds: Double

    /// Virtual seconds in a second of the one processor that the runs use.
    var speedFactor: Double { simulatedSeconds / max(processorSeconds, 1e-9) }

    /// The object; what differs from run to run stands last, and is left out without `timing`.
    func json(timing: Bool) -> JSONValue {
        var members: [(String, JSONValue)]
        if let sweep {
            members = [("sweep", .string(sweep.axis.rawValue)), ("points", .array(points.map { .object($0.members) }))]
        } else {
            members = points[0].members
        }
        if timing {
            members.append(("elapsed_seconds", .number(wallSeconds, decimals: 6)))
            members.append(("cpu_seconds", .number(processorSeconds, decimals: 6)))
            members.append(("speed_factor", .number(speedFactor, decimals: 0)))
        }
        return .object(members)
    }

    // MARK: Text

    func text(_ language: Language, timing: Bool) -> String {
        var lines = sweep == nil ? pointLines(points[0], language) : sweepLines(language)
        if timing {
            let (virtual, factor) = (fixed(simulatedSeconds, 0), grouped(Int(speedFactor)))
            let (cpu, wall) = (fixed(processorSeconds * 1000, 2), fixed(wallSeconds * 1000, 2))
            lines += [
                "",
                language.pick(
                    "模拟 \(virtual) 秒，CPU \(cpu) 毫秒（用时 \(wall) 毫秒）：实时的 \(factor) 倍",
                    "\(virtual) s of virtual time in \(cpu) ms of CPU (\(wall) ms on the wall): \(factor) times real time"
                ),
            ]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func sweepLines(_ language: Language) -> [String] {
        let heads = [
            language.pick("闸机", "gates"), language.pick("到达/分", "arrivals/min"), language.pick("通过/分", "passed/min"),
            "±95 %", language.pick("每机/分", "a gate"), language.pick("等候均值 s", "wait mean s"), "p90 s", "p99 s",
            language.pick("最长 s", "max s"), language.pick("最长队列", "queue max"),
        ]
        return [Self.row(heads)]
            + points.map { point in
                let flow = point.passengersPerMinute
                // Where somebody always waits nobody's waiting is known.
                let isEndless = point.plan.arrivals == .endless
                let isKnown = !isEndless && point.waits.count > 0
                func seconds(_ microseconds: Double) -> String { !isKnown ? "-" : fixed(microseconds / 1e6, 2) }
                func share(_ percent: Int) -> String { seconds(Double(point.waits.percentile(percent))) }
                return Self.row([
                    "\(point.plan.gates)", point.rate.map { fixed($0, 1) } ?? "-", fixed(flow.mean, 2),
                    flow.halfWidth.map { fixed($0, 2) } ?? "-", fixed(flow.mean / Double(point.plan.gates), 2),
                    seconds(point.waits.mean), share(90), share(99), seconds(Double(point.waits.most)),
                    isEndless ? "-" : "\(point.queueMost)",
                ])
            }
    }

    private static func row(_ cells: [String]) -> String {
        cells.map { cell in
            let columns = cell.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
            return String(repeating: " ", count: max(0, 13 - columns)) + cell
        }.joined()
    }

    private func pointLines(_ point: StationPoint, _ language: Language) -> [String] {
        let flow = point.passengersPerMinute
        func seconds(_ microseconds: Double) -> String {
            point.waits.count == 0 ? "-" : fixed(microseconds / 1e6, 2)
        }
        let plusMinus = flow.halfWidth.map { " ± \(fixed($0, 2))" } ?? ""
        var lines = [
            language.pick(
                "\(point.plan.gates) 台闸机，\(point.plan.minutes) 分钟，种子 \(point.plan.seed)（\(point.runs.count) 次）",
                "\(counted(point.plan.gates, "gate")), \(counted(point.plan.minutes, "minute")), seed \(point.plan.seed) "
                    + "(\(counted(point.runs.count, "run")))"),
            language.pick(
                "通过 \(grouped(point.sum(\.passengers))) 人：每分钟 \(fixed(flow.mean, 2))\(plusMinus)，"
                    + "每台 \(fixed(flow.mean / Double(point.plan.gates), 2))",
                "passengers \(grouped(point.sum(\.passengers))): \(fixed(flow.mean, 2))\(plusMinus) a minute, "
                    + "\(fixed(flow.mean / Double(point.plan.gates), 2)) a gate"),
        ]
        if point.plan.arrivals != .endless {
            let (p50, p90) = (Double(point.waits.percentile(50)), Double(point.waits.percentile(90)))
            let p99 = Double(point.waits.percentile(99))
            let shares =
                "p50 \(seconds(p50)), p90 \(seconds(p90)), p99 \(seconds(p99)), max \(seconds(Double(point.waits.most)))"
            lines.append(
                language.pick(
                    "等候（秒）：均值 \(seconds(point.waits.mean))，\(shares)",
                    "waiting (s): mean \(seconds(point.waits.mean)), \(shares)"))
            let mean = fixed(point.mean(\.queueMean).mean, 2)
            lines.append(
                language.pick("队列：平均 \(mean)，最长 \(point.queueMost)", "queues: mean \(mean), max \(point.queueMost)"))
        }
        lines += [
            language.pick(
                "拒绝 \(point.refused)，重新出示 \(point.sum(\.torn))，尾随 \(point.sum(\.tailgated))，"
                    + "交工作人员 \(point.sum(\.toStaff))",
                "refused \(point.refused), torn \(point.sum(\.torn)), tailgated \(point.sum(\.tailgated)), "
                    + "to the staff \(point.sum(\.toStaff))"),
            "",
            Self.row(
                [language.pick("闸机", "gate"), language.pick("通过", "passed"), language.pick("每分钟", "a minute")]
                    + [language.pick("占用率", "busy"), language.pick("最长队列", "queue max")]),
        ]
        for gate in 0..<point.plan.gates {
            let busy = point.mean { $0.lanes[gate].utilisation }.mean
            let rate = point.mean { Double($0.lanes[gate].passengers) / Double($0.minutes) }.mean
            lines.append(
                Self.row([
                    "\(gate + 1)", "\(point.sum { $0.lanes[gate].passengers })", fixed(rate, 2),
                    fixed(busy * 100, 1) + " %", "\(point.runs.map { $0.lanes[gate].queueMost }.max() ?? 0)",
                ]))
        }
        return lines
    }
}
