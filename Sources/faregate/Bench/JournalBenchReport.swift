import Histogram
import Journal

/// What `bench journal` has measured.
struct JournalBenchReport {
    let fileSystem: String
    var window: UInt64 = 0
    /// From append to durable, a round each.
    var commits: [LatencyHistogram] = []
    /// The disk's own append and fdatasync, a round each.
    var disk: [LatencyHistogram] = []
    var groups = 0
    var groupedRecords = 0

    var records = 0
    var journalBytes = 0
    var appendNanoseconds = 0.0
    var appendWithKeyNanoseconds = 0.0
    var check: [Double] = []
    var checkProcessor: [Double] = []
    var recovery: [Double] = []
    var recoveryProcessor: [Double] = []
    var coldRecovery: [Double] = []

    init(fileSystem: String) { self.fileSystem = fileSystem }

    private func milliseconds(_ histogram: LatencyHistogram, _ share: Double) -> Double {
        Double(histogram.valueAtPercentile(share)) / 1e6
    }

    private static let shares: [(name: String, share: Double)] = [
        ("p50", 50), ("p90", 90), ("p99", 99), ("max", 100),
    ]

    /// The p99 that a commit may take: the window, and one and a half of the disk's own p99.
    private var bound: Double {
        Double(window) / 1e6 + 1.5 * milliseconds(LatencyHistogram.joined(disk), 99)
    }

    private var holds: Bool { milliseconds(LatencyHistogram.joined(commits), 99) <= bound }

    var markdown: String {
        var lines = [
            "Machine: \(Machine.description)", "File system: \(fileSystem)",
            "Window: \(fixed(Double(window) / 1e6, 1)) ms; \(grouped(groupedRecords)) records in \(grouped(groups)) "
                + "commits, \(commits.count) rounds, each followed by the disk alone",
            "", "| ms | p50 | p90 | p99 | max |", "|---|---|---|---|---|",
        ]
        for (name, list) in [("journal, append to durable", commits), ("disk, append + fdatasync", disk)] {
            let all = LatencyHistogram.joined(list)
            let cells = Self.shares.map { fixed(milliseconds(all, $0.share), 2) }
            lines.append("| \(name) | \(cells.joined(separator: " | ")) |")
            let p99s = list.map { milliseconds($0, 99) }.sorted()
            lines.append(
                "| ... p99 of the rounds | | | \(fixed(p99s.first ?? 0, 2)) .. \(fixed(p99s.last ?? 0, 2)) | |")
        }
        lines.append("")
        lines.append("p99 <= window + 1.5 x disk p99 = \(fixed(bound, 2)) ms: \(holds ? "yes" : "NO")")
        if records > 0 {
            lines += [
                "", "\(grouped(records)) records, \(grouped(journalBytes)) bytes, authentication codes included",
                "", "| what | median | range | unit |", "|---|---|---|---|",
                row("check alone: checksums, chain", check, "s"),
                row("... processor time", checkProcessor, "CPU s"),
                row("recovery: check, read every tap, head; in cache", recovery, "s"),
                row("... processor time", recoveryProcessor, "CPU s"),
                row("the same, from the disk", coldRecovery, "s"),
                row("append without sync, into the page cache", [appendNanoseconds], "CPU ns a record", decimals: 0),
                row("the same, authenticated", [appendWithKeyNanoseconds], "CPU ns a record", decimals: 0),
            ]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func row(_ name: String, _ values: [Double], _ unit: String, decimals: Int = 2) -> String {
        let series = Series(values)
        return "| \(name) | \(fixed(series.median, decimals)) | \(fixed(series.minimum, decimals)) .. "
            + "\(fixed(series.maximum, decimals)) | \(unit) |"
    }

    var json: JSONValue {
        .object([
            ("machine", .string(Machine.description)), ("file_system", .string(fileSystem)),
            ("window_ms", .number(Double(window) / 1e6, decimals: 1)),
            ("commit_ms", percentiles(commits)), ("disk_ms", percentiles(disk)),
            ("commits", .integer(groups)), ("committed_records", .integer(groupedRecords)),
            ("p99_bound_ms", .number(bound, decimals: 3)), ("p99_holds", .bool(holds)),
            ("records", .integer(records)), ("bytes", .integer(journalBytes)),
            ("check_seconds", seconds(check)), ("check_cpu_seconds", seconds(checkProcessor)),
            ("recovery_seconds", seconds(recovery)), ("recovery_cpu_seconds", seconds(recoveryProcessor)),
            ("cold_recovery_seconds", seconds(coldRecovery)),
            ("append_cpu_ns", .number(appendNanoseconds, decimals: 1)),
            ("append_authenticated_cpu_ns", .number(appendWithKeyNanoseconds, decimals: 1)),
        ])
    }

    private func percentiles(_ list: [LatencyHistogram]) -> JSONValue {
        let all = LatencyHistogram.joined(list)
        return .object(Self.shares.map { ($0.name, .number(milliseconds(all, $0.share), decimals: 3)) })
    }

    private func seconds(_ values: [Double]) -> JSONValue {
        let series = Series(values)
        return .object([
            ("median", .number(series.median, decimals: 3)), ("minimum", .number(series.minimum, decimals: 3)),
            ("maximum", .number(series.maximum, decimals: 3)),
        ])
    }
}
