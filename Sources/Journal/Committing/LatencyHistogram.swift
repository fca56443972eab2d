/// Counts of durations, exact to three percent.
///
/// - **Shape**: 32 steps between two powers of two, fixed memory; counting allocates nothing.
/// - **Unit**: nanoseconds.
package struct LatencyHistogram: Sendable {
    private static let steps = 32

    private var counts = [UInt64](repeating: 0, count: 60 * steps)
    /// How many durations were counted.
    package private(set) var count: UInt64 = 0
    /// The longest one.
    package private(set) var maximum: UInt64 = 0

    package init() {}

    /// The counts of several together.
    package init(joining histograms: [LatencyHistogram]) {
        for histogram in histograms {
            for slot in counts.indices { counts[slot] += histogram.counts[slot] }
            count += histogram.count
            maximum = max(maximum, histogram.maximum)
        }
    }

    /// Counts a duration.
    package mutating func add(_ nanoseconds: UInt64) {
        counts[Self.slot(nanoseconds)] += 1
        count += 1
        maximum = max(maximum, nanoseconds)
    }

    /// The duration that `share` (0 to 1) of all do not exceed; 0 if there is none.
    package func percentile(_ share: Double) -> UInt64 {
        guard count > 0 else { return 0 }
        let rank = max(1, UInt64((Double(count) * share).rounded(.up)))
        var seen: UInt64 = 0
        for slot in counts.indices {
            seen += counts[slot]
            if seen >= rank { return min(maximum, Self.upperBound(slot)) }
        }
        return maximum
    }

    /// Below 32 a slot each; above, the five bits after the highest one choose the step.
    private static func slot(_ value: UInt64) -> Int {
        guard value >= UInt64(steps) else { return Int(value) }
        let power = 63 - value.leadingZeroBitCount
        return (power - 4) * steps + Int(value >> UInt64(power - 5)) - steps
    }

    private static func upperBound(_ slot: Int) -> UInt64 {
        guard slot >= steps else { return UInt64(slot) }
        let power = slot / steps + 4
        let step = UInt64(slot % steps + steps)
        return (step + 1) << UInt64(power - 5) - 1
    }
}
