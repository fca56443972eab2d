/// What kind of refusal it is, on which a program's exit code depends.
public enum RailRefusalKind: Hashable, Sendable {
    /// A word of the question is none that is known: a day, a train, a class, a rider, a distance, a currency.
    case wrongWord
    /// A station or a rate is not there or cannot be used.
    case badInput
    /// The question is good, and nothing prices it.
    case noPrice
}

extension RailRefusal {
    /// What kind of refusal it is.
    public var kind: RailRefusalKind {
        switch self {
        case .badDate, .unknownTrain, .unknownClass, .unknownRider, .badKilometres, .unknownCurrency: .wrongWord
        case .station, .sameStation, .noRate, .rateExpired, .badRate: .badInput
        case .noLeg, .noFare, .futianNotComposed, .notInForce, .onlyAnnounced, .noClassFare, .noPublishedFare,
            .riderNotCrossBorder, .riderNotInClass, .estimateNotAllowed, .noEstimate:
            .noPrice
        }
    }
}
