/// Why a ledger does not do what it is asked for.
public enum LedgerRefusal: Error, Hashable, Sendable {
    /// There is no quote to pay.
    case notQuoted
    /// The quote's time is over.
    case quoteExpired(LocalTime)
    /// The price has been paid.
    case alreadyPaid
    /// Nothing has been paid, or the price in that currency is nothing.
    case nothingPaid
    /// All that was paid has been given back.
    case alreadyRefunded
    /// The ticket was changed once already.
    case alreadyChanged
    /// The changes by Flexi-Ride are used up.
    case flexiRidesUsed
    /// Flexi-Ride keeps the fare.
    case anotherFare
    /// A part was given back: what is left cannot be changed.
    case partlyRefunded
    /// After a change by Flexi-Ride nothing is given back.
    case flexiRideUsed
    /// The refund was worked out for another price, or for another sum given back before.
    case anotherTicket
    /// A difference is settled at the rate of the payment.
    case anotherRate
    /// No price: nothing in the currency of the payment.
    case badAmount(Money)
    /// The name is empty or too long.
    case badID
    /// The name stands for another request.
    case idTaken
    /// The ledger has as many entries as it can have.
    case full

    /// The name in JSON.
    public var code: String {
        switch self {
        case .notQuoted: "not-quoted"
        case .quoteExpired: "quote-expired"
        case .alreadyPaid: "already-paid"
        case .nothingPaid: "nothing-paid"
        case .alreadyRefunded: "already-refunded"
        case .alreadyChanged: "already-changed"
        case .flexiRidesUsed: "flexi-rides-used"
        case .anotherFare: "another-fare"
        case .partlyRefunded: "partly-refunded"
        case .flexiRideUsed: "not-refundable"
        case .anotherTicket: "another-ticket"
        case .anotherRate: "another-rate"
        case .badAmount: "bad-amount"
        case .badID: "bad-id"
        case .idTaken: "id-taken"
        case .full: "full"
        }
    }
}
