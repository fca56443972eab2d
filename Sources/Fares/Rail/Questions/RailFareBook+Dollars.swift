/// The fare in Hong Kong dollars.
extension RailFareBook {
    /// An amount, and the rate that it was made with, if it was.
    struct DollarAmount {
        let amount: Money
        let reason: RailReason
        let rate: HKDRate?
        let month: RailMonth?
    }

    /// What the rider pays in dollars: as published in the month of purchase, else the total converted at its rate.
    func dollars(
        _ question: RailQuestion, _ base: BasePrice, _ rider: RailRider, _ pays: Money
    ) throws(RailRefusal) -> DollarAmount {
        let month = try purchaseMonth(question)
        let key = RailFareRow.Key(
            from: question.from, to: question.to, letter: base.letter, seatClass: question.seatClass)
        // A rate or a rounding that was asked for counts more than a table.
        if question.rates == .shipped, question.dollarRounding == nil, rider.percent == 100,
            let row = rows.published(key, hongKongDollarsIn: month)
        {
            return DollarAmount(amount: row.fare, reason: .publishedDollars, rate: nil, month: month)
        }
        let (rate, rateMonth) = try rate(question, month)
        let conversion = HKDConversion(rate: rate, rounding: question.dollarRounding ?? .halfUp)
        // Fares are far below the amounts that are converted.
        guard let amount = conversion.dollars(for: pays) else { throw .badRate(.tooHigh) }
        return DollarAmount(amount: amount, reason: .conversion, rate: rate, month: rateMonth)
    }

    /// The month of purchase; without any day the opening month, the only one with a rate.
    private func purchaseMonth(_ question: RailQuestion) throws(RailRefusal) -> RailMonth {
        if let date = question.purchaseDate ?? question.date { return RailMonth(date) }
        guard let first = rates.rows.first else { throw .noRate(nil) }
        return first.month
    }

    private func rate(
        _ question: RailQuestion, _ month: RailMonth
    ) throws(RailRefusal) -> (rate: HKDRate, month: RailMonth?) {
        var known = rates.rows
        switch question.rates {
        case .fixed(let rate): return (rate, nil)
        case .shipped: break
        case .months(let months):
            if let row = months.row(of: month) { return (row.rate, month) }
            known += months.rows
        }
        if let row = rates.row(of: month) { return (row.rate, month) }
        guard let last = known.map(\.month).max(), last < month else { throw .noRate(month) }
        throw .rateExpired(month, last: last)
    }
}
