@testable import TapLogs

/// A report as sorted lines, so that a difference names its figure.
func figures(_ report: ReplayReport) -> [String] {
    var lines = figures(report.totals)
    lines += [
        "pairs \(report.pairs)", "pairs_same_station \(report.pairsSameStation)", "pairs_exact \(report.pairsExact)",
        "pairs_different \(report.pairsDifferent)", "pairs_unpriced \(report.pairsUnpriced)",
        "rated_fen \(report.ratedFen)", "charged_pairs_fen \(report.chargedPairsFen)",
        "pairs_charged_differently \(report.pairsChargedDifferently)", "reasons \(report.reasons)",
        "swept \(report.swept) \(report.sweptThenExited) \(report.missingHalvesFen)",
        "transfers \(report.transfersMissed) \(report.transfersWithoutBus)",
        "trips \(report.tripsByStation)", "revenue \(report.revenueByStation)",
    ]
    return lines
}

/// The counts of rows as lines.
func figures(_ totals: RowTotals) -> [String] {
    var lines = [
        "rows \(totals.rows)", "metro_entries \(totals.metroEntries)", "metro_exits \(totals.metroExits)",
        "bus_taps \(totals.busTaps)", "charged_fen \(totals.chargedFen)", "by_device \(totals.stationsByDevice)",
    ]
    for reason in RejectReason.allCases { lines.append("\(reason.rawValue) \(totals.rejected(reason))") }
    for exitClass in ExitClass.allCases {
        lines.append("\(exitClass.name) \(totals.exitsByClass[Int(exitClass.rawValue)])")
    }
    for name in totals.aliases.counts.keys.sorted() {
        lines.append("alias \(name) \(totals.aliases.counts[name] ?? 0)")
    }
    for name in totals.unknownNames.counts.keys.sorted() {
        lines.append("unknown \(name) \(totals.unknownNames.counts[name] ?? 0)")
    }
    return lines
}

/// The figures of INTERFACES from both sides, in the same words.
func interfaceFigures(_ report: ReplayReport) -> [String] {
    let totals = report.totals
    return [
        "rows \(totals.rows)", "metro_entries \(totals.metroEntries)", "metro_exits \(totals.metroExits)",
        "bus_taps \(totals.busTaps)",
        "rejected "
            + RejectReason.allCases.map { "\($0.rawValue)=\(totals.rejected($0))" }.sorted().joined(separator: " "),
        "classes "
            + ExitClass.allCases.map { "\($0.name)=\(totals.exitsByClass[Int($0.rawValue)])" }.sorted()
            .joined(separator: " "),
        "pairs \(report.pairs)", "pairs_same_station \(report.pairsSameStation)", "pairs_exact \(report.pairsExact)",
        "pairs_different \(report.pairsDifferent)", "pairs_unpriced \(report.pairsUnpriced)",
        "charged_fen \(totals.chargedFen)", "rated_fen \(report.ratedFen)",
    ]
}

/// The naive side.
func interfaceFigures(_ naive: NaiveReplay) -> [String] {
    let reasons = [
        "malformed", "bad-time", "unknown-kind", "missing-station", "unknown-station", "bad-amount", "too-long",
    ]
    let classes = ["standard", "transfer", "half", "free", "full", "unexplained"]
    return [
        "rows \(naive.rows)", "metro_entries \(naive.entries)", "metro_exits \(naive.exits)", "bus_taps \(naive.bus)",
        "rejected " + reasons.map { "\($0)=\(naive.rejected[$0] ?? 0)" }.sorted().joined(separator: " "),
        "classes " + classes.map { "\($0)=\(naive.classes[$0] ?? 0)" }.sorted().joined(separator: " "),
        "pairs \(naive.pairs)", "pairs_same_station \(naive.sameStation)", "pairs_exact \(naive.exact)",
        "pairs_different \(naive.different)", "pairs_unpriced \(naive.unpriced)", "charged_fen \(naive.chargedFen)",
        "rated_fen \(naive.ratedFen)",
    ]
}
