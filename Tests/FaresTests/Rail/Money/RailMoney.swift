import Fares

/// Answers about rail money in short words, for tables.
enum RailMoney {
    /// A refund that the test counts on is not given.
    struct Refused: Error {}

    /// The refund of a ledger's ticket so long before departure, by the shipped rules; domestic ones are free from 192
    /// h.
    static func refund(
        _ ledger: RailLedger, _ scope: RailScope = .domestic, part: Int? = nil, hours: Int = 200
    ) throws -> Refund {
        guard case .held(_, let currency, _, _) = ledger.state else { throw Refused() }
        let now = LocalTime(seconds: 1_700_000_000)
        let request = ledger.refundRequest(
            scope: scope, part: part.map { Money(minorUnits: $0, currency: currency) },
            departure: LocalTime(seconds: now.seconds + UInt32(hours * 3600)), now: now, isSoldAtWestKowloon: true)
        guard let request, case .refund(let refund) = try RefundRules.shipped().refund(of: request) else {
            throw Refused()
        }
        return refund
    }

    /// `fee + refund` or the refusal; with `bandOnly` the percentage instead of amounts.
    static func text(_ answer: RefundAnswer, bandOnly: Bool = false) -> String {
        switch answer {
        case .refund(let refund):
            bandOnly ? "\(refund.band.feePercent) %" : "\(refund.fee.decimal) + \(refund.refund)"
        case .refused(.tooLate(let cutoff, _)): "too-late \(cutoff)"
        case .refused(let refusal): refusal.code
        }
    }

    static func text(_ answer: ChangeAnswer) -> String {
        switch answer {
        case .change(let change): "\(change.difference), \(change.flexiRidesLeft) left"
        case .refused(let refusal): refusal.code
        }
    }

    static func text(_ answer: LedgerAnswer) -> String {
        switch answer {
        case .done(let entry): text(entry)
        case .repeated(let entry): "again: \(text(entry))"
        case .refused(let refusal): refusal.code
        }
    }

    private static func text(_ entry: LedgerEntry) -> String {
        "\(text(entry.taken)) in, \(text(entry.returned)) back, \(text(entry.fee)) fee"
    }

    private static func text(_ amount: TwoCurrencyAmount) -> String { "\(amount.fen)/\(amount.cents)" }
}
