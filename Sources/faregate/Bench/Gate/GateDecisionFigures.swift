import Histogram
import Journal

/// What decisions at a steady rate have taken, in one of two ways of asking.
struct GateDecisionFigures {
    /// From the question to the verdict.
    var fromHandOver = LatencyHistogram.latencies()
    /// From the moment at which the tap was due: a tap that had to wait behind another counts with its waiting.
    var fromSchedule = LatencyHistogram.latencies()
    var exits = 0
    /// How often the journal's buffer was full, and the desk was asked again a millisecond later.
    var refusals = 0
    var wallNanoseconds: UInt64 = 0

    /// Taps a second that were decided.
    var rate: Double { wallNanoseconds > 0 ? Double(fromHandOver.totalCount) * 1e9 / Double(wallNanoseconds) : 0 }
}
