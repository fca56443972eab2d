/// What the barrier says of itself.
package enum BarrierReport: UInt8, Hashable, Sendable, CaseIterable {
    /// It stands open.
    case opened
    /// It is shut.
    case closed
    /// Something is in its way; it has given way.
    case obstructed
    /// It is broken.
    case fault
}
