/// One line of a ledger: what was asked for, and what it moved in both currencies.
public struct LedgerEntry: Hashable, Sendable {
    /// The name that the caller gave; the same name with the same request moves nothing again.
    public let id: String
    /// What was asked for.
    public let request: LedgerRequest
    /// What the passenger paid.
    public let taken: TwoCurrencyAmount
    /// What went back to the passenger.
    public let returned: TwoCurrencyAmount
    /// What was kept as a fee.
    public let fee: TwoCurrencyAmount
}

/// What a ledger is asked to do with money.
public enum LedgerRequest: Hashable, Sendable {
    /// To take the quoted price, in a currency.
    case pay(RailQuote, in: Currency)
    /// To settle the difference to another price.
    case change(RailQuote, ChangeKind)
    /// To give an amount back, less a fee.
    case refund(Money, fee: Money)
}

/// What a ledger says to a request.
public enum LedgerAnswer: Hashable, Sendable {
    /// It is done.
    case done(LedgerEntry)
    /// It was done before under that name; nothing has moved now.
    case repeated(LedgerEntry)
    /// It is not done, and nothing has moved.
    case refused(LedgerRefusal)
}
