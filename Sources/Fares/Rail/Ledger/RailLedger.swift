/// The money of one ticket from its quote to its last refund, in yuan and Hong Kong dollars at once.
///
/// What was paid is always what was returned, kept as fees and is still held, in both currencies. The currency of the
/// payment leads: refunds are amounts in it. The other side follows pro rata, and the last refund takes the remainder,
/// so that a ticket that is given back whole leaves nothing on either side.
///
/// - **Shape**: a value; each function is one event and answers what came of it. A refused event changes nothing.
/// - **Limits**: ``maximumEntries`` entries, names of ``longestID`` bytes.
/// - **Source**: refund ids and partial refunds as wallets have them (docs.antom.com). Pro rata is our choice: how
///   wallets divide is not documented.
public struct RailLedger: Hashable, Sendable {
    /// The most entries.
    public static let maximumEntries = 256
    /// The longest name of an entry, in UTF-8 bytes.
    public static let longestID = 64

    /// Where the ticket's money is.
    public enum State: Hashable, Sendable {
        /// No price has been named.
        case open
        /// A price has been named.
        case quoted(RailQuote)
        /// The price is held; `flexiRides` and `isChanged` say what was done with the ticket.
        case held(RailQuote, in: Currency, isChanged: Bool, flexiRides: Int)
        /// All has been given back.
        case closed
    }

    /// Where the money is now.
    public private(set) var state = State.open
    /// All that was done, in order.
    public private(set) var entries: [LedgerEntry] = []
    /// What the passenger paid, differences included.
    public private(set) var paid = TwoCurrencyAmount.zero
    /// What went back.
    public private(set) var returned = TwoCurrencyAmount.zero
    /// What was kept.
    public private(set) var fees = TwoCurrencyAmount.zero
    /// What may still be given back.
    public private(set) var held = TwoCurrencyAmount.zero

    public init() {}

    /// Whether no fen and no cent is lost or made.
    public var isBalanced: Bool {
        paid == returned + fees + held && [returned, fees, held].allSatisfy { $0.fen >= 0 && $0.cents >= 0 }
    }

    /// Names a price; a later quote replaces one that was not paid. Nil, or why not.
    public mutating func quote(_ quote: RailQuote) -> LedgerRefusal? {
        switch state {
        case .open, .quoted: state = .quoted(quote)
        case .held: return .alreadyPaid
        case .closed: return .alreadyRefunded
        }
        return nil
    }

    /// Takes the quoted price.
    public mutating func pay(id: String, in currency: Currency, now: LocalTime) -> LedgerAnswer {
        if let known = known(id) {
            guard case .pay(_, currency) = known.request else { return .refused(.idTaken) }
            return .repeated(known)
        }
        if let refusal = refusal(ofNew: id) { return .refused(refusal) }
        switch state {
        case .open: return .refused(.notQuoted)
        case .held: return .refused(.alreadyPaid)
        case .closed: return .refused(.alreadyRefunded)
        case .quoted(let quote):
            if let until = quote.validUntil, until < now { return .refused(.quoteExpired(until)) }
            guard quote.amount.units(in: currency) > 0 else { return .refused(.nothingPaid) }
            state = .held(quote, in: currency, isChanged: false, flexiRides: 0)
            return record(id, .pay(quote, in: currency), taken: quote.amount)
        }
    }

    /// Settles the difference to the price of another train, date or class.
    public mutating func change(id: String, to quote: RailQuote, kind: ChangeKind = .ordinary) -> LedgerAnswer {
        let request = LedgerRequest.change(quote, kind)
        if let known = known(id) { return known.request == request ? .repeated(known) : .refused(.idTaken) }
        if let refusal = refusal(ofNew: id) { return .refused(refusal) }
        guard case .held(let old, let currency, let isChanged, let rides) = state else {
            return .refused(state == .closed ? .alreadyRefunded : .nothingPaid)
        }
        guard held == old.amount else { return .refused(.partlyRefunded) }
        let more = quote.amount - old.amount
        // At one rate both sides rise or both fall; amounts as published might not, and then nothing can be settled.
        guard quote.hasRate(of: old), more.fen.signum() * more.cents.signum() >= 0 else {
            return .refused(.anotherRate)
        }
        switch kind {
        case .ordinary:
            guard !isChanged else { return .refused(.alreadyChanged) }
        case .flexiRide:
            guard rides < FlexiRide.maximumChanges else { return .refused(.flexiRidesUsed) }
            guard quote.amount == old.amount else { return .refused(.anotherFare) }
        }
        guard quote.amount.units(in: currency) > 0 else {
            return .refused(.badAmount(quote.amount.money(in: currency)))
        }
        state = .held(
            quote, in: currency, isChanged: isChanged || kind == .ordinary,
            flexiRides: kind == .flexiRide ? rides + 1 : rides)
        return more.fen >= 0 && more.cents >= 0
            ? record(id, request, taken: more) : record(id, request, returned: TwoCurrencyAmount.zero - more)
    }

    /// Gives back what the rules gave, for the price and the sum given back before as they stand here.
    public mutating func refund(id: String, _ refund: Refund) -> LedgerAnswer {
        let request = LedgerRequest.refund(refund)
        if let known = known(id) { return known.request == request ? .repeated(known) : .refused(.idTaken) }
        if let refusal = refusal(ofNew: id) { return .refused(refusal) }
        guard case .held(let quote, let currency, let isChanged, let rides) = state else {
            return .refused(state == .closed ? .alreadyRefunded : .nothingPaid)
        }
        guard rides == 0 else { return .refused(.flexiRideUsed) }
        guard !isChanged || refund.ruleSet.isChangedRefundable else { return .refused(.alreadyChanged) }
        let (price, left) = (quote.amount.money(in: currency), held.money(in: currency))
        // The rules keep the amount within what is left, and the fee within the amount.
        guard refund.paid == price, refund.givenBackBefore.currency == currency,
            refund.givenBackBefore.minorUnits == price.minorUnits - left.minorUnits
        else { return .refused(.anotherTicket) }
        let (amount, net) = (refund.amount.minorUnits, refund.refund.minorUnits)
        let share = share(of: amount, price: quote.amount, in: currency)
        // Half up; never more than the share, for the net is not more than the amount.
        let netShare = (share * net * 2 + amount) / (amount * 2)
        if refund.amount == left { state = .closed }
        return record(
            id, request, returned: TwoCurrencyAmount(lead: net, in: currency, other: netShare),
            fee: TwoCurrencyAmount(lead: refund.fee.minorUnits, in: currency, other: share - netShare))
    }

    /// The other currency's part of an amount: pro rata, rounded down; all that is left for all that is left.
    private func share(of amount: Int, price: TwoCurrencyAmount, in currency: Currency) -> Int {
        let left = held.units(in: currency.other)
        guard amount < held.units(in: currency) else { return left }
        return min(left, price.units(in: currency.other) * amount / price.units(in: currency))
    }

    private func known(_ id: String) -> LedgerEntry? { entries.first { $0.id == id } }

    /// What is against an entry of that name, whatever it is.
    private func refusal(ofNew id: String) -> LedgerRefusal? {
        guard (1...Self.longestID).contains(id.utf8.count) else { return .badID }
        return entries.count < Self.maximumEntries ? nil : .full
    }

    private mutating func record(
        _ id: String, _ request: LedgerRequest, taken: TwoCurrencyAmount = .zero,
        returned back: TwoCurrencyAmount = .zero, fee: TwoCurrencyAmount = .zero
    ) -> LedgerAnswer {
        let entry = LedgerEntry(id: id, request: request, taken: taken, returned: back, fee: fee)
        entries.append(entry)
        paid = paid + taken
        returned = returned + back
        fees = fees + fee
        held = held + taken - back - fee
        return .done(entry)
    }
}
