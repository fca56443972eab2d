/// The rules of a fare system as dated versions: what each rule is, and from when until when it holds.
///
/// - **Shape**: one YAML file, described in `Docs/fares.md`; ``FareRules`` is its state on one date.
/// - **Unit**: fen, whole metres, seconds; service dates.
/// - **Limits**: 32 media and 32 rider categories.
/// - **Errors**: reading throws ``FareDataError`` with file and line; unknown keys and overlapping versions are
///   refused.
/// - **Source**: the shipped `shenzhen.yaml` names a source line by line.
public struct Tariff: Sendable {
    /// The most media, and the most rider categories, that a tariff may have.
    public static let maximumKinds = 32

    /// The name for people.
    public var name = ""
    /// The currency of all amounts.
    public var currency = Currency.cny
    /// Seconds after midnight, local time, at which a service day begins.
    public var serviceDayStartSecond = 0
    /// Distance bands.
    public var bands: [Dated<DistanceBands>] = []
    /// What leaving at the station of entry costs, in fen.
    public var sameStation: [Dated<Int>] = []
    /// Names of the media in order; a ``FareMedia`` is a position here.
    public var media: [String] = []
    /// The terms of each medium.
    public var mediaTerms: [[Dated<MediaTerms>]] = []
    /// Whether each medium carries its own money, so that the gate must know its entry before it lets it out.
    public var storedValue: [Bool] = []
    /// Whether each medium is good for one journey alone: one entry and one exit, like a ticket for a train.
    public var singleRide: [Bool] = []
    /// Names of the rider categories in order; `adult` is the first.
    public var riders = ["adult"]
    /// The percentage that replaces the medium's for each category; empty for the adult.
    public var riderPercents: [[Dated<Int>]] = [[]]
    /// Business carriages.
    public var business: [Dated<BusinessTerms>] = []
    /// The discount after a bus.
    public var transfer: [Dated<TransferTerms>] = []
    /// The longest stay.
    public var stayLimit: [Dated<StayLimit>] = []
    /// Service-desk cases by name, in the order of the file.
    public var cases: [(name: String, versions: [Dated<ChargeRule>])] = []
    /// What a gate charges for an exit whose entry never arrives.
    public var missingEntry: [Dated<ChargeRule>] = []
    /// What the sweep at the end of the service day charges for an entry without exit.
    public var missingExit: [Dated<ChargeRule>] = []
    /// Promotions.
    public var promotions: [Dated<Promotion>] = []
    /// Daily caps.
    public var dayCaps: [Dated<FareCap>] = []
    /// Weekly caps, Monday to Sunday.
    public var weekCaps: [Dated<FareCap>] = []
    /// Pairs with a fare of their own.
    public var exceptions: [Dated<TariffException>] = []

    /// What a log's amounts say about medium and rider, by class of exit (`standard`, `transfer`, `half`, `free`,
    /// `full`).
    public var logClasses: [String: LogClass] = [:]

    /// The medium of a name, or nil.
    public func medium(_ name: String) -> FareMedia? {
        media.firstIndex(of: name).map { FareMedia(index: UInt8($0)) }
    }

    /// The rider category of a name, or nil.
    public func rider(_ name: String) -> RiderCategory? {
        riders.firstIndex(of: name).map { RiderCategory(index: UInt8($0)) }
    }

    /// The name of a medium.
    public func name(of medium: FareMedia) -> String { media[Int(medium.index)] }

    /// The name of a rider category.
    public func name(of rider: RiderCategory) -> String { riders[Int(rider.index)] }
}
