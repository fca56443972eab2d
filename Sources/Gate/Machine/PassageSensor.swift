/// What the barrier's controller has seen in the aisle.
package enum PassageSensor: UInt8, Hashable, Sendable, CaseIterable {
    /// A rider is through.
    case passed
    /// A second person follows on one ticket.
    case tailgating
    /// Somebody comes from the wrong side, or without having been let in.
    case intrusion
    /// Somebody or something is in the safety zone: nothing may close.
    case zoneOccupied
    /// The safety zone is free.
    case zoneFree
    /// A rider has gone in and come back out.
    case withdrew
}
