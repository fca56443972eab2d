/// How a barrier stands while nobody passes.
package enum BarrierRest: UInt8, Hashable, Sendable, CaseIterable {
    /// Shut; each approved tap opens it.
    case closed
    /// Open; it shuts before somebody without a good ticket.
    case open
}
