import Gate
import SmartCard

extension GatePrompt {
    /// What a display says to the rider.
    package var wording: Wording {
        switch self {
        case .welcome: Wording("Tap or scan", "请刷卡或扫码")
        case .go: Wording("Please pass", "请通行")
        case .goCharged(let amount, let balance?):
            Wording(
                "Fare \(Self.yuan(amount)), balance \(Self.yuan(balance))",
                "扣款 \(Self.yuan(amount)) 元，余额 \(Self.yuan(balance)) 元")
        case .goCharged(let amount, nil): Wording("Fare \(Self.yuan(amount))", "车费 \(Self.yuan(amount)) 元")
        case .refused(let reason): Self.refusal(reason)
        case .codeRefused(let code): code.wording
        case .presentAgain: Wording("Present again", "请重新刷卡")
        case .wait: Wording("Please wait", "请稍候")
        case .stepBack: Wording("Step back, one at a time", "请后退，依次通行")
        case .closed: Wording("Closed", "暂停使用")
        case .outOfService: Wording("Out of service", "设备故障")
        case .useOtherGate: Wording("Use another gate", "请使用其他闸机")
        case .emergencyExit: Wording("Emergency: please leave", "紧急放行，请离站")
        case .maintenance: Wording("Maintenance", "设备维护中")
        }
    }

    private static func refusal(_ reason: GateReason?) -> Wording {
        switch reason {
        case .passBack: Wording("Already used here just now", "刚刚已刷卡")
        case .entryUnknown: Wording("No entry found, see staff", "无进站记录，请到客服中心")
        case .passExpired: Wording("Pass expired", "车票已过期")
        case .alreadyUsed: Wording("Ticket already used", "车票已使用")
        case .limitExceeded: Wording("Fare above the limit, see staff", "车费超过限额，请到客服中心")
        case .mediumNotAccepted: Wording("Not accepted here", "不受理此票卡")
        default: Wording("Please see staff", "请到客服中心")
        }
    }

    /// Fen as yuan with two places.
    private static func yuan(_ fen: Int32) -> String {
        let value = fen.magnitude
        let cents = value % 100
        return "\(fen < 0 ? "-" : "")\(value / 100).\(cents < 10 ? "0" : "")\(cents)"
    }
}
