extension RailLedger {
    /// The refund to ask the rules for: what was paid, what went back, and what was done with the ticket.
    ///
    /// - **Parameters** part: what of the price is to be given back; nil: all that is left.
    public func refundRequest(
        scope: RailScope, part: Money? = nil, departure: LocalTime, now: LocalTime, isFromWestKowloon: Bool = false,
        isSoldAtWestKowloon: Bool = false
    ) -> RefundRequest? {
        guard case .held(let quote, let currency, let isChanged, let rides) = state else { return nil }
        let price = quote.amount.money(in: currency)
        let left = held.money(in: currency)
        return RefundRequest(
            scope: scope, paid: price, departure: departure, now: now, part: part,
            givenBackBefore: Money(minorUnits: price.minorUnits - left.minorUnits, currency: currency),
            isFromWestKowloon: isFromWestKowloon, isSoldAtWestKowloon: isSoldAtWestKowloon, isChanged: isChanged,
            isFlexiRideUsed: rides > 0)
    }
}
