import CSystemClock
import Fares
import Lane

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The machine's clocks for a gate.
enum GateClock {
    /// The system's clocks; the local time is China's, or stands still at `fixed`.
    static func system(fixed: LocalTime? = nil) -> LaneClock {
        LaneClock(
            monotonic: { nanoseconds(CLOCK_MONOTONIC) },
            wall: { Int64(nanoseconds(CLOCK_REALTIME) / 1_000_000) },
            local: { fixed ?? chinaNow })
    }

    /// The wall clock of China: eight hours before UTC, no daylight saving.
    static var chinaNow: LocalTime {
        LocalTime(
            seconds: UInt32(truncatingIfNeeded: nanoseconds(CLOCK_REALTIME) / 1_000_000_000) + LaneClock.chinaOffset)
    }

    /// Seconds since 1970, UTC.
    static var unixSeconds: Int64 { Int64(nanoseconds(CLOCK_REALTIME) / 1_000_000_000) }

    /// Whether the system says that a time service keeps its clock.
    static var isSynchronised: Bool { faregate_clock_is_synchronised() }

    /// CLOCK_MONOTONIC in nanoseconds.
    static var monotonic: UInt64 { nanoseconds(CLOCK_MONOTONIC) }

    /// CLOCK_MONOTONIC in milliseconds.
    static var milliseconds: Int { Int(nanoseconds(CLOCK_MONOTONIC) / 1_000_000) }

    private static func nanoseconds(_ clock: clockid_t) -> UInt64 {
        var time = timespec()
        guard unsafe clock_gettime(clock, &time) == 0 else { return 0 }
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
