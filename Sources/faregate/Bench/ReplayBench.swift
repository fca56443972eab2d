/// Runs our replay and perhaps another program in turn, each as a process of its own, and collects what they cost.
struct ReplayBench {
    private(set) var report = BenchReport()
    private let repeats: Int
    private let against: String?
    private var totals: [String: Set<String>] = [:]

    init(repeats: Int, against: String?) {
        self.repeats = repeats
        self.against = against
    }

    private struct Contender {
        let name: String
        let arguments: [String]
        /// The key under which totals must agree; nil: not compared.
        let totalsKey: String?
        var runs: [ChildProcess.Run] = []
    }

    /// Measures all forms on the log in order and on its shuffled copy.
    mutating func measure(_ log: String, _ shuffled: String, _ table: String, edition: String) throws {
        var contenders = [
            ours("fast, 1 core", log, table, 1), ours("fast, 2 cores", log, table, 2),
            ours("fast, 1 core, shuffled", shuffled, table, 1),
            ours("full engine by the table, 1 core", log, table, 1, extra: ["--full-engine"]),
            ours("full engine by the table, 1 core, shuffled", shuffled, table, 1, extra: ["--full-engine"]),
            Contender(
                name: "full engine by the edition, 1 core",
                arguments: [ChildProcess.own, "replay", log, "--edition", edition, "--threads", "1", "--json"],
                totalsKey: nil),
        ]
        if let against {
            let words = against.split(separator: " ").map(String.init)
            for (name, file) in [("other", log), ("other, shuffled", shuffled)] {
                contenders.append(
                    Contender(
                        name: "\(name): \(words.last ?? "")", arguments: words + [file, table, "1"], totalsKey: "table")
                )
            }
        }
        for round in 0...repeats {
            for index in contenders.indices {
                let run = try ChildProcess(arguments: contenders[index].arguments).run()
                guard run.exitCode == 0 else {
                    throw ChildProcess.Failure(
                        description: "\(contenders[index].arguments.joined(separator: " ")): exit \(run.exitCode)")
                }
                Terminal.say(
                    "\(round == 0 ? "warm-up" : "run \(round)")  \(contenders[index].name): "
                        + "\(fixed(run.processorSeconds, 2)) CPU s, \(fixed(run.wallSeconds, 2)) s, "
                        + "\(run.peakMebibytes) MiB")
                if round > 0 { contenders[index].runs.append(run) }
                if let key = contenders[index].totalsKey {
                    totals[key, default: []].insert(String(run.output.prefix { $0 != "\n" }))
                }
            }
        }
        addFigures(contenders)
        report.checks.append(("equal totals in all forms", totals.values.allSatisfy { $0.count == 1 }))
    }

    private func ours(_ name: String, _ log: String, _ table: String, _ threads: Int, extra: [String] = []) -> Contender
    {
        Contender(
            name: name,
            arguments: [
                ChildProcess.own, "replay", log, "--fare-table", table, "--medium-percent", "95", "--threads",
                String(threads),
            ] + extra, totalsKey: "table")
    }

    private mutating func addFigures(_ contenders: [Contender]) {
        for contender in contenders {
            report.add("\(contender.name): CPU", "s", contender.runs.map(\.processorSeconds))
            report.add("\(contender.name): wall", "s", contender.runs.map(\.wallSeconds))
            let goal =
                contender.name.hasPrefix("fast") ? (contender.name.hasSuffix("shuffled") ? "≤ 500" : "≤ 300") : "≤ 500"
            report.add(
                "\(contender.name): peak memory", "MiB", contender.runs.map { Double($0.peakMebibytes) }, decimals: 0,
                goal: contender.name.hasPrefix("other") ? "" : goal)
        }
        ratio("two cores against one, wall", contenders, 0, 1, goal: "≥ 1.7") { $0.wallSeconds }
        guard contenders.count > 6 else { return }
        ratio("other against fast, CPU", contenders, 6, 0, goal: "≥ 3.5") { $0.processorSeconds }
        ratio("other against fast, CPU, shuffled", contenders, 7, 2, goal: "≥ 3.5") { $0.processorSeconds }
    }

    /// The ratio of two contenders, round by round, since both ran in the same minute.
    private mutating func ratio(
        _ name: String, _ contenders: [Contender], _ above: Int, _ below: Int, goal: String,
        _ value: (ChildProcess.Run) -> Double
    ) {
        let ratios = zip(contenders[above].runs, contenders[below].runs).map { value($0) / max(value($1), 1e-9) }
        report.add(name, "times", ratios, goal: goal)
    }

    /// Writes the trips of the fast way and of the full engine once, and compares them byte by byte.
    mutating func compareTrips(_ log: String, _ table: String, files: inout BenchFiles) throws {
        let fast = files.name("trips-fast.csv")
        let full = files.name("trips-full.csv")
        for (path, extra) in [(fast, []), (full, ["--full-engine"])] {
            let run = try ChildProcess(
                arguments: ours("", log, table, 2, extra: extra + ["--trips", path]).arguments
            ).run()
            guard run.exitCode == 0 else { throw ChildProcess.Failure(description: "replay --trips failed") }
        }
        let compared = try ChildProcess(arguments: ["cmp", fast, full]).run()
        report.checks.append(("trips of both ways byte-equal", compared.exitCode == 0))
    }
}
