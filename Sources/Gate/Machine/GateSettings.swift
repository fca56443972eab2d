/// What a lane is and how long it waits.
///
/// - **Unit**: milliseconds of the monotonic clock.
/// - **Limits**: ``credits`` from 1 to ``mostCredits``.
/// - **Source**: times and counts are the project's choice; no norm with figures was open to us (Docs/gate.md).
package struct GateSettings: Hashable, Sendable {
    /// The most approved riders that a lane can hold.
    package static let mostCredits = 4

    /// The ways that the lane has.
    package var directions: LaneDirections
    /// How the barrier stands while nobody passes.
    package var rest: BarrierRest
    /// Approved riders that may be under way at once.
    package var credits: Int
    /// From the open signal, or from the rider before, until one must have passed.
    package var passageMilliseconds: UInt32 = 8000
    /// How much longer a rider who stands in the safety zone is waited for, at a time and in all.
    package var holdMilliseconds: UInt32 = 1000
    package var longestHoldMilliseconds: UInt32 = 30_000
    /// How long an alarm sounds, and how long flaps stay shut because of it.
    package var alarmMilliseconds: UInt32 = 5000
    /// How long flaps that stand open shut before a refused rider.
    package var refusalMilliseconds: UInt32 = 3000
    /// How long the answer to a tap is shown.
    package var promptMilliseconds: UInt32 = 3000
    /// Between two attempts to move an obstructed barrier, and how many before it counts as broken.
    package var obstructionMilliseconds: UInt32 = 2000
    package var obstructionRetries: UInt8 = 3
    /// Between two attempts to shut a barrier that counts as broken by an obstacle.
    package var brokenMilliseconds: UInt32 = 30_000
    /// How long after a passage somebody who follows has followed that rider, and not the next one.
    package var followMilliseconds: UInt32 = 1000
    /// How soon the barrier must report that it has moved; nil: it reports nothing.
    package var reportMilliseconds: UInt32?
    /// How long a barrier that is not there when its lane starts is waited for before it counts as lost.
    package var firstLinkMilliseconds: UInt32 = 5000
    /// The barrier is released when the supply is lost.
    package var releasesOnPowerLoss = true
    /// The barrier is released when its controller is lost; else the lane is out of service.
    package var releasesOnLinkLoss = false

    /// A lane with the usual times; without `credits`, three for flaps that stand open and one for others.
    package init(_ directions: LaneDirections, rest: BarrierRest = .closed, credits: Int? = nil) {
        precondition(!directions.isEmpty, "a lane leads somewhere")
        let credits = credits ?? (rest == .open ? 3 : 1)
        precondition((1...Self.mostCredits).contains(credits), "1 to 4 credits")
        self.directions = directions
        self.rest = rest
        self.credits = credits
    }
}
