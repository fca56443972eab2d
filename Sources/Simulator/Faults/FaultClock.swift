import Fares
import Journal
import Lane
import Synchronization

/// The clocks of a simulated gate: one that never goes back, and a wall clock that is set, jumps and stands still.
final class FaultClock: Sendable {
    private let nanoseconds = Atomic<UInt64>(1_000_000_000)
    /// What the wall clock is ahead of the other, in milliseconds.
    private let ahead: Atomic<Int64>
    /// What the wall clock shows while it stands still; 0: it goes.
    private let frozen = Atomic<Int64>(0)

    init(_ start: LocalTime) {
        ahead = Atomic((Int64(start.seconds) - Int64(LaneClock.chinaOffset)) * 1000)
    }

    /// The monotonic clock in nanoseconds.
    var monotonic: UInt64 { nanoseconds.load(ordering: .relaxed) }

    /// Unix time in milliseconds.
    var wall: Int64 {
        let stopped = frozen.load(ordering: .relaxed)
        return stopped != 0 ? stopped : Int64(monotonic / 1_000_000) + ahead.load(ordering: .relaxed)
    }

    /// The local time that taps go by.
    var local: LocalTime { LocalTime(seconds: UInt32(truncatingIfNeeded: wall / 1000) &+ LaneClock.chinaOffset) }

    /// Both clocks of a record.
    var moment: JournalMoment { JournalMoment(wallMilliseconds: wall, monotonicNanoseconds: monotonic) }

    /// Goes on to a moment of the monotonic clock; never back.
    func advance(to moment: UInt64) {
        if moment > monotonic { nanoseconds.store(moment, ordering: .relaxed) }
    }

    /// The wall clock is set.
    func jump(milliseconds: Int64) {
        ahead.store(ahead.load(ordering: .relaxed) + milliseconds, ordering: .relaxed)
    }

    /// The wall clock stands still.
    func freeze() { frozen.store(wall, ordering: .relaxed) }

    /// The wall clock goes again, from where it stood.
    func thaw() {
        let stopped = frozen.load(ordering: .relaxed)
        guard stopped != 0 else { return }
        frozen.store(0, ordering: .relaxed)
        ahead.store(stopped - Int64(monotonic / 1_000_000), ordering: .relaxed)
    }
}
