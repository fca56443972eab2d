/// A ticket that is to be given back, as the desk sees it.
public struct RefundRequest: Hashable, Sendable {
    /// The rules that hold for the trip.
    public var scope: RailScope
    /// Whether the train leaves from Hong Kong West Kowloon, which has a cut-off of its own.
    public var isFromWestKowloon: Bool
    /// Whether the ticket was bought at Hong Kong West Kowloon, where a domestic ticket too is paid in Hong Kong
    /// dollars.
    public var isSoldAtWestKowloon: Bool
    /// What was paid for the ticket.
    public var paid: Money
    /// What of it is to be given back; nil: all that is left.
    public var part: Money?
    /// What of it was given back before, its fees included; nil: nothing.
    public var givenBackBefore: Money?
    /// When the train leaves.
    public var departure: LocalTime
    /// The moment of the refund; its date chooses the rules.
    public var now: LocalTime
    /// Whether the ticket was changed before.
    public var isChanged: Bool
    /// Whether a change of Flexi-Ride was made with it.
    public var isFlexiRideUsed: Bool

    public init(
        scope: RailScope, paid: Money, departure: LocalTime, now: LocalTime, part: Money? = nil,
        givenBackBefore: Money? = nil, isFromWestKowloon: Bool = false, isSoldAtWestKowloon: Bool = false,
        isChanged: Bool = false, isFlexiRideUsed: Bool = false
    ) {
        self.scope = scope
        self.paid = paid
        self.departure = departure
        self.now = now
        self.part = part
        self.givenBackBefore = givenBackBefore
        self.isFromWestKowloon = isFromWestKowloon
        self.isSoldAtWestKowloon = isSoldAtWestKowloon
        self.isChanged = isChanged
        self.isFlexiRideUsed = isFlexiRideUsed
    }

    /// What was given back before, as an amount.
    var before: Money { givenBackBefore ?? .zero(paid.currency) }

    /// A part's share of the fee on the whole price: pro rata of all that is given back with it, rounded down, less the
    /// same for what was given back before.
    ///
    /// Never below nothing or above the part. The difference of two fees that are rounded to whole yuan would be: 2018,
    /// 30 % of 3.34 is 1.00 and of 3.33 nothing, so that the last fen would bear a fee of 1.00.
    func feeShare(ofWhole fee: Int, for amount: Int) -> Int {
        fee * (before.minorUnits + amount) / paid.minorUnits - fee * before.minorUnits / paid.minorUnits
    }

    enum CheckedAmount {
        case amount(Money)
        case refused(RefundRefusal)
    }

    /// The amount that is to be given back, once everything about money is in order.
    var checkedAmount: CheckedAmount {
        for money in [paid, before, part ?? before] {
            guard (0...RefundRules.maximumPaid).contains(money.minorUnits) else { return .refused(.badAmount(money)) }
        }
        guard paid.minorUnits > 0 else { return .refused(.nothingPaid) }
        // Domestic tickets cost yuan; Hong Kong dollars are taken for them at West Kowloon alone.
        guard scope == .crossBorder || paid.currency == .cny || isSoldAtWestKowloon else {
            return .refused(.wrongCurrency(paid.currency, expected: .cny))
        }
        for money in [before, part ?? before] where money.currency != paid.currency {
            return .refused(.wrongCurrency(money.currency, expected: paid.currency))
        }
        let left = Money(minorUnits: paid.minorUnits - before.minorUnits, currency: paid.currency)
        guard left.minorUnits >= 0 else { return .refused(.abovePaid(before, left: paid)) }
        guard left.minorUnits > 0 else { return .refused(.alreadyRefunded) }
        guard let part else { return .amount(left) }
        guard part.minorUnits > 0 else { return .refused(.badAmount(part)) }
        guard part.minorUnits <= left.minorUnits else { return .refused(.abovePaid(part, left: left)) }
        return .amount(part)
    }
}
