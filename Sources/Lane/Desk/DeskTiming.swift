/// Measures what the desk itself takes for each tap, on its own thread.
package struct DeskTiming: Sendable {
    /// The monotonic clock in nanoseconds.
    package var now: @Sendable () -> UInt64
    /// Hears of each decision, in nanoseconds; must not wait.
    package var decided: @Sendable (UInt64) -> Void

    package init(now: @escaping @Sendable () -> UInt64, decided: @escaping @Sendable (UInt64) -> Void) {
        self.now = now
        self.decided = decided
    }
}
