/// What is kept and what is returned when a rail ticket is given back: every rule set with its dates.
///
/// - **Shape**: rule sets by scope and first date; the day of the refund chooses.
/// - **Unit**: minor units of the currency that was paid; seconds before departure.
/// - **Errors**: reading throws ``FareDataError``; ``refund(of:)`` answers with a refund or names why there is none.
/// - **Source**: `Sources/FareData/rail/refund_rules.csv`, row by row.
public struct RefundRules: Sendable {
    /// The most that one ticket may have cost, in minor units: 100,000 yuan or dollars.
    public static let maximumPaid = 10_000_000

    /// All rule sets, by scope in the order of ``RailScope``, then by date.
    public let sets: [RefundRuleSet]

    /// The rules inside the binary.
    public static func shipped() throws(FareDataError) -> RefundRules {
        let file = try RailFile("refund_rules.csv", in: .embedded("rail"))
        return try read(file: file.name, bytes: file.bytes)
    }

    /// The rule set in force for a scope on a day; nil before the first.
    public func ruleSet(for scope: RailScope, on date: ServiceDate) -> RefundRuleSet? {
        sets.last { $0.scope == scope && $0.from <= date }
    }

    /// What a ticket brings that is given back, or why it brings nothing.
    ///
    /// What is wrong with the amounts is said first, then what is against the ticket, then what is against the moment.
    /// The rules name the fee of a whole ticket only. A part bears its share of it
    /// (``RefundRequest/feeShare(ofWhole:for:)``), so that all parts within one band come to the fee of the whole,
    /// however it is split.
    public func refund(of request: RefundRequest) -> RefundAnswer {
        let amount: Money
        switch request.checkedAmount {
        case .refused(let refusal): return .refused(refusal)
        case .amount(let checked): amount = checked
        }
        guard let rules = ruleSet(for: request.scope, on: request.now.date) else {
            return .refused(.noRuleOnDate(request.now.date, first: sets.first { $0.scope == request.scope }?.from))
        }
        if request.isFlexiRideUsed { return .refused(.flexiRideUsed) }
        if request.isChanged, !rules.isChangedRefundable { return .refused(.alreadyChanged) }
        let seconds = Int(request.departure.seconds) - Int(request.now.seconds)
        guard let band = rules.band(secondsBefore: seconds) else { return .refused(.departed(request.departure)) }
        let cutoff = rules.cutoff(fromWestKowloon: request.isFromWestKowloon)
        // At the cut-off itself the ticket is still taken back: the texts do not say, and it is the rider's side.
        guard seconds >= cutoff * 60 else {
            return .refused(.tooLate(cutoffMinutes: cutoff, secondsBefore: seconds))
        }
        let whole = rules.rounding.fee(
            on: request.paid.minorUnits, percent: band.feePercent, minimum: rules.minimumFee)
        let fee = request.feeShare(ofWhole: whole, for: amount.minorUnits)
        return .refund(
            Refund(
                ruleSet: rules, band: band, cutoffMinutes: cutoff, paid: request.paid, givenBackBefore: request.before,
                amount: amount,
                fee: Money(minorUnits: fee, currency: amount.currency),
                refund: Money(minorUnits: amount.minorUnits - fee, currency: amount.currency)))
    }
}
