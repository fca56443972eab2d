import QRTickets

/// What an admission uses up in the replay store: a code, or a use of a rail ticket.
struct Spending {
    let key: ReplayKey
    /// The last second at which it could be used anywhere.
    let expires: UInt32
    /// What the store knew of it when it was looked at; nil: nothing, or it was not asked.
    var seen: ReplayEntry?
    /// The time by which it is judged.
    let now: UInt32
    /// Of a code the same at the same lane within moments is the presentation that has been answered, and no second
    /// one. Of a ticket each presentation is answered, and its refusal recorded.
    var isCode = true
}
