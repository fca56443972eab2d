import Fares
import Histogram
import Journal

/// The percentiles that are quoted of durations.
enum LatencyShares {
    /// Heads of a table's columns, names in JSON, percent.
    static let all: [(head: String, name: String, percent: Double)] = [
        ("p50", "p50", 50), ("p90", "p90", 90), ("p99", "p99", 99), ("p99.9", "p99_9", 99.9), ("max", "max", 100),
    ]

    /// A share of durations in microseconds.
    static func microseconds(_ histogram: LatencyHistogram, _ percent: Double) -> Double {
        Double(histogram.valueAtPercentile(percent)) / 1000
    }

    /// A table's row.
    static func row(_ name: String, _ histogram: LatencyHistogram, decimals: Int) -> String {
        let cells = all.map { fixed(microseconds(histogram, $0.percent), decimals) }
        return "| \(name) | \(cells.joined(separator: " | ")) |"
    }

    /// A table's first two lines.
    static func head(_ unit: String) -> [String] {
        [
            "| \(unit) | \(all.map(\.head).joined(separator: " | ")) |",
            "|---|" + String(repeating: "---|", count: all.count),
        ]
    }

    /// How many there are, and the percentiles in microseconds.
    static func json(_ histogram: LatencyHistogram) -> JSONValue {
        .object(
            [("count", .integer(Int(histogram.totalCount)))]
                + all.map { ($0.name, .number(microseconds(histogram, $0.percent), decimals: 3)) })
    }
}
