/// A kind of thing a rider holds to the reader, as its position in the tariff's list of media (GTFS: fare_media).
public struct FareMedia: Hashable, Sendable {
    /// The position in ``Tariff/media``.
    public let index: UInt8

    /// The medium at a position of ``Tariff/media``.
    public init(index: UInt8) { self.index = index }
}

/// A group of riders with a price of its own, as its position in the tariff's list (GTFS: rider_categories).
public struct RiderCategory: Hashable, Sendable {
    /// The position in ``Tariff/riders``; 0 is the adult.
    public let index: UInt8

    /// The category at a position of ``Tariff/riders``.
    public init(index: UInt8) { self.index = index }

    /// The rider without concession.
    public static let adult = RiderCategory(index: 0)
}

/// The class of carriage a rider pays for.
public enum CarriageClass: String, Hashable, Sendable, CaseIterable {
    case ordinary
    case business
}

/// What a medium pays, while it is accepted.
public struct MediaTerms: Hashable, Sendable {
    /// Share of the table fare, in percent; rounded down to a fen.
    public let percent: Int
    /// Whether the entry gate has the network's highest ordinary fare authorised beforehand.
    public let preauthorisesHighestFare: Bool
    /// A pass: seconds that it is valid from its first entry; nil for media that pay each trip.
    public let validSeconds: Int?
    /// The price of a pass in fen, where known.
    public let priceFen: Int?
}

/// The amount of a surcharge or a service-desk case, before a medium's percentage.
public struct ChargeRule: Hashable, Sendable {
    /// What the amount is measured by.
    public enum Basis: Hashable, Sendable {
        /// So many fen.
        case fixed(Int)
        /// The highest ordinary fare of the network.
        case highestFare
        /// The highest ordinary fare to the exit station (from the entry station, where the exit is unknown).
        case highestFareToExit
        /// The fare of the trip.
        case fare
        /// The part of the fare that was not paid.
        case difference
    }

    /// What the amount is measured by.
    public let basis: Basis
    /// How many times that is charged.
    public let multiple: Int
}

/// Full price in business carriages for some media, none for others.
public struct BusinessTerms: Hashable, Sendable {
    /// The media accepted in business carriages, as bits by ``FareMedia/index``.
    public let media: UInt64
    /// Share of the published business fare, in percent, whoever rides.
    public let percent: Int
}

/// A discount for a rider who has come off a bus shortly before.
public struct TransferTerms: Hashable, Sendable {
    /// The media that get it, as bits by ``FareMedia/index``.
    public let media: UInt64
    /// The riders who get it, as bits by ``RiderCategory/index``.
    public let riders: UInt64
    /// The discount in fen.
    public let discountFen: Int
    /// Shortest and longest time between bus tap and metro entry, in seconds, both inclusive.
    public let window: ClosedRange<Int>
}

/// The longest stay between entry and exit, and what a longer one costs beside the fare.
public struct StayLimit: Hashable, Sendable {
    /// The longest stay in seconds, inclusive.
    public let seconds: Int
    /// What a longer stay adds, at the medium's percentage.
    public let surcharge: ChargeRule
}

/// A percentage off for some media, limited in amount and times.
public struct Promotion: Hashable, Sendable {
    /// The most promotions in force on one day; a card counts its uses of each.
    public static let maximumAtOnce = 4

    /// The name in the file, for reports.
    public let id: String
    /// The media that get it, as bits by ``FareMedia/index``.
    public let media: UInt64
    /// What is taken off, in percent of the fare so far.
    public let percentOff: Int
    /// The most that is taken off a trip, in fen.
    public let atMostFen: Int
    /// How often a card gets it on one service day.
    public let timesADay: Int
}

/// The most that a card pays in a service day or week.
public struct FareCap: Hashable, Sendable {
    /// The media that it holds for, as bits by ``FareMedia/index``.
    public let media: UInt64
    /// The riders that it holds for, as bits by ``RiderCategory/index``.
    public let riders: UInt64
    /// The most paid, in fen.
    public let amountFen: Int
}

/// The medium and rider that a class of logged exits stands for.
public struct LogClass: Hashable, Sendable {
    public let medium: FareMedia
    public let rider: RiderCategory
}

/// A fare that stands for one pair of stations whatever the metres say.
public struct TariffException: Hashable, Sendable {
    /// The two stations as the file names them: id, Chinese or English name.
    public let stations: [String]
    /// The fare in fen.
    public let fareFen: Int
}

/// The rules of a fare system as dated versions: what each rule is, and from when until when it holds.
///
/// - **Shape**: one YAML file, described in `Docs/fares.md`; ``FareRules`` is its state on one date.
/// - **Unit**: fen, whole metres, seconds; service dates.
/// - **Limits**: 32 media and 32 rider categories.
/// - **Errors**: reading throws ``FareDataError`` with file and line; unknown keys and overlapping versions are refused.
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

    /// What a log's amounts say about medium and rider, by class of exit (`standard`, `transfer`, `half`, `free`, `full`).
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
