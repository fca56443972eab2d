#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Wall and processor time since it was made.
struct Stopwatch: Sendable {
    private let wall = Self.seconds(CLOCK_MONOTONIC)
    private let processor = Self.seconds(CLOCK_PROCESS_CPUTIME_ID)

    /// Seconds on the wall clock.
    var wallSeconds: Double { Self.seconds(CLOCK_MONOTONIC) - wall }
    /// Seconds of processor time of all threads of this process.
    var processorSeconds: Double { Self.seconds(CLOCK_PROCESS_CPUTIME_ID) - processor }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        guard unsafe clock_gettime(clock, &time) == 0 else { return 0 }
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
