/// A question as people and files write it.
///
/// - **Shape**: each field as text; empty fields count as not given.
/// - **Errors**: ``RailRefusal`` for the first field that is wrong.
public struct RailQuestionText: Sendable {
    /// Station of departure: telecode or name.
    public var origin: String
    /// Station of arrival.
    public var destination: String
    /// `YYYY-MM-DD`, or `YYYY-MM` for its first day.
    public var date = ""
    /// `G`, `D` or `C`.
    public var letter = ""
    /// `second` or `first`.
    public var seatClass = ""
    /// The kind of rider.
    public var rider = ""
    /// Whole kilometres.
    public var kilometres = ""
    /// Whether an estimate is wanted.
    public var allowsEstimate = false
    /// `CNY` or `HKD`.
    public var currency = ""
    /// The day of purchase.
    public var purchaseDate = ""

    /// Asks for two stations.
    public init(origin: String, destination: String) {
        self.origin = origin
        self.destination = destination
    }

    /// The question with its stations found and its words understood.
    public func question(_ book: RailFareBook) throws(RailRefusal) -> RailQuestion {
        var question = RailQuestion(
            from: try station(origin, book), to: try station(destination, book), date: try day(date))
        question.purchaseDate = try day(purchaseDate)
        if !letter.isEmpty {
            guard let found = RailLetter(letter) else { throw .unknownTrain(letter) }
            question.letter = found
        }
        if !seatClass.isEmpty {
            guard let found = RailClass(rawValue: seatClass) else { throw .unknownClass(seatClass) }
            question.seatClass = found
        }
        if !rider.isEmpty { question.rider = rider }
        if !kilometres.isEmpty {
            guard kilometres.utf8.count <= 6, kilometres.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let distance = Int(kilometres)
            else { throw .badKilometres(kilometres) }
            question.kilometres = distance
        }
        question.allowsEstimate = allowsEstimate
        if !currency.isEmpty {
            guard let found = Currency(rawValue: currency.uppercased()) else { throw .unknownCurrency(currency) }
            question.currency = found
        }
        return question
    }

    private func station(_ text: String, _ book: RailFareBook) throws(RailRefusal) -> StationIndex {
        do {
            return try book.stations.station(text)
        } catch {
            throw .station(error)
        }
    }

    private func day(_ text: String) throws(RailRefusal) -> ServiceDate? {
        if text.isEmpty { return nil }
        guard let date = ServiceDate(dayOrMonth: text) else { throw .badDate(text) }
        return date
    }
}
