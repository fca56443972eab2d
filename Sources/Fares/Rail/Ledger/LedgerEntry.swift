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
