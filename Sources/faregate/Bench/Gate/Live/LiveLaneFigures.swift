import Histogram
import Journal

/// What taps at many lanes of one process have taken, at one rate and durability.
struct LiveLaneFigures {
    let durability: Durability
    let lanes: Int
    /// Taps a second that were due.
    let rate: Int
    /// The desk's own time for a decision, record included.
    var decision = LatencyHistogram.latencies()
    /// From the question of a lane's thread to its answer.
    var fromHandOver = LatencyHistogram.latencies()
    /// From the moment at which the tap was due to the answer.
    var fromDue = LatencyHistogram.latencies()
    /// From the due moment until the lane's thread ran.
    var wakeUp = LatencyHistogram.latencies()
    /// From the answer until the record was on the disk, as the lane has waited.
    var durabilityWait = LatencyHistogram.latencies()
    /// From the due moment to the open signal.
    var openSignal = LatencyHistogram.latencies()
    /// Records of a commit.
    var groupSizes = LatencyHistogram.latencies()
    var taps = 0
    var opened = 0
    /// The most records that have waited for the disk.
    var queueHighWater = 0
    /// The journal's queue was full.
    var queueRefusals = 0
    /// Not on the disk within the time that a lane waits.
    var storageTimeOuts = 0
    /// Approved taps that the lane's machine did not let through.
    var notOpened = 0
    var wallNanoseconds: UInt64 = 0

    /// Taps a second that were decided.
    var achieved: Double { wallNanoseconds > 0 ? Double(taps) * 1e9 / Double(wallNanoseconds) : 0 }
    /// Taps that have not opened, for whatever reason.
    var dropped: Int { taps - opened }

    /// Whether the gate keeps up: nothing is refused or late, and the rate is reached.
    var keepsUp: Bool {
        dropped == 0 && queueRefusals == 0 && achieved > 0.97 * Double(rate)
            && fromHandOver.valueAtPercentile(99.9) < 1_000_000
    }

    /// Adds one lane's.
    mutating func add(_ lane: LiveLaneFigures) {
        fromHandOver.add(lane.fromHandOver)
        fromDue.add(lane.fromDue)
        wakeUp.add(lane.wakeUp)
        durabilityWait.add(lane.durabilityWait)
        openSignal.add(lane.openSignal)
        taps += lane.taps
        opened += lane.opened
        queueHighWater = max(queueHighWater, lane.queueHighWater)
        queueRefusals += lane.queueRefusals
        storageTimeOuts += lane.storageTimeOuts
        notOpened += lane.notOpened
    }
}
