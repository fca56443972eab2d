/// Waiting times, exact: every one of them, in order.
///
/// - **Unit**: microseconds.
package struct WaitingTimes: Sendable {
    private let sorted: [Int64]
    /// Their mean; 0 without any.
    package let mean: Double

    /// Puts times in order.
    package init(_ times: [Int64]) {
        sorted = times.sorted()
        var sum = 0.0
        for time in sorted { sum += Double(time) }
        mean = sorted.isEmpty ? 0 : sum / Double(sorted.count)
    }

    /// Those of several runs together.
    package init(pooling runs: [WaitingTimes]) { self.init(runs.flatMap(\.sorted)) }

    /// How many there are.
    package var count: Int { sorted.count }
    /// The longest; 0 without any.
    package var most: Int64 { sorted.last ?? 0 }

    /// The shortest time that so many of a hundred do not exceed; 0 without any.
    package func percentile(_ percent: Int) -> Int64 {
        guard !sorted.isEmpty else { return 0 }
        return sorted[max(0, (sorted.count * percent + 99) / 100 - 1)]
    }
}
