import Fares

/// A rail fare in words for a person.
struct RailExplanation {
    let book: RailFareBook
    let language: Language

    /// The price, what it rests on, the steps, and what must be said beside it, one a line.
    func text(_ question: RailQuestion, _ fare: RailFare) -> String {
        let (from, to) = (name(question.from, question), name(question.to, question))
        var lines = ["\(from) → \(to)   \(amount(fare.due))"]
        lines.append(
            "  \(language.pick("铁路", "Rail")) [rail], "
                + "\(question.date?.description ?? language.pick("未指定日期", "no date given")), \(fare.letter.rawValue), "
                + "\(question.seatClass.rawValue), \(fare.rider.name); \(RailWords.basis(fare.basis, language))")
        for leg in fare.legs { lines.append("  " + row(leg, question)) }
        for step in fare.steps {
            let words = TextColumns.pad(RailWords.reason(step.reason, language), to: 26)
            lines.append(
                "  \(words)\(TextColumns.right(step.before.decimal, 8)) → \(TextColumns.right(step.after.decimal, 8)) "
                    + step.after.currency.rawValue)
        }
        if let rate = fare.rate {
            let month = fare.rateMonth.map { ", \($0)" } ?? ""
            lines.append("  \(language.pick("汇率", "rate")) \(rate) HKD/CNY\(month)")
        }
        for note in fare.notes { lines.append("  * \(RailWords.note(note, language))") }
        let condition = language.pick(fare.rider.conditionZh, fare.rider.conditionEn)
        if !condition.isEmpty, fare.rider.name != "adult" { lines.append("  * \(fare.rider.name): \(condition)") }
        for row in book.rows.neverSold(question.from, question.to) {
            let days = "\(row.from)\(row.through.map { " .. \($0)" } ?? "")"
            lines.append(
                "  - \(RailWords.status(row.status, language)): \(row.key.letter.rawValue) \(row.key.seatClass.rawValue) "
                    + "\(row.fare.plainDecimal) \(row.fare.currency.rawValue), \(row.source), \(days)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func row(_ leg: RailLeg, _ question: RailQuestion) -> String {
        let row = leg.row
        let days = "\(row.from)\(row.through.map { " .. \($0)" } ?? " ..")"
        return "\(name(leg.from, question)) - \(name(leg.to, question)): \(row.key.letter.rawValue) "
            + "\(row.fare.plainDecimal) \(row.fare.currency.rawValue), \(RailWords.status(row.status, language)), "
            + "\(row.source), \(days)"
    }

    private func amount(_ money: Money) -> String {
        switch money.currency {
        case .cny: "\(money.plainDecimal) \(language.pick("元", "yuan"))"
        case .hkd: "\(money.plainDecimal) \(language.pick("港元", "HKD"))"
        }
    }

    private func name(_ index: StationIndex, _ question: RailQuestion) -> String {
        let name = book.stations.spoken(index, on: question.date)
        return language.pick(name.zh, name.en == name.zh ? name.zh : "\(name.en) (\(name.zh))")
    }
}
