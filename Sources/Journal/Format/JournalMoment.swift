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
}
