/// Why an event has changed nothing.
package enum GateIgnored: UInt8, Hashable, Sendable, CaseIterable {
    /// It was so before.
    case noChange
    /// The lane does not go that way.
    case noSuchDirection
    /// Nobody was under way.
    case nobodyUnderWay
    /// The rider's time runs on.
    case riderMayReturn
    /// Everybody may pass.
    case freePassage
    /// The tickets of those under way cover it.
    case covered
    /// The barrier is moved by hand in maintenance only.
    case notInMaintenance
    /// The barrier is not where it was told to be, and may be on its way.
    case otherPosition
    /// The lane has no room for another rider, or is not in service.
    case notTaken
}
