import Journal

/// What the desk answers.
package enum DeskAnswer: Sendable {
    /// What the barrier may do, and the record that must be durable first.
    case verdict(DeskVerdict)
    /// What a purse is to do.
    case price(PursePrice)
    /// A record that is in the journal's hands.
    case recorded(UInt64)
    /// It is in the journal's hands, and nobody waits for it.
    case done
    /// The journal takes no record.
    case failed(JournalError)
}
