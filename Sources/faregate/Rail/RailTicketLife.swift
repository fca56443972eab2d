import Fares

/// One ticket from its quote to the refund that is asked for, told to a ledger.
struct RailTicketLife {
    let rules: RefundRules
    let request: RefundRequest

    /// What the refund moves in both currencies; nil for a price that no ticket costs.
    func entry(of refund: Refund, _ quote: RailQuote?) -> LedgerEntry? {
        guard let quote else { return nil }
        var ledger = RailLedger()
        guard ledger.quote(quote) == nil else { return nil }
        _ = ledger.pay(id: "ticket", in: request.paid.currency, now: request.now)
        if request.isChanged { _ = ledger.change(id: "change", to: quote) }
        if let before = request.givenBackBefore, before.minorUnits > 0 {
            var first = request
            (first.part, first.givenBackBefore) = (before, nil)
            // Its fee may have been another: what is left does not depend on it.
            if case .refund(let earlier) = rules.refund(of: first) { _ = ledger.refund(id: "before", earlier) }
        }
        guard case .done(let entry) = ledger.refund(id: "refund", refund) else {
            preconditionFailure("the ledger holds what the rules were asked about")
        }
        return entry
    }
}
