/// What became of an earlier debit whose answer was lost.
package enum PurseRecovery: Hashable, Sendable {
    /// It has not happened.
    case notDebited
    /// It has, and the card has gone on since, or is asked for something else now: settle it before anything new.
    case debited(PurseProof)
}
