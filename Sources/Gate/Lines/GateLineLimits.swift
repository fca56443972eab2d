/// When a barrier's controller counts as lost.
///
/// - **Unit**: milliseconds of the monotonic clock.
/// - **Source**: the project's choice.
package struct GateLineLimits: Hashable, Sendable {
    /// Between two heartbeats of ours.
    package var heartbeatMilliseconds: UInt32 = 1000
    /// How long it may say nothing.
    package var silenceMilliseconds: UInt32 = 3000
    /// The most lines of a second.
    package var mostLines = 100
    /// The most lines in a row that are none.
    package var mostFaults = 10

    package init() {}
}
