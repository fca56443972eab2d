import Fares
import Histogram
import Journal

/// What `bench gate` has measured, beside what it must reach.
struct GateBenchReport {
    /// A figure that must be reached.
    struct Goal {
        let name: String
        let value: Double
        let limit: Double
        let unit: String

        var isMet: Bool { value < limit || (unit == "commands" && value == limit) }
    }

    let fileSystem: String
    let durability: Durability
    let loadBefore: Double
    let rate: Int
    var lane: [GateTapFigures] = []
    var decide = GateDecisionFigures()
    var roundTrip = GateDecisionFigures()
    var readerName: String?
    var reader: [GateTapFigures] = []
    var live = LiveLaneReport()

    /// All goals that were measured.
    var goals: [Goal] {
        var goals: [Goal] = []
        func add(_ name: String, _ histogram: LatencyHistogram, _ percent: Double, under limit: Double) {
            goals.append(
                Goal(
                    name: name, value: LatencyShares.microseconds(histogram, percent), limit: limit, unit: "µs"))
        }
        for (how, figures) in [("hand-over", decide.fromHandOver), ("due moment", decide.fromSchedule)]
        where figures.totalCount > 0 {
            add("decide, from \(how), p50", figures, 50, under: 10)
            add("decide, from \(how), p99.9", figures, 99.9, under: 1000)
        }
        for (where_, list) in [("in the process", lane), ("on the reader", reader)] {
            for figures in list {
                let name = "\(figures.medium.rawValue) \(where_)"
                if let limit = figures.medium.mostMicroseconds {
                    add("\(name), ours, p99", figures.ours, 99, under: limit)
                    add("\(name), ours without storage, p99", figures.oursWithoutStorage, 99, under: limit)
                }
                goals.append(
                    Goal(
                        name: "\(name), commands above the protocol's minimum",
                        value: Double(figures.tapsAboveMinimum), limit: 0, unit: "commands"))
            }
        }
        return goals + live.goals
    }

    /// What the machine was, for the head.
    private var head: [String] {
        [
            "Machine: \(Machine.description); load before: \(fixed(loadBefore, 2))",
            "Journal: \(fileSystem); durability \(durability.rawValue)",
        ]
    }

    var markdown: String {
        var lines = head
        if !lane.isEmpty { lines += section("Lane: cards in the process", lane, hasTransport: false) }
        if decide.fromHandOver.totalCount > 0 { lines += decisions }
        lines += live.markdown
        if let readerName { lines += section("Reader: \(readerName)", reader, hasTransport: true) }
        lines += ["", "| goal | value | limit | unit | met |", "|---|---|---|---|---|"]
        for goal in goals {
            let decimals = goal.unit == "µs" ? 1 : 0
            lines.append(
                "| \(goal.name) | \(fixed(goal.value, decimals)) | \(decimals == 0 ? "" : "< ")"
                    + "\(fixed(goal.limit, 0)) | \(goal.unit) | \(goal.isMet ? "yes" : "NO") |")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func section(_ title: String, _ list: [GateTapFigures], hasTransport: Bool) -> [String] {
        var lines = [
            "", title, "",
            "| medium | taps | of them exits | card numbers | taps/s | taps/min | taps/min, ours alone | commands a tap | needed |",
            "|---|---|---|---|---|---|---|---|---|",
        ]
        for figures in list {
            lines.append(
                "| \(figures.medium.rawValue) | \(grouped(figures.taps)) | \(grouped(figures.exits)) | "
                    + "\(figures.cards) | \(fixed(figures.tapsPerSecond, 1)) | "
                    + "\(grouped(Int(figures.tapsPerSecond * 60))) | \(grouped(Int(figures.ourTapsPerSecond * 60))) | "
                    + "\(Self.range(figures.fewestCommands, figures.mostCommands)) | "
                    + "\(Self.range(figures.fewestNeeded, figures.mostNeeded)) |")
        }
        lines.append("")
        lines += LatencyShares.head("µs a tap")
        for figures in list {
            let name = figures.medium.rawValue
            lines.append(
                LatencyShares.row("\(name): card\(hasTransport ? " and transport" : "")", figures.card, decimals: 0))
            if hasTransport {
                lines.append(LatencyShares.row("... of it transport", figures.transport, decimals: 0))
            }
            lines.append(LatencyShares.row("\(name): ours, storage included", figures.ours, decimals: 0))
            lines.append(LatencyShares.row("... ours without storage", figures.oursWithoutStorage, decimals: 0))
            lines.append(LatencyShares.row("... of it decision, with the desk's thread", figures.decision, decimals: 0))
            lines.append(LatencyShares.row("... storage", figures.storage, decimals: 0))
        }
        return lines
    }

    private static func range(_ first: Int, _ last: Int) -> String {
        first == last ? "\(first)" : "\(first) .. \(last)"
    }

    private var decisions: [String] {
        var lines = [
            "",
            "Decision: \(grouped(Int(decide.fromHandOver.totalCount))) taps due at \(grouped(rate)) a second, "
                + "\(fixed(decide.rate, 0)) decided a second; round trip \(fixed(roundTrip.rate, 0))", "",
        ]
        if decide.refusals + roundTrip.refusals > 0 {
            lines += ["The journal's buffer was full \(decide.refusals) times; round trip \(roundTrip.refusals)", ""]
        }
        lines += LatencyShares.head("µs a decision")
        lines.append(LatencyShares.row("decide, from hand-over", decide.fromHandOver, decimals: 2))
        lines.append(LatencyShares.row("decide, from the due moment", decide.fromSchedule, decimals: 2))
        lines.append(
            LatencyShares.row("round trip between threads, from hand-over", roundTrip.fromHandOver, decimals: 2))
        lines.append(
            LatencyShares.row("round trip between threads, from the due moment", roundTrip.fromSchedule, decimals: 2))
        return lines
    }
}
