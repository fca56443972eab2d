import Fares
import SmartCard

/// What is said of refunds, changes and surcharges of rail tickets.
enum RailMoneyWords {
    /// Why a ticket is not taken back.
    static func sentence(_ refusal: RefundRefusal) -> Wording {
        switch refusal {
        case .tooLate(let minutes, let seconds): cutoff(minutes, seconds)
        case .departed(let time): departed(time)
        case .alreadyChanged:
            Wording("a ticket that was changed is not taken back", "已改签的车票不予退票")
        case .alreadyRefunded:
            Wording("all that was paid has been given back", "票款已全部退还")
        case .noRuleOnDate(let date, let first): noRule(date, first)
        case .nothingPaid: Wording("nothing was paid, so nothing can be given back", "未付款，无款可退")
        case .abovePaid(let amount, let left):
            Wording("\(amount) is more than the \(left) that is left of the price", "\(amount) 超过可退的 \(left)")
        case .wrongCurrency(let currency, let expected): wrongCurrency(currency, expected)
        case .flexiRideUsed:
            Wording("after a change by Flexi-Ride nothing is given back", "办理灵活行改签后不予退票")
        case .badAmount(let amount): badAmount(amount)
        }
    }

    /// Why a ticket is not changed.
    static func sentence(_ refusal: ChangeRefusal) -> Wording {
        switch refusal {
        case .alreadyChanged: Wording("a ticket is changed once only", "车票只能改签一次")
        case .flexiRidesUsed(let count):
            Wording(
                "\(count) changes by Flexi-Ride were made; \(FlexiRide.maximumChanges) are allowed",
                "灵活行改签已办理 \(count) 次；限 \(FlexiRide.maximumChanges) 次")
        case .tooLate(let minutes, let seconds): cutoff(minutes, seconds)
        case .departed(let time): departed(time)
        case .newTrainTooSoon(let minutes, let seconds):
            Wording(
                "the chosen train must leave at least \(minutes) min later; it leaves \(span(seconds, .en))",
                "所选列车须至少在 \(minutes) 分钟后开车；实为\(span(seconds, .zh))")
        case .noRuleOnDate(let date, let first): noRule(date, first)
        case .notFlexiRidePair:
            Wording(
                "Flexi-Ride is for tickets between Futian and Hong Kong West Kowloon only", "灵活行仅适用于福田与香港西九龙之间的车票")
        case .anotherDay(let date):
            Wording("Flexi-Ride stays on the day of the ticket, not \(date)", "灵活行限车票当日，不能在 \(date)")
        case .anotherClass: Wording("Flexi-Ride keeps the class", "灵活行不能变更席别")
        case .anotherFare(let fare, let paid):
            Wording("Flexi-Ride keeps the fare: \(paid), not \(fare)", "灵活行不能变更票价：\(paid)，而非 \(fare)")
        case .sameTrain:
            Wording(
                "the chosen train is the one of the ticket, in the same class at the same fare", "所选列车即原票列车，席别、票价均未变更")
        case .needsYuan:
            Wording(
                "away from West Kowloon a difference is settled in CNY: give the ticket's fare in it with --paid-yuan",
                "在西九龙以外差额以人民币结算：请用 --paid-yuan 给出原票的人民币票价")
        case .wrongCurrency(let currency, let expected): wrongCurrency(currency, expected)
        case .badAmount(let amount): badAmount(amount)
        case .badCount(let count):
            Wording("\(count) is no number of changes", "改签次数 \(count) 不正确")
        }
    }

    /// A refund in lines.
    static func refund(_ refund: Refund, ends: String, _ language: Language) -> String {
        let (set, band) = (refund.ruleSet, refund.band)
        let hours =
            band.hoursMax.map { ("\(band.hoursMin)..\($0) h", "\(band.hoursMin)～\($0) 小时") }
            ?? ("\(band.hoursMin) h or more", "\(band.hoursMin) 小时以上")
        let words = language.pick(set.noteZh, set.note)
        let note = words.isEmpty ? "" : "\n  \(words)"
        return language.pick(
            """
            \(ends)   退 \(refund.refund)
              票款 \(refund.amount)，退票费 \(refund.fee)（\(band.feePercent)%，开车前 \(hours.1)）
              规则 \(set.id)，自 \(set.from) 起，来源 \(set.source)；开车前 \(refund.cutoffMinutes) 分钟截止\(note)

            """,
            """
            \(ends)   refund \(refund.refund)
              \(refund.amount) less a fee of \(refund.fee) (\(band.feePercent) %, \(hours.0) before departure)
              rules \(set.id), from \(set.from), source \(set.source); until \(refund.cutoffMinutes) min before departure\(note)

            """)
    }

    /// What a refund comes to in the currency that was not paid in.
    static func otherSide(_ refund: Money, fee: Money, _ rate: HKDRate?, _ language: Language) -> String {
        let from =
            rate.map { ("按汇率 \($0)", "at the rate of \($0)") } ?? ("按公布的两种票价", "by the fares as published in both")
        return language.pick(
            "  另一币种：退 \(refund)，退票费 \(fee)，\(from.0)\n",
            "  in the other currency: refund \(refund), fee \(fee), \(from.1)\n")
    }

    /// A change in lines.
    static func change(_ change: RailChange, _ language: Language) -> String {
        let difference = change.difference
        let amount = Money(minorUnits: abs(difference.minorUnits), currency: difference.currency)
        let settled =
            switch difference.minorUnits {
            case 0: Wording("nothing to settle", "无差额")
            case ..<0: Wording("\(amount) is returned", "退还差额 \(amount)")
            default: Wording("\(amount) is to be paid", "补差额 \(amount)")
            }
        let left = change.flexiRidesLeft
        return language.pick("已改签：", "changed: ") + settled.text(language)
            + (left > 0 ? language.pick("；灵活行改签还可办理 \(left) 次", "; \(left) changes by Flexi-Ride are left") : "") + "\n"
    }

    /// What an arriving passenger owes.
    static func surcharge(_ surcharge: RailSurcharge) -> Wording {
        switch surcharge {
        case .nothing(.validTicket): Wording("nothing: the ticket is valid", "无须补收：车票有效")
        case .nothing(.mistakeClaimed):
            Wording("nothing: the mistaken ride was claimed in time", "无须补收：已及时申明误乘")
        case .due(let amount, .noTicket): Wording("\(amount): no ticket", "补收 \(amount)：无票乘车")
        case .due(let amount, .beyondDestination):
            Wording(
                "\(amount): ridden beyond the ticket's destination, which counts as no ticket", "补收 \(amount)：越站乘车，视为无票"
            )
        case .due(let amount, .claimedTooLate):
            Wording(
                "\(amount): the mistaken ride was claimed more than \(RailSurcharge.claimMinutes) min after arrival",
                "补收 \(amount)：到站超过 \(RailSurcharge.claimMinutes) 分钟才申明误乘")
        }
    }

    /// An amount that no ticket costs.
    static func badAmount(_ amount: Money) -> Wording {
        let most = Money(minorUnits: RefundRules.maximumPaid, currency: amount.currency)
        return Wording(
            "\(amount) is no amount that a ticket can cost: above 0, at most \(most)",
            "\(amount) 不是车票的金额：应大于 0，不超过 \(most)")
    }

    private static func cutoff(_ minutes: Int, _ seconds: Int) -> Wording {
        let (left, chinese) = (span(seconds, .en), span(seconds, .zh))
        return minutes < 0
            ? Wording(
                "allowed until \(-minutes) min after departure; the train left \(left)",
                "开车后 \(-minutes) 分钟内办理；列车\(chinese)已开出")
            : Wording(
                "allowed until \(minutes) min before departure; the train leaves \(left)",
                "开车前 \(minutes) 分钟截止；列车\(chinese)开出")
    }

    private static func departed(_ time: LocalTime) -> Wording {
        Wording("the train left at \(time)", "列车已于 \(time) 开出")
    }

    private static func noRule(_ date: ServiceDate, _ first: ServiceDate?) -> Wording {
        let known = first.map { ("; the first holds from \($0)", "；最早的规则自 \($0) 起") } ?? ("", "")
        return Wording("no rule is known for \(date)\(known.0)", "\(date) 没有已知的规则\(known.1)")
    }

    private static func wrongCurrency(_ currency: Currency, _ expected: Currency) -> Wording {
        Wording(
            "the amount is in \(currency.rawValue); it is settled in \(expected.rawValue)",
            "金额为 \(currency.rawValue)；应以 \(expected.rawValue) 结算")
    }

    /// `in 29 min 59 s`, or `2 min 0 s ago`.
    private static func span(_ seconds: Int, _ language: Language) -> String {
        let size = seconds.magnitude
        return seconds < 0
            ? language.pick("\(size / 60) 分 \(size % 60) 秒前", "\(size / 60) min \(size % 60) s ago")
            : language.pick("\(size / 60) 分 \(size % 60) 秒后", "in \(size / 60) min \(size % 60) s")
    }
}

extension Wording {
    /// A refusal: its name, and why.
    static func refused(_ reason: String, _ why: Wording) -> Wording {
        Wording("refused (\(reason)): \(why.english)", "不予办理 (\(reason))：\(why.chinese)")
    }

    static func oneStation(_ name: (zh: String, en: String)) -> Wording {
        Wording("--from and --to are one station, \(name.en)", "--from 与 --to 是同一车站 \(name.zh)")
    }

    static let arrivesFromElsewhere = Wording(
        "the passenger got on at another station than the one the ticket or the train goes to", "上车站不能与车票或列车的到站相同")

    static func takesAmount(_ option: String) -> Wording {
        takes(option, "an amount such as 75 or 74.50", "金额，如 75 或 74.50")
    }

    static let amountNeedsRefundedBefore = Wording(
        "--amount needs --refunded-before: what was given back before, 0 for a first part",
        "--amount 须与 --refunded-before 同用：此前已退的票款，首次为 0")

    static func takesRailDay(_ option: String) -> Wording { takes(option, "YYYY-MM-DD", "YYYY-MM-DD") }

    static func takesRailMoment(_ option: String) -> Wording {
        takes(option, "YYYY-MM-DD HH:MM or YYYY-MM-DD HH:MM:SS", "YYYY-MM-DD HH:MM 或 YYYY-MM-DD HH:MM:SS")
    }
}
