/// What a gate waits for.
package struct RailWait: Hashable, Sendable {
    /// The two that go together.
    package enum Missing: String, Hashable, Sendable {
        /// The document of a ticket.
        case document
        /// The ticket of a document.
        case ticket
    }

    /// What has not been shown yet.
    package let missing: Missing
    /// The last millisecond in which it still counts.
    package let untilMilliseconds: UInt64
    /// The ticket that waits; of a document the reservation that needs its ticket shown, or the nearest one that is not
    /// good now; nil where there is none.
    package let ticket: RailTicketFacts?
}
