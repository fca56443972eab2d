/// What a ledger is asked to do with money.
public enum LedgerRequest: Hashable, Sendable {
    /// To take the quoted price, in a currency.
    case pay(RailQuote, in: Currency)
    /// To settle the difference to another price.
    case change(RailQuote, ChangeKind)
    /// To give back what the rules gave.
    case refund(Refund)
}
