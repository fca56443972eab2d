/// A ticket in the list of those sold.
package struct RailReservation: Hashable, Sendable {
    /// The ticket; without a token.
    package var ticket: RailTicketFacts
    /// Whether the ticket itself must be shown too.
    package var needsTicket: Bool
}
