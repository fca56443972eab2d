extension RailSurcharge {
    /// Where the ticket of an arriving passenger goes.
    public enum TicketEnd: Hashable, Sendable {
        /// There is no ticket.
        case none
        /// It goes to a station before Hong Kong.
        case before
        /// It goes to Hong Kong West Kowloon.
        case westKowloon
    }
}
