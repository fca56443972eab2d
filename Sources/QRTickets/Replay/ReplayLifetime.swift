/// How long a shown code is remembered.
///
/// A code that a store has is spent, whatever the clock says. The clock decides only what may be deleted, and only a
/// reservation deletes, which is made for codes that are valid at that time: a clock that leaps and comes back forgets
/// nothing, since no code of the leap's time is shown. A code from the future, by a clock set back, blocks no code but
/// itself; a full store lets go of those that cannot be live for a month.
package enum ReplayLifetime {
    /// Beyond the last second at which a code could be accepted: clocks of two lanes may differ.
    package static let keptSeconds: UInt32 = 300
    /// The longest from now to that second.
    package static let mostSeconds: UInt32 = 31 * 86_400

    /// Whether a code may be forgotten.
    package static func isOver(expires: UInt32, now: UInt32) -> Bool { expires < oldest(now: now) }

    /// The first second that a code to be kept may expire at.
    package static func oldest(now: UInt32) -> UInt32 { now > keptSeconds ? now - keptSeconds : 0 }

    /// Whether a code was shown so far ahead of the clock that it cannot be accepted within the longest life.
    package static func isFarAhead(expires: UInt32, now: UInt32) -> Bool { UInt64(expires) > farAhead(now: now) }

    /// The last second that a code may expire at that is not far ahead.
    package static func farAhead(now: UInt32) -> UInt64 { UInt64(now) + 2 * UInt64(mostSeconds) }

    /// Refuses a life that is longer than any.
    package static func check(expires: UInt32, now: UInt32) throws(ReplayStoreFailure) {
        guard UInt64(expires) <= UInt64(now) + UInt64(mostSeconds) else {
            throw ReplayStoreFailure(
                .lifetime, operation: "reserve", reason: "the code can be shown for more than \(mostSeconds) s")
        }
    }
}
