import Fares
import Journal

/// The clocks of a gate, brought by the executable: nothing here reads a clock by itself.
package struct LaneClock: Sendable {
    /// CLOCK_MONOTONIC in nanoseconds.
    package var monotonic: @Sendable () -> UInt64
    /// Unix time in milliseconds.
    package var wall: @Sendable () -> Int64
    /// The local time that taps and fares go by.
    package var local: @Sendable () -> LocalTime

    package init(
        monotonic: @escaping @Sendable () -> UInt64, wall: @escaping @Sendable () -> Int64,
        local: @escaping @Sendable () -> LocalTime
    ) {
        self.monotonic = monotonic
        self.wall = wall
        self.local = local
    }

    /// Both clocks of a record.
    package var moment: JournalMoment { JournalMoment(wallMilliseconds: wall(), monotonicNanoseconds: monotonic()) }

    /// Seconds since 1970, UTC, by the time that taps go by: China's, eight hours ahead.
    var utcSeconds: UInt32 { local().seconds &- Self.chinaOffset }

    /// What China's time is ahead of UTC, in seconds.
    package static let chinaOffset: UInt32 = 8 * 3600

    /// The monotonic clock in microseconds.
    var microseconds: Int { Int(monotonic() / 1000) }
}
