/// Why a ticket is not changed, with what a person needs to know about it.
public enum ChangeRefusal: Error, Hashable, Sendable {
    /// It was changed once already.
    case alreadyChanged
    /// The changes by Flexi-Ride are used up.
    case flexiRidesUsed(Int)
    /// The cut-off has passed; negative minutes lie after departure.
    case tooLate(cutoffMinutes: Int, secondsBefore: Int)
    /// The train has left.
    case departed(LocalTime)
    /// The chosen train leaves too soon.
    case newTrainTooSoon(minutesAhead: Int, secondsAhead: Int)
    /// No rule set was in force; `first` is when the first one began.
    case noRuleOnDate(ServiceDate, first: ServiceDate?)
    /// Flexi-Ride is for tickets between Futian and Hong Kong West Kowloon only.
    case notFlexiRidePair
    /// Flexi-Ride stays on the day of the ticket.
    case anotherDay(ServiceDate)
    /// Flexi-Ride keeps the class.
    case anotherClass
    /// Flexi-Ride keeps the fare.
    case anotherFare(Money, paid: Money)
    /// The chosen train is the one of the ticket, in the same class at the same fare.
    case sameTrain
    /// A difference is settled in yuan, and what the ticket costs in yuan is not known.
    case needsYuan
    /// The amount is in another currency than the difference is settled in.
    case wrongCurrency(Currency, expected: Currency)
    /// No amount that a ticket can cost.
    case badAmount(Money)
    /// A number of changes made before that cannot be.
    case badCount(Int)

    /// The name in JSON.
    public var code: String {
        switch self {
        case .alreadyChanged: "already-changed"
        case .flexiRidesUsed: "flexi-rides-used"
        case .tooLate: "too-late"
        case .departed: "departed"
        case .newTrainTooSoon: "new-train-too-soon"
        case .noRuleOnDate: "no-rule-on-date"
        case .notFlexiRidePair: "not-flexi-ride"
        case .anotherDay: "another-day"
        case .anotherClass: "another-class"
        case .anotherFare: "another-fare"
        case .sameTrain: "same-train"
        case .needsYuan: "needs-yuan"
        case .wrongCurrency: "wrong-currency"
        case .badAmount: "bad-amount"
        case .badCount: "bad-count"
        }
    }
}
