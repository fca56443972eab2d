/// What the next rider at a simulated gate does once the barrier opens.
package enum SimulatedRider: Hashable, Sendable, CaseIterable {
    /// Goes through.
    case passes
    /// Turns away before the barrier.
    case staysAway
    /// Goes in and comes back out.
    case withdraws
    /// Goes through with somebody close behind.
    case isFollowed
    /// Stops in the safety zone until somebody says that it is free.
    case stops
}
