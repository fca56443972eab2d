import Fares

/// A measured series: the median to quote, and its range.
struct Series {
    private let sorted: [Double]

    init(_ values: [Double]) { sorted = values.sorted() }

    var median: Double {
        guard !sorted.isEmpty else { return 0 }
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
    /// The smallest value that so many of a hundred do not exceed.
    func percentile(_ percent: Int) -> Double {
        guard !sorted.isEmpty else { return 0 }
        return sorted[max(0, (sorted.count * percent + 99) / 100 - 1)]
    }
    var minimum: Double { sorted.first ?? 0 }
    var maximum: Double { sorted.last ?? 0 }
}

/// One line of a benchmark: what, in which unit, the series, and what it must reach.
struct BenchFigure {
    let name: String
    let unit: String
    let series: Series
    let decimals: Int
    var goal: String = ""
}

/// Prints figures as a Markdown table or as JSON, with the machine they were measured on.
struct BenchReport {
    var figures: [BenchFigure] = []
    /// Facts that hold or do not, such as equal totals.
    var checks: [(name: String, holds: Bool)] = []

    mutating func add(_ name: String, _ unit: String, _ values: [Double], decimals: Int = 2, goal: String = "") {
        figures.append(
            BenchFigure(name: name, unit: unit, series: Series(values), decimals: decimals, goal: goal))
    }

    /// The table for people and for `Docs/performance.md`.
    var markdown: String {
        var lines = [
            "Machine: \(Machine.description)", "", "| what | median | range | unit | goal |", "|---|---|---|---|---|",
        ]
        for figure in figures {
            let range =
                "\(fixed(figure.series.minimum, figure.decimals)) .. \(fixed(figure.series.maximum, figure.decimals))"
            lines.append(
                "| \(figure.name) | \(fixed(figure.series.median, figure.decimals)) | \(range) | \(figure.unit) | "
                    + "\(figure.goal) |")
        }
        for check in checks { lines.append("| \(check.name) | \(check.holds ? "yes" : "NO") | | | yes |") }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The same as JSON.
    var json: JSONValue {
        .object([
            ("machine", .string(Machine.description)),
            (
                "figures",
                .array(
                    figures.map { figure in
                        .object([
                            ("name", .string(figure.name)), ("unit", .string(figure.unit)),
                            ("median", .number(figure.series.median, decimals: 4)),
                            ("minimum", .number(figure.series.minimum, decimals: 4)),
                            ("maximum", .number(figure.series.maximum, decimals: 4)), ("goal", .string(figure.goal)),
                        ])
                    })
            ),
            ("checks", .object(checks.map { ($0.name, .bool($0.holds)) })),
        ])
    }
}
