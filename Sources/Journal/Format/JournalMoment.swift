import Fares

/// When a record was made, by both clocks of the device.
package struct JournalMoment: Hashable, Sendable {
    /// Unix time in milliseconds; may jump.
    package var wallMilliseconds: Int64
    /// The monotonic clock in nanoseconds; never goes back while the machine runs.
    package var monotonicNanoseconds: UInt64

    package init(wallMilliseconds: Int64, monotonicNanoseconds: UInt64) {
        self.wallMilliseconds = wallMilliseconds
        self.monotonicNanoseconds = monotonicNanoseconds
    }

    /// What China's time is ahead of UTC, in seconds: service days go by it.
    private static let localSeconds: Int64 = 8 * 3600

    /// The wall clock's local time, within what that can say.
    package var localTime: LocalTime {
        LocalTime(seconds: UInt32(clamping: wallMilliseconds / 1000 + Self.localSeconds))
    }
}
