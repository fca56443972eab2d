import Fares
import Gate
import TapLogs

/// A replay's report as JSON and as words.
struct ReplayText {
    let language: Language

    // MARK: JSON

    func rejected(_ totals: RowTotals) -> JSONValue {
        .object(RejectReason.allCases.map { ($0.rawValue, .integer(totals.rejected($0))) })
    }

    func object(_ report: ReplayReport, _ timing: [(String, JSONValue)]) -> JSONValue {
        let totals = report.totals
        let classes = ExitClass.allCases.filter { $0 != .unexplained }
        return .object(
            [
                ("rows", .integer(totals.rows)), ("metro_entries", .integer(totals.metroEntries)),
                ("metro_exits", .integer(totals.metroExits)), ("bus_taps", .integer(totals.busTaps)),
                ("rejected", rejected(totals)),
                (
                    "exits_by_class",
                    .object(classes.map { ($0.name, .integer(totals.exitsByClass[Int($0.rawValue)])) })
                ),
                ("exits_unexplained", .integer(report.exitsUnexplained)),
                ("pairs", .integer(report.pairs)), ("pairs_same_station", .integer(report.pairsSameStation)),
                ("pairs_exact", .integer(report.pairsExact)), ("pairs_different", .integer(report.pairsDifferent)),
                ("pairs_unpriced", .integer(report.pairsUnpriced)),
                ("pairs_charged_differently", .integer(report.pairsChargedDifferently)),
                ("charged_fen", .integer(totals.chargedFen)), ("charged_pairs_fen", .integer(report.chargedPairsFen)),
                ("rated_fen", .integer(report.ratedFen)),
                ("missing_halves_fen", .integer(report.missingHalvesFen)),
                ("outcomes", outcomes(report)),
                ("swept_open_journeys", .integer(report.swept)),
                ("swept_then_exited", .integer(report.sweptThenExited)),
                ("transfers_without_bus", .integer(report.transfersWithoutBus)),
                ("transfers_missed", .integer(report.transfersMissed)),
                ("stations_by_device", .integer(totals.stationsByDevice)),
                ("aliases", names(totals.aliases.counts)), ("unknown_names", names(totals.unknownNames.counts)),
                ("unknown_words", names(totals.unknownWords.counts)),
            ] + timing)
    }

    private func outcomes(_ report: ReplayReport) -> JSONValue {
        .object(GateReason.allCases.filter { report.count($0) > 0 }.map { ($0.code, .integer(report.count($0))) })
    }

    private func names(_ counts: [String: Int]) -> JSONValue {
        .object(counts.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) })
    }

    // MARK: Words

    func text(_ report: ReplayReport, _ stations: [Station], _ log: String) -> String {
        let totals = report.totals
        var lines: [String] = []
        func line(_ zh: String, _ en: String, _ value: String) {
            lines.append("\(pad(language.pick(zh, en), 44))\(right(value, 16))")
        }
        func count(_ zh: String, _ en: String, _ value: Int) { line(zh, en, grouped(value)) }
        count("记录行数", "rows", totals.rows)
        count("  进站", "  metro entries", totals.metroEntries)
        count("  出站", "  metro exits", totals.metroExits)
        count("  公交", "  bus taps", totals.busTaps)
        for reason in RejectReason.allCases where totals.rejected(reason) > 0 {
            count("  拒收 \(reason.rawValue)", "  rejected: \(reason.rawValue)", totals.rejected(reason))
        }
        for exitClass in ExitClass.allCases where totals.exitsByClass[Int(exitClass.rawValue)] > 0 {
            count(
                "出站类别 \(exitClass.name)", "exits of class \(exitClass.name)",
                totals.exitsByClass[Int(exitClass.rawValue)])
        }
        count("未能解释的出站", "exits unexplained", report.exitsUnexplained)
        count("配对行程", "joined trips", report.pairs)
        count("  同站进出", "  same station in and out", report.pairsSameStation)
        count("  票价一致", "  base fare exact", report.pairsExact)
        count("  票价不同", "  base fare different", report.pairsDifferent)
        count("  无法定价", "  without a price", report.pairsUnpriced)
        line("配对行程实收（元）", "charged for joined trips (yuan)", yuan(report.chargedPairsFen))
        line("配对行程应收（元）", "rated for joined trips (yuan)", yuan(report.ratedFen))
        line("全部出站实收（元）", "charged for all exits (yuan)", yuan(totals.chargedFen))
        for reason in GateReason.allCases where report.count(reason) > 0 {
            count("闸机判定 \(reason.code)", "gate says \(reason.code)", report.count(reason))
        }
        count("运营日末未出站", "open at the end of the service day", report.swept)
        if !totals.aliases.counts.isEmpty {
            lines.append(language.pick("站名别名：", "names mapped by alias: ") + list(totals.aliases.counts))
        }
        if totals.stationsByDevice > 0 {
            count("由设备号定站", "stations found by device code", totals.stationsByDevice)
        }
        if !totals.unknownNames.counts.isEmpty {
            lines.append(language.pick("未知站名：", "names not known: ") + list(totals.unknownNames.counts))
        }
        if !totals.unknownWords.counts.isEmpty {
            lines.append(
                language.pick("未知介质/乘客：", "medium/rider not known: ") + list(totals.unknownWords.counts))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    func speed(_ rows: Int, _ clock: Stopwatch) -> String {
        let seconds = max(clock.wallSeconds, 1e-9)
        let rate = grouped(Int(Double(rows) / seconds))
        return language.pick(
            "\(grouped(rows)) 行，\(fixed(seconds, 2)) 秒，每秒 \(rate) 行",
            "\(grouped(rows)) rows in \(fixed(seconds, 2)) s, \(rate) rows/s")
    }

    private func list(_ counts: [String: Int]) -> String {
        counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(10)
            .map { "\($0.key) (\(grouped($0.value)))" }.joined(separator: ", ")
    }

    private func pad(_ text: String, _ width: Int) -> String {
        let columns = text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
        return text + String(repeating: " ", count: max(1, width - columns))
    }

    private func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
