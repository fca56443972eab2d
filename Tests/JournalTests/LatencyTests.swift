import Histogram
import Journal
import TestSupport
import Testing

/// Percentiles of durations: within three digits of those of a sorted list.
struct LatencyTests {
    private static func durations(_ seed: UInt64, _ count: Int) -> [UInt64] {
        var generator = SplitMix64(seed: seed)
        return (0..<count).map { _ in
            let power = UInt64.random(in: 0...35, using: &generator)
            return UInt64.random(in: 0...(1 << power), using: &generator)
        }
    }

    @Test(arguments: 0..<16 as Range<UInt64>)
    func agreesWithASortedList(seed: UInt64) {
        let durations = Self.durations(seed, 1000)
        let sorted = durations.sorted()
        var whole = LatencyHistogram.latencies()
        for duration in durations { whole.record(nanoseconds: duration) }
        var parts = [LatencyHistogram.latencies(), .latencies()]
        for (index, duration) in durations.enumerated() { parts[index % 2].record(nanoseconds: duration) }
        let joined = LatencyHistogram.joined(parts)
        for percent in [1.0, 50, 90, 99, 99.9, 100] {
            let exact = sorted[max(0, Int((percent * 10).rounded()) - 1)]
            let found = whole.valueAtPercentile(percent)
            #expect(found >= exact && found <= exact + exact / 500)
            #expect(joined.valueAtPercentile(percent) == found)
        }
        #expect(joined.totalCount == 1000)
    }

    @Test func whatIsTooLongIsNotLost() {
        var durations = LatencyHistogram.latencies()
        durations.record(nanoseconds: .max)
        #expect(durations.totalCount == 1)
        #expect(durations.maxRecorded == 60_000_000_000)
    }
}
