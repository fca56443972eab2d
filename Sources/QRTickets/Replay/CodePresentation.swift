/// The last code that a lane has let through, and when by the monotonic clock.
///
/// - **Unit**: nanoseconds of the monotonic clock, which no clock correction moves.
package struct CodePresentation: Hashable, Sendable {
    private var key: ReplayKey?
    private var nanoseconds: UInt64 = 0

    /// Nothing shown yet.
    package init() {}

    /// The lane has accepted a code.
    package mutating func accepted(_ key: ReplayKey, nanoseconds: UInt64) {
        self.key = key
        self.nanoseconds = nanoseconds
    }

    /// Whether a code is the one that was accepted at most two seconds ago.
    package func isSame(_ key: ReplayKey, nanoseconds: UInt64) -> Bool {
        key == self.key && nanoseconds >= self.nanoseconds
            && nanoseconds - self.nanoseconds <= UInt64(ReplayEntry.presentationSeconds) * 1_000_000_000
    }
}
