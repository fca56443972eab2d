import Fares

/// One question to the fares, in words: `fare A B` and a row of `fare batch` ask it alike.
struct RideQuestion {
    var origin: String
    var destination: String
    var date: ServiceDate?
    var medium = "single-ticket"
    var rider = "adult"
    var carriage = CarriageClass.ordinary
    var entrySecond = 8 * 3600
    var stayMinutes = 0
    var afterBusMinutes: Int?
    /// A case of the service desk to be settled beside the fare.
    var deskCase: String?
    /// What was paid already, for the case over-distance.
    var paidFen = 0

    /// Why a question has no price.
    enum Refusal: Error {
        case station(StationLookupError)
        case unknownMedium(known: [String])
        case unknownRider(known: [String])
        case unknownCase(known: [String])
        case fare(FareRefusal)

        /// The name in JSON and batches.
        var code: String {
            switch self {
            case .station(.unknown): "unknown-station"
            case .station(.ambiguous): "ambiguous-station"
            case .unknownMedium: "unknown-medium"
            case .unknownRider: "unknown-rider"
            case .unknownCase: "unknown-case"
            case .fare(let refusal): refusal.rawValue
            }
        }
    }

    /// A priced question.
    struct Answer {
        let from: StationIndex
        let to: StationIndex
        let fare: FareCalculation
        /// What the entry gate has authorised beforehand.
        let preauthorisationFen: Int?
        /// What the service desk asks for the case.
        let deskFen: Int?
    }

    /// Prices the question; without a date by the edition's undated rules.
    func answer(_ book: FareBook) throws(Refusal) -> Answer {
        let from: StationIndex
        let to: StationIndex
        do {
            from = try book.edition.directory.station(origin)
            to = try book.edition.directory.station(destination)
        } catch {
            throw .station(error)
        }
        guard let medium = book.tariff.medium(medium) else { throw .unknownMedium(known: book.tariff.media) }
        guard let rider = book.tariff.rider(rider) else { throw .unknownRider(known: book.tariff.riders) }
        let day = date ?? book.edition.referenceDate
        let entry = LocalTime(day, secondOfDay: entrySecond)
        let ride = Ride(
            origin: from, destination: to, entryTime: entry,
            exitTime: LocalTime(seconds: entry.seconds + UInt32(stayMinutes * 60)), medium: medium, rider: rider,
            carriage: carriage,
            transfer: afterBusMinutes.map { .bus(at: LocalTime(seconds: UInt32(max(0, Int(entry.seconds) - $0 * 60)))) }
                ?? .none)
        var use = AccountUse()
        let rules = date == nil ? book.undated : book.rules(on: day)
        switch rules.price(ride, on: day, use: &use) {
        case .refused(let refusal): throw .fare(refusal)
        case .fare(let fare):
            var deskFen: Int?
            if let deskCase {
                guard let rule = rules.cases[deskCase] else { throw .unknownCase(known: rules.cases.keys.sorted()) }
                deskFen = rules.amount(
                    of: rule, fareFen: fare.fareFen, unpaidFen: max(0, fare.fareFen - paidFen), station: to)
            }
            return Answer(
                from: from, to: to, fare: fare, preauthorisationFen: rules.preauthorisationFen(medium),
                deskFen: deskFen)
        }
    }
}
