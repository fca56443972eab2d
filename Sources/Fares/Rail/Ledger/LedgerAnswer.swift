/// What a ledger says to a request.
public enum LedgerAnswer: Hashable, Sendable {
    /// It is done.
    case done(LedgerEntry)
    /// It was done before under that name; nothing has moved now.
    case repeated(LedgerEntry)
    /// It is not done, and nothing has moved.
    case refused(LedgerRefusal)
}
