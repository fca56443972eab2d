/// Everything that prices a trip on one service date: the tariff's rules of that date and the compiled tables.
///
/// - **Shape**: a reference to immutable values, so that handing it to a loop copies one word.
public final class FareRules: Sendable {
    /// First service date of these rules; nil: no known beginning.
    public let from: ServiceDate?
    /// The ordinary fares.
    public let ordinary: FareTable
    /// The business fares, where the edition has them.
    public let business: FareTable?
    /// The terms of each medium; nil where it is not accepted on the date.
    public let media: [MediaTerms?]
    /// The percentage of each rider category; nil for the adult, and where the category does not exist on the date.
    public let riderPercents: [Int?]
    /// The rule for business carriages.
    public let businessTerms: BusinessTerms?
    /// The discount after a bus.
    public let transfer: TransferTerms?
    /// The longest stay.
    public let stayLimit: StayLimit?
    /// What an exit whose entry never arrives costs.
    public let missingEntry: ChargeRule?
    /// What an entry without exit costs at the end of the service day.
    public let missingExit: ChargeRule?
    /// Service-desk cases in force, by name.
    public let cases: [String: ChargeRule]
    /// Promotions in force, at most ``Promotion/maximumAtOnce``.
    public let promotions: [Promotion]
    /// Daily caps in force.
    public let dayCaps: [FareCap]
    /// Weekly caps in force.
    public let weekCaps: [FareCap]

    init(
        from: ServiceDate?, on date: ServiceDate, isUndated: Bool, tariff: Tariff, ordinary: FareTable,
        business: FareTable?
    ) {
        self.from = from
        self.ordinary = ordinary
        self.business = business
        media = tariff.mediaTerms.map { isUndated ? $0.nearest(to: date) : $0.inForce(on: date) }
        riderPercents = tariff.riderPercents.map { isUndated ? $0.nearest(to: date) : $0.inForce(on: date) }
        businessTerms = tariff.business.inForce(on: date)
        transfer = tariff.transfer.inForce(on: date)
        stayLimit = tariff.stayLimit.inForce(on: date)
        missingEntry = tariff.missingEntry.inForce(on: date)
        missingExit = tariff.missingExit.inForce(on: date)
        var cases: [String: ChargeRule] = [:]
        for (name, versions) in tariff.cases { cases[name] = versions.inForce(on: date) }
        self.cases = cases
        promotions = tariff.promotions.filter { $0.isInForce(on: date) }.map(\.rule)
        dayCaps = tariff.dayCaps.filter { $0.isInForce(on: date) }.map(\.rule)
        weekCaps = tariff.weekCaps.filter { $0.isInForce(on: date) }.map(\.rule)
    }

    /// What the entry gate has authorised beforehand for a medium, in fen; nil where nothing is.
    public func preauthorisationFen(_ medium: FareMedia) -> Int? {
        media[Int(medium.index)]?.preauthorisesHighestFare == true ? ordinary.highestFareFen : nil
    }

    /// The amount of a charge rule before the medium's percentage, in fen.
    ///
    /// - **Parameters** fareFen: the fare of the trip; unpaidFen: the part of it not paid, for over-distance;
    ///   station: the exit, or the entry where the exit is unknown; nil where neither is known.
    public func amount(of rule: ChargeRule, fareFen: Int = 0, unpaidFen: Int = 0, station: StationIndex?) -> Int {
        let single =
            switch rule.basis {
            case .fixed(let fen): fen
            case .highestFare: ordinary.highestFareFen
            case .highestFareToExit: station.map { ordinary.highestFare(to: $0) } ?? ordinary.highestFareFen
            case .fare: fareFen
            case .difference: unpaidFen
            }
        return single * rule.multiple
    }
}
