import Fares
import SmartCard

/// Why a rail question has no price, in a sentence that says what is missing.
struct RailRefusalWords {
    let book: RailFareBook?

    func words(_ refusal: RailRefusal) -> Wording {
        switch refusal {
        case .station(let error): return Wording(of: error)
        case .sameStation(let index):
            let name = name(index)
            return Wording("both ends are \(name.en)", "起点和终点都是 \(name.zh)")
        case .badDate(let text):
            return Wording(
                "\"\(text)\" is no day YYYY-MM-DD on or before the journey", "\"\(text)\" 不是 YYYY-MM-DD 形式、且不晚于乘车日的日期")
        case .unknownTrain(let text):
            return Wording("no trains of the letter \"\(text)\"; there are G, D, C", "没有字头 \"\(text)\" 的列车；有 G、D、C")
        case .unknownClass(let text):
            return Wording("no class \"\(text)\"; there are second, first", "没有席别 \"\(text)\"；有 second、first")
        case .unknownRider(let text, let known):
            let list = known.joined(separator: ", ")
            return Wording("no rider \"\(text)\"; there are: \(list)", "没有乘客类别 \"\(text)\"；有：\(list)")
        case .badKilometres(let text):
            return Wording("\"\(text)\" is no distance from 1 to 5000 km", "\"\(text)\" 不是 1 至 5000 公里的里程")
        case .unknownCurrency(let text):
            return Wording("no currency \"\(text)\"; there are CNY, HKD", "没有货币 \"\(text)\"；有 CNY、HKD")
        case .badRate(let error): return Wording("\(error)", chinese(error))
        case .noRate(let month):
            let (when, whenZh) = month.map { (" for \($0)", "\($0) 的") } ?? ("", "")
            return Wording("no HKD rate\(when); give --rate or --rates", "没有 \(whenZh)港元汇率；请给出 --rate 或 --rates")
        case .rateExpired(let month, let last):
            return Wording(
                "no HKD rate for \(month), the last is of \(last); give --rate or --rates",
                "没有 \(month) 的港元汇率，最后的是 \(last)；请给出 --rate 或 --rates")
        default: return fare(refusal)
        }
    }

    /// Those that are about fares.
    private func fare(_ refusal: RailRefusal) -> Wording {
        switch refusal {
        case .noLeg(let from, let to, let letter):
            let train = letter.map { " \($0.rawValue)" } ?? ""
            let (start, end) = (name(from), name(to))
            return Wording(
                "no fare for the leg\(train) \(start.en) - \(end.en); the sum needs it",
                "缺少区段\(train) \(start.zh) - \(end.zh) 的票价，无法相加")
        case .futianNotComposed:
            return Wording("Futian is priced by the list alone, never by a sum", "福田只按票价表，不作区段相加")
        case .notInForce(let first):
            let (known, knownZh) = first.map { ("; the first known day is \($0)", "；已知最早为 \($0)") } ?? ("", "")
            return Wording("not in force on that day\(known)", "该日期尚未执行或已失效\(knownZh)")
        case .onlyAnnounced(let rows):
            let list = rows.map { "\($0.fare.plainDecimal) \($0.fare.currency.rawValue) (\($0.source))" }
                .joined(separator: ", ")
            return Wording("only figures of a plan are known, never sold: \(list)", "只有从未发售的公告数：\(list)")
        case .noClassFare(let seatClass):
            return Wording("no fare in \(seatClass.rawValue) class is known", "没有 \(seatClass.rawValue) 席别的票价")
        case .noPublishedFare(let rider):
            return Wording(
                "a \(rider) pays a share of the published fare, and only the fare as sold is known",
                "\(rider) 票按公布票价折算，而只知执行票价")
        case .riderNotCrossBorder(let rider):
            return Wording("there is no \(rider) ticket into Hong Kong", "跨境列车没有 \(rider) 票")
        case .riderNotInClass(let rider, let only):
            return Wording(
                "a \(rider) ticket holds in \(only.rawValue) class only", "\(rider) 票只适用于 \(only.rawValue) 席别")
        case .estimateNotAllowed:
            return Wording(
                "no published fare, and kilometres are used with --allow-estimate only",
                "没有公布票价；按里程估算须给出 --allow-estimate")
        case .noEstimate(let letter, let seatClass):
            let train = letter?.rawValue ?? "?"
            return Wording(
                "no rate a kilometre for \(train) trains, \(seatClass.rawValue) class; G and D in second class have one",
                "\(train) 字头 \(seatClass.rawValue) 席别没有每公里票价率；只有 G、D 的 second 有")
        default: return Wording("no fare is published, and no sum holds for this pair", "没有公布票价，也不能由区段相加")
        }
    }

    private func chinese(_ error: HKDRateError) -> String {
        switch error {
        case .notNumber: "汇率不是 1.15 这样的小数"
        case .tooFine: "汇率超过六位小数"
        case .zero: "汇率为零"
        case .negative: "汇率为负"
        case .tooHigh: "汇率超过 \(HKDRate.maximum)"
        }
    }

    private func name(_ index: StationIndex) -> (zh: String, en: String) {
        book?.stations.spokenWithCode(index) ?? ("", "")
    }
}
