import Fares

/// Answers about rail money in short words, for tables.
enum RailMoney {
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
