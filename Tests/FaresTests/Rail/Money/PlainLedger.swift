import Fares

/// A ticket's money told a second time in a few lines, from what was asked for alone: never from a ledger's entries.
struct PlainLedger: Equatable {
    /// Fen and cents, in this order, as everywhere here.
    var price = [0, 0]
    var paid = [0, 0]
    var back = [0, 0]
    var fees = [0, 0]
    /// Which of the two was paid in.
    var lead = 0

    var held: [Int] { (0...1).map { paid[$0] - back[$0] - fees[$0] } }

    mutating func apply(_ request: LedgerRequest) {
        switch request {
        case .pay(let quote, let currency):
            price = [quote.amount.fen, quote.amount.cents]
            paid = price
            lead = currency == .cny ? 0 : 1
        case .change(let quote, _):
            for (side, new) in [quote.amount.fen, quote.amount.cents].enumerated() {
                if new > price[side] { paid[side] += new - price[side] } else { back[side] += price[side] - new }
                price[side] = new
            }
        case .refund(let refund):
            let (other, amount) = (1 - lead, refund.amount.minorUnits)
            let share = amount == held[lead] ? held[other] : price[other] * amount / price[lead]
            let net = (2 * share * refund.refund.minorUnits + amount) / (2 * amount)
            back[lead] += refund.refund.minorUnits
            fees[lead] += refund.fee.minorUnits
            back[other] += net
            fees[other] += share - net
        }
    }
}
