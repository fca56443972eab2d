/// Why a ticket is not taken back, with what a person needs to know about it.
public enum RefundRefusal: Error, Hashable, Sendable {
    /// The train leaves sooner than the cut-off allows.
    case tooLate(cutoffMinutes: Int, secondsBefore: Int)
    /// The train has left.
    case departed(LocalTime)
    /// A changed ticket is not taken back.
    case alreadyChanged
    /// All that was paid has been given back.
    case alreadyRefunded
    /// No rule set was in force; `first` is when the first one began.
    case noRuleOnDate(ServiceDate, first: ServiceDate?)
    /// There is nothing to give back.
    case nothingPaid
    /// More than what is left of the price.
    case abovePaid(Money, left: Money)
    /// The amount is in another currency than the ticket.
    case wrongCurrency(Currency, expected: Currency)
    /// After a change of Flexi-Ride nothing is given back.
    case flexiRideUsed
    /// No amount that a ticket can cost: negative, nothing, or beyond ``RefundRules/maximumPaid``.
    case badAmount(Money)

    /// The name in JSON.
    public var code: String {
        switch self {
        case .tooLate: "too-late"
        case .departed: "departed"
        case .alreadyChanged: "already-changed"
        case .alreadyRefunded: "already-refunded"
        case .noRuleOnDate: "no-rule-on-date"
        case .nothingPaid: "nothing-paid"
        case .abovePaid: "above-paid"
        case .wrongCurrency: "wrong-currency"
        case .flexiRideUsed: "not-refundable"
        case .badAmount: "bad-amount"
        }
    }
}
