/// What is asked of the railway's fares.
public struct RailQuestion: Sendable {
    /// Station of departure.
    public var from: StationIndex
    /// Station of arrival.
    public var to: StationIndex
    /// The day of travel; nil: what was sold last.
    public var date: ServiceDate?
    /// The letter of the train; nil: the first of G, D and C that has a fare.
    public var letter: RailLetter?
    /// The class of the seat.
    public var seatClass = RailClass.second
    /// The kind of rider.
    public var rider = "adult"
    /// How far it is, for an estimate.
    public var kilometres: Int?
    /// Whether an estimate is wanted where nothing else is known.
    public var allowsEstimate = false
    /// The currency to pay in.
    public var currency = Currency.cny
    /// The day of purchase, whose month's rate counts; nil: the day of travel.
    public var purchaseDate: ServiceDate?
    /// Where the rate of Hong Kong dollars is from.
    public var rates = RailRateSource.shipped
    /// What happens to a part of a dollar; nil: half up, and a published amount goes first.
    public var dollarRounding: WholeRounding?
    /// To what a share of a fare is rounded.
    public var shareRounding = FareRounding.halfUp

    /// Asks for an adult in second class.
    public init(from: StationIndex, to: StationIndex, date: ServiceDate? = nil) {
        self.from = from
        self.to = to
        self.date = date
    }
}
