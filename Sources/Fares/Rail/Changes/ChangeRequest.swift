/// A ticket that is to be changed, as the desk sees it.
public struct ChangeRequest: Hashable, Sendable {
    /// The way in which it is changed.
    public var kind: ChangeKind
    /// The rules that hold for the trip.
    public var scope: RailScope
    /// Whether the train leaves from Hong Kong West Kowloon.
    public var isFromWestKowloon: Bool
    /// Whether the trip is one that ``FlexiRide`` is for.
    public var isFlexiRidePair: Bool
    /// Whether the change is made at Hong Kong West Kowloon; elsewhere differences are settled in yuan.
    public var isAtWestKowloon: Bool
    /// How often the ticket was changed in the ordinary way.
    public var ordinaryChangesMade: Int
    /// How often it was changed by Flexi-Ride.
    public var flexiRidesMade: Int
    /// When the ticket's train leaves.
    public var departure: LocalTime
    /// When the chosen train leaves.
    public var newDeparture: LocalTime
    /// Whether the class stays.
    public var isSameClass: Bool
    /// What was paid for the ticket.
    public var paid: Money
    /// What the ticket costs in yuan, where it was paid in Hong Kong dollars; nil: not known.
    public var paidYuan: Money?
    /// What the new ticket costs, in the currency that the difference is settled in; nil: the same.
    public var newFare: Money?
    /// The moment of the change.
    public var now: LocalTime

    public init(
        kind: ChangeKind = .ordinary, scope: RailScope, paid: Money, newFare: Money? = nil,
        departure: LocalTime, newDeparture: LocalTime, now: LocalTime, paidYuan: Money? = nil,
        isFromWestKowloon: Bool = false, isAtWestKowloon: Bool = false,
        isFlexiRidePair: Bool = false, isSameClass: Bool = true, ordinaryChangesMade: Int = 0, flexiRidesMade: Int = 0
    ) {
        self.kind = kind
        self.scope = scope
        self.paid = paid
        self.paidYuan = paidYuan
        self.newFare = newFare
        self.departure = departure
        self.newDeparture = newDeparture
        self.now = now
        self.isFromWestKowloon = isFromWestKowloon
        self.isAtWestKowloon = isAtWestKowloon
        self.isFlexiRidePair = isFlexiRidePair
        self.isSameClass = isSameClass
        self.ordinaryChangesMade = ordinaryChangesMade
        self.flexiRidesMade = flexiRidesMade
    }

    /// What a difference is settled in: at West Kowloon the currency of the purchase, elsewhere yuan (S18).
    public var settlement: Currency { isAtWestKowloon ? paid.currency : .cny }
}
