/// What is known about a bus ride just before the metro trip, for the transfer discount.
public enum TransferEvidence: Hashable, Sendable {
    /// Nothing.
    case none
    /// A bus tap at that moment; the tariff's window decides.
    case bus(at: LocalTime)
    /// The device that charged has already granted it (a log's transfer mark).
    case marked
}

/// A complete trip to be priced: where and when in and out, by whom and with what.
public struct Ride: Hashable, Sendable {
    /// The station of entry.
    public var origin: StationIndex
    /// The station of exit.
    public var destination: StationIndex
    /// The moment of entry; its service date selects the rules, caps and passes.
    public var entryTime: LocalTime
    /// The moment of exit.
    public var exitTime: LocalTime
    /// What the rider holds.
    public var medium: FareMedia
    /// Who the rider is.
    public var rider: RiderCategory
    /// The class of carriage.
    public var carriage: CarriageClass
    /// A bus ride before.
    public var transfer: TransferEvidence
    /// Rules that it is priced without.
    public var waivers: FareWaivers = []

    public init(
        origin: StationIndex, destination: StationIndex, entryTime: LocalTime, exitTime: LocalTime, medium: FareMedia,
        rider: RiderCategory = .adult, carriage: CarriageClass = .ordinary, transfer: TransferEvidence = .none
    ) {
        self.origin = origin
        self.destination = destination
        self.entryTime = entryTime
        self.exitTime = exitTime
        self.medium = medium
        self.rider = rider
        self.carriage = carriage
        self.transfer = transfer
    }
}

/// What a card has used up: spending towards caps, promotions of the day, the start of a pass.
///
/// - **Shape**: plain values, part of a card's row in the gate's table.
public struct AccountUse: Hashable, Sendable {
    /// The service day of ``daySpentFen`` and ``promotionUses``; 0 before the first trip.
    public var day: Int32 = 0
    /// Charged on ``day``, in fen.
    public var daySpentFen: Int = 0
    /// Charged in the week of ``day``, in fen.
    public var weekSpentFen: Int = 0
    /// Uses on ``day`` of each promotion in force, eight bits each.
    public var promotionUses: UInt32 = 0
    /// The first entry of a pass; 0 before it, in seconds as ``LocalTime/seconds``.
    public var passStart: UInt32 = 0

    public init() {}

    /// Moves on to a service day: a new day, and with it perhaps a new week, begins with nothing spent.
    ///
    /// A trip of an earlier day that is priced late counts towards the day at hand.
    mutating func enter(_ date: ServiceDate) {
        guard date.dayNumber > day else { return }
        if ServiceDate(dayNumber: day).weekNumber != date.weekNumber { weekSpentFen = 0 }
        day = date.dayNumber
        daySpentFen = 0
        promotionUses = 0
    }

    /// How often the promotion at a position of the day's list was used.
    func promotionUses(_ index: Int) -> Int { Int(promotionUses >> UInt32(8 * index) & 0xFF) }

    /// Counts a use of that promotion.
    mutating func countPromotion(_ index: Int) { promotionUses += 1 << UInt32(8 * index) }

    /// Takes back an amount charged earlier.
    public mutating func giveBack(_ fen: Int) { spend(-fen) }

    /// Counts an amount charged, or with a negative one given back.
    mutating func spend(_ fen: Int) {
        daySpentFen += fen
        weekSpentFen += fen
    }
}
