/// What the clock says when bundles are judged.
package struct BundleClock: Hashable, Sendable {
    /// Seconds since 1970, UTC.
    package let seconds: UInt64
    /// Whether the clock has been set by something that knows. A clock that has not can neither make a bundle expire
    /// nor bring its day: then only what signed bundles prove of the time counts.
    package let isTrusted: Bool

    package init(seconds: UInt64, isTrusted: Bool) {
        self.seconds = seconds
        self.isTrusted = isTrusted
    }

    /// The time that is certain: what a trusted clock says, else what is proven to have passed. A trusted clock may be
    /// set back: what has begun by it is remembered bundle by bundle, since what it said may have been wrong.
    func certain(since proven: UInt64) -> UInt64 { isTrusted ? seconds : proven }
}
