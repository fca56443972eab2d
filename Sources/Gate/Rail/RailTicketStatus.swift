/// Whether a ticket is still one.
package enum RailTicketStatus: String, Hashable, Sendable, CaseIterable {
    /// It may be travelled on.
    case valid
    /// It was given back.
    case refunded
    /// It was changed for another train or day, and another ticket stands for it.
    case changed
}
