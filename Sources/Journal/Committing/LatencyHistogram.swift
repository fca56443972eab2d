import Histogram

/// Counts of durations, exact to three digits, by HdrHistogram.
///
/// - **Shape**: fixed memory, some 220 kB; counting allocates nothing, in debug builds as well (a test counts). A copy
///   shares the memory until one of both counts on.
/// - **Unit**: nanoseconds.
/// - **Limits**: a duration of more than 60 s counts as 60 s.
package typealias LatencyHistogram = Histogram<UInt64>

extension Histogram<UInt64> {
    /// What longer durations count as: 60 s.
    package static var longestLatency: UInt64 { 60_000_000_000 }

    /// No durations yet.
    package static func latencies() -> Self {
        Self(lowestDiscernibleValue: 1, highestTrackableValue: longestLatency, numberOfSignificantValueDigits: .three)
    }

    /// The counts of several together, each made by ``latencies()``.
    package static func joined(_ histograms: [Self]) -> Self {
        var all = latencies()
        for histogram in histograms { all.add(histogram) }
        return all
    }

    /// Counts a duration; none is lost.
    package mutating func record(nanoseconds: UInt64) {
        record(Swift.min(nanoseconds, Self.longestLatency), count: 1)
    }
}
