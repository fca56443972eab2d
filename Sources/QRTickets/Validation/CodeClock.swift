/// The gate's time, and whether it can be relied on.
package struct CodeClock: Hashable, Sendable {
    /// Seconds since 1970, UTC.
    package let now: UInt32
    /// False until the time has been set: then no code is taken, since any old one might be good.
    package let isTrusted: Bool

    package init(now: UInt32, isTrusted: Bool = true) {
        self.now = now
        self.isTrusted = isTrusted
    }
}
