/// What the lane is to do about a passenger.
package enum RailAction: Hashable, Sendable {
    /// Say ``RailVerdict/waiting`` and call ``RailJoin/tick(_:)`` after that time on the gate's monotonic clock.
    case wait(RailWait)
    /// Say and record why not; the ticket where one is known.
    case refuse(RailVerdict, RailTicketFacts?)
    /// Ask the fares about the ticket, record it and open. Where they say that it is used, and the document stands for
    /// further ones, these come next, the best first.
    case admit(RailTicketFacts, others: [RailTicketFacts])

    /// The verdict to show; the fares may still say ``RailVerdict/repeated`` where it is ``RailVerdict/accepted``.
    package var verdict: RailVerdict {
        switch self {
        case .wait: .waiting
        case .refuse(let verdict, _): verdict
        case .admit: .accepted
        }
    }
}
