/// Why a question has no price: always with what is missing.
public enum RailRefusal: Error, Hashable, Sendable {
    /// No station answers to a text, or several do.
    case station(StationLookupError)
    /// Both ends are one station.
    case sameStation(StationIndex)
    /// Not a day, or a purchase after the journey.
    case badDate(String)
    /// Not a letter of a train.
    case unknownTrain(String)
    /// Not a class.
    case unknownClass(String)
    /// Not a kind of rider.
    case unknownRider(String, known: [String])
    /// A leg of the sum has no fare.
    case noLeg(from: StationIndex, to: StationIndex, letter: RailLetter?)
    /// Nothing prices the pair, and no sum holds.
    case noFare
    /// Futian is priced by the list alone.
    case futianNotComposed
    /// Not yet, or no longer, on that day; the first day of a fare, where one is known.
    case notInForce(first: ServiceDate?)
    /// Figures of a plan, never charged.
    case onlyAnnounced([RailFareRow])
    /// Second class has a fare, this class has none.
    case noClassFare(RailClass)
    /// The rider's share is one of the published fare, and only a fare as sold is known.
    case noPublishedFare(rider: String)
    /// A mainland concession, which does not hold into Hong Kong.
    case riderNotCrossBorder(String)
    /// The concession holds in one class only.
    case riderNotInClass(String, only: RailClass)
    /// Kilometres alone are not enough: an estimate must be asked for.
    case estimateNotAllowed
    /// No rate a kilometre is known for such trains, or for this class.
    case noEstimate(RailLetter?, RailClass)
    /// Not a distance that is estimated.
    case badKilometres(String)
    /// Not a currency.
    case unknownCurrency(String)
    /// No rate is known for the month of purchase; nil: for no month at all.
    case noRate(RailMonth?)
    /// The last known rate is of an earlier month.
    case rateExpired(RailMonth, last: RailMonth)
    /// Not a rate.
    case badRate(HKDRateError)

    /// The name in JSON and batches.
    public var code: String {
        switch self {
        case .station(.unknown): "unknown-station"
        case .station(.ambiguous): "ambiguous-station"
        case .sameStation: "same-station"
        case .badDate: "bad-date"
        case .unknownTrain: "unknown-train"
        case .unknownClass: "unknown-class"
        case .unknownRider: "unknown-rider"
        case .noLeg: "no-leg"
        case .noFare: "no-fare"
        case .futianNotComposed: "futian-not-composed"
        case .notInForce: "not-in-force"
        case .onlyAnnounced: "only-announced"
        case .noClassFare: "no-class-fare"
        case .noPublishedFare: "no-published-fare"
        case .riderNotCrossBorder: "rider-not-cross-border"
        case .riderNotInClass: "rider-not-in-class"
        case .estimateNotAllowed: "estimate-not-allowed"
        case .noEstimate: "no-estimate"
        case .badKilometres: "bad-km"
        case .unknownCurrency: "unknown-currency"
        case .noRate: "no-rate"
        case .rateExpired: "rate-expired"
        case .badRate: "bad-rate"
        }
    }
}
