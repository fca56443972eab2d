/// Which gate a rider goes to.
package enum QueueRule: String, Hashable, Sendable, CaseIterable {
    /// One queue for all gates; its head takes the gate that is free first.
    case common
    /// The gate with the fewest people, the nearest of several.
    case shortest
    /// The gate nearest to where the rider reaches the line.
    case nearest
    /// Any gate.
    case random
}
