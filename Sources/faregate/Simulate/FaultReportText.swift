import Simulator

/// What is said of gates under faults.
struct FaultReportText {
    private let result: FaultSweep.Result
    private let options: String

    /// `options`: what a replay must repeat beside seed and taps.
    init(_ result: FaultSweep.Result, options: String) {
        self.result = result
        self.options = options
    }

    private var total: FaultTotals { result.total }
    private var rate: Double { Double(total.taps) / max(result.elapsedSeconds, 1e-9) }
    /// How much faster than gates that take 30 cards a minute at each lane.
    private var timesRealTime: Double { Double(total.laneSeconds) / max(result.elapsedSeconds, 1e-9) }

    /// The one command that does it again.
    private var replay: String? {
        result.broken.map { "faregate simulate faults --seed \($0.seed) --taps \(result.taps)\(options)" }
    }

    func text(_ language: Language) -> String {
        var lines = [
            language.pick(
                "\(grouped(total.taps)) 次刷卡（\(grouped(total.runs)) 个种子），\(total.violations) 处违规；\(grouped(Int(rate))) 次/秒",
                "\(grouped(total.taps)) taps (\(counted(total.runs, "seed"))), "
                    + "\(counted(total.violations, "violation")); "
                    + "\(grouped(Int(rate))) taps/s"),
            language.pick(
                "批准 \(grouped(total.approved))，其中由先前记录补开 \(grouped(total.resumed))；开门信号 \(grouped(total.opened))；"
                    + "记录 \(grouped(total.records))；计费 \(fixed(Double(total.chargedFen) / 100, 2)) 元",
                "approved \(grouped(total.approved)); opened by an earlier record \(grouped(total.resumed)); open signals "
                    + "\(grouped(total.opened)); records \(grouped(total.records)); charged "
                    + "\(fixed(Double(total.chargedFen) / 100, 2)) yuan"),
            language.pick(
                "登记册 \(grouped(total.registers)) 次，其中到期 \(grouped(total.dueRegisters))；队列无余地而推迟 "
                    + "\(grouped(total.postponedRegisters)) 条记录",
                "registers written \(grouped(total.registers)) times, \(grouped(total.dueRegisters)) of them due; due before "
                    + "\(grouped(total.postponedRegisters)) records without room"),
            language.pick(
                "虚拟时间 \(grouped(total.virtualSeconds)) 秒；按通道计为实时的 \(grouped(Int(timesRealTime))) 倍",
                "virtual time \(grouped(total.virtualSeconds)) s; lane by lane \(grouped(Int(timesRealTime))) times real time"
            ),
            "", language.pick("| F1 | 故障 | 次数 |", "| F1 | fault | times |"), "|---|---|---|",
        ]
        for kind in FaultKind.allCases {
            lines.append(
                "| \(kind.number.map(String.init) ?? "") | \(kind.rawValue) | \(grouped(total.faults[kind])) |")
        }
        lines.append("")
        lines.append(
            language.pick("不在此处的：", "not tried here: ")
                + FaultKind.outOfScope.map { "\($0.number) \($0.name)" }.joined(separator: ", "))
        if let broken = result.broken, let violation = broken.violation, let replay {
            lines += [
                "",
                language.pick("违规", "violation") + " (\(violation.rule.rawValue)): \(violation.words)",
                language.pick("抽取的条件：", "drawn: ") + broken.plan,
                language.pick("重放：", "replay: ") + replay,
            ]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    var json: JSONValue {
        .object([
            ("taps", .integer(total.taps)), ("seeds", .integer(total.runs)),
            ("violations", .integer(total.violations)), ("approved", .integer(total.approved)),
            ("resumed", .integer(total.resumed)), ("open_signals", .integer(total.opened)),
            ("records", .integer(total.records)),
            ("registers", .integer(total.registers)), ("registers_due", .integer(total.dueRegisters)),
            ("registers_postponed", .integer(total.postponedRegisters)), ("charged_fen", .integer(total.chargedFen)),
            ("virtual_seconds", .integer(total.virtualSeconds)),
            ("lane_seconds", .integer(total.laneSeconds)),
            ("elapsed_seconds", .number(result.elapsedSeconds, decimals: 3)),
            ("taps_per_second", .number(rate, decimals: 0)),
            ("times_real_time", .number(timesRealTime, decimals: 0)),
            (
                "faults",
                .array(
                    FaultKind.allCases.map {
                        .object([
                            ("kind", .string($0.rawValue)), ("f1", .optional($0.number)),
                            ("times", .integer(total.faults[$0])),
                        ])
                    })
            ),
            (
                "not_tried_here",
                .array(
                    FaultKind.outOfScope.map {
                        .object([("f1", .integer($0.number)), ("name", .string($0.name))])
                    })
            ),
            (
                "violation",
                result.broken.flatMap { broken in
                    broken.violation.map { violation in
                        .object([
                            ("rule", .string(violation.rule.rawValue)), ("words", .string(violation.words)),
                            ("seed", .string("\(broken.seed)")), ("drawn", .string(broken.plan)),
                            ("replay", .optional(replay)),
                        ])
                    }
                } ?? .null
            ),
        ])
    }
}
