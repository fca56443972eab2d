import Fares

/// The words for fare steps and refusals.
enum FareWords {
    static func step(_ reason: FareReason, _ language: Language) -> String {
        switch reason {
        case .baseFare: language.pick("票价表", "fare table")
        case .sameStation: language.pick("同站进出", "same station in and out")
        case .businessCarriage: language.pick("商务车厢票价", "business carriage fare")
        case .medium: language.pick("介质折扣", "medium's share")
        case .concession: language.pick("优惠乘客", "concession")
        case .pass: language.pick("计次/计时票有效", "covered by pass")
        case .transfer: language.pick("公交换乘优惠", "transfer from bus")
        case .promotion: language.pick("促销优惠", "promotion")
        case .overtime: language.pick("超时附加", "overtime surcharge")
        case .missingEntry: language.pick("缺进站记录", "missing entry")
        case .missingExit: language.pick("缺出站记录", "missing exit")
        case .missingExitReversed: language.pick("缺出站收费退回", "missing exit taken back")
        case .lateEntry: language.pick("迟到进站记录", "late entry")
        case .dayCap: language.pick("日封顶", "daily cap")
        case .weekCap: language.pick("周封顶", "weekly cap")
        }
    }

    static func refusal(_ refusal: FareRefusal, _ language: Language) -> String {
        switch refusal {
        case .mediumNotAccepted:
            language.pick("该日期不受理此介质", "the medium is not accepted on that date")
        case .riderNotKnown: language.pick("该日期无此乘客类别", "the rider category does not exist on that date")
        case .noFare: language.pick("票价表无此区间", "the fare table has no fare for this pair")
        case .noBusinessFare:
            language.pick("该版本没有此区间的商务车厢票价", "this edition has no business fare for this pair")
        case .mediumNotInBusiness:
            language.pick("商务车厢不受理此介质", "the medium is not accepted in business carriages")
        case .passExpired: language.pick("计时票已过期", "the pass has ended")
        }
    }
}

/// A priced trip in words for a person.
struct FareExplanation {
    let book: FareBook
    let language: Language

    /// The price, the way and the steps, one a line.
    func text(_ answer: RideQuestion.Answer, _ path: NetworkPath, _ question: RideQuestion) -> String {
        let network = book.edition.network
        let from = network.stations[Int(answer.from)]
        let to = network.stations[Int(answer.to)]
        let unit = language.pick("元", "yuan")
        var lines = ["\(name(from)) → \(name(to))   \(yuan(answer.fare.fareFen)) \(unit)"]
        lines.append(
            "  \(language.pick(book.edition.nameZh, book.edition.nameEn)) [\(book.edition.id)], "
                + "\(question.date?.description ?? language.pick("未指定日期", "no date given")), \(question.medium), "
                + "\(question.rider), \(question.carriage.rawValue)")
        lines.append(
            "  \(grouped(path.metres)) m, \(path.stations.count - 1) \(language.pick("站", "stops")): " + way(path))
        for step in answer.fare.steps.list {
            let words = TextColumns.pad(FareWords.step(step.reason, language), to: 26)
            lines.append(
                "  \(words)\(TextColumns.right(yuan(Int(step.beforeFen)), 8)) → \(TextColumns.right(yuan(Int(step.afterFen)), 7))"
            )
        }
        if let fen = answer.preauthorisationFen {
            lines.append(
                "  \(TextColumns.pad(language.pick("进站预授权", "authorised at entry"), to: 26))\(TextColumns.right(yuan(fen), 18))"
            )
        }
        if let fen = answer.deskFen, let deskCase = question.deskCase {
            lines.append(
                "  \(TextColumns.pad(language.pick("服务台 ", "service desk: ") + deskCase, to: 36))\(TextColumns.right(yuan(fen), 8))"
            )
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func name(_ station: Station) -> String {
        language.pick(station.nameZh, station.nameEn.isEmpty ? station.nameZh : "\(station.nameEn) (\(station.nameZh))")
    }

    /// The lines ridden, with the stations of change between them.
    private func way(_ path: NetworkPath) -> String {
        guard let first = path.lines.first else { return language.pick("同站", "same station") }
        let network = book.edition.network
        var parts = [lineName(first)]
        for (index, line) in path.lines.enumerated().dropFirst() where line != path.lines[index - 1] {
            let station = network.stations[Int(path.stations[index])]
            parts.append(language.pick("\(station.nameZh) 换乘", "change at \(station.nameEn)"))
            parts.append(lineName(line))
        }
        return parts.joined(separator: ", ")
    }

    private func lineName(_ line: Int) -> String {
        let line = book.edition.network.lines[line]
        return language.pick(line.nameZh, line.nameEn)
    }
}
