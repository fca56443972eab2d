import EMV
import Gate
import QRTickets

/// Chinese words for what reports call by its name in English.
enum CardWords {
    /// A phase of a tap; a number behind it stays.
    static func phase(_ name: String, _ language: Language) -> String {
        let names = [
            "directory": "目录", "select": "选择应用", "options": "处理选项", "record": "读记录", "decision": "判定", "storage": "存储",
            "code": "验码", "reserve": "占用",
            "done": "结束", "file": "文件", "balance": "余额", "overdraft": "透支", "journey": "行程记录", "transaction": "交易记录",
            "initialise": "消费初始化", "update": "更新缓存", "debit": "扣款", "proof": "取交易认证", "purse": "选择钱包",
        ]
        let parts = name.replacing("select-purse", with: "purse").split(separator: "-", maxSplits: 1)
        guard language == .zh, let word = parts.first.flatMap({ names[String($0)] }) else { return name }
        return word + (parts.count > 1 ? "-\(parts[1])" : "")
    }

    /// The name of a reason; for a person who reads Chinese with its words before it.
    static func reason(_ code: String, _ language: Language) -> String {
        guard language == .zh, let words = reasons[code] else { return code }
        return "\(words) \(code)"
    }

    /// Of the gate, the kernel, the purse and the lane, by name. What two of them call alike means the same.
    private static let reasons: [String: String] = {
        var reasons = cardReasons
        for reason in KernelReason.allCases { reasons[reason.rawValue] = chinese(reason) }
        for reason in GateReason.allCases { reasons[reason.code] = chinese(reason) }
        for result in CodeResult.allCases where result != .accept && reasons[result.rawValue] == nil {
            reasons[result.rawValue] = CodeDisplay(result, nil).chinese
        }
        return reasons
    }()

    /// Reasons of the dialogue around the kernel, of purses and of the lane.
    private static let cardReasons = [
        "card-not-supported": "不支持此卡", "card-blocked": "卡片已锁定", "application-not-accepted": "应用未被接受",
        "card-removed": "卡片已移开", "link-fault": "通信错误", "card-answers-too-much": "卡片响应过多", "timed-out": "超时",
        "more-than-one-card": "感应区内多于一张卡", "amount-beyond-limit": "金额超限", "reader-fault": "读卡器故障",
        "no-random-numbers": "随机数不可用", "cannot-seal": "无法加密授权数据", "journal-busy": "日志忙", "journal-failed": "日志写入失败",
        "same-tap": "同一次刷卡", "journal-slow": "日志写入过慢",
        "waiting-for-document": "等待证件", "waiting-for-ticket": "等待车票", "unreadable-document": "证件无法识别",
        "no-rail-ticket": "不是火车票", "bad-rail-ticket": "车票数据有误",
        "barrier-failed": "闸门设备未接收信号", "replay-store-failed": "重放库故障",
        "debit-settled": "扣款已确认", "debit-not-proven": "扣款未经验证，请找工作人员", "read": "已读取", "debited": "已扣款",
        "debit-recovered": "扣款已恢复",
        "purse-is-read-only": "钱包只读", "application-blocked": "应用已锁定", "purse-file-missing": "缺少钱包文件",
        "purse-file-malformed": "钱包文件格式错误", "balance-unknown": "余额未知", "not-yet-valid": "卡片未生效",
        "already-inside": "已在站内", "not-entered": "无进站记录", "not-enough-money": "余额不足",
        "purse-counter-at-limit": "交易序号已满", "purse-key-not-supported": "不支持此密钥",
        "purse-algorithm-not-supported": "不支持此算法", "wrong-mac1": "MAC1 错误", "card-refused": "卡片拒绝",
        "bad-answer": "响应错误", "wrong-mac2": "MAC2 错误", "wrong-tac": "TAC 错误", "debit-undecided": "扣款结果未知",
        "key-module-failed": "PSAM 故障", "intent-not-kept": "扣款意图未保存", "refused-by-gate": "闸机拒绝",
    ]

    /// Why the gate decided so.
    private static func chinese(_ reason: GateReason) -> String {
        switch reason {
        case .entered: "已进站"
        case .enteredAgain: "再次进站，上次行程无出站记录"
        case .passBack: "同一张卡短时间内重复刷卡"
        case .completed: "行程完成"
        case .completedUnpriced: "行程完成，车站未知，无法计价"
        case .farePending: "无进站记录，票价待定"
        case .exitedAgain: "再次出站，票价待定"
        case .entryUnknown: "无进站记录"
        case .lateEntry: "迟到的进站记录"
        case .outOfOrder: "早于已结算的行程"
        case .busRide: "公交乘车"
        case .mediumNotAccepted: "该日期不受理此介质"
        case .riderNotKnown: "该日期无此乘客类别"
        case .noFare: "票价表无此区间"
        case .noBusinessFare: "此区间无商务车厢票价"
        case .mediumNotInBusiness: "商务车厢不受理此介质"
        case .passExpired: "计时票已过期"
        case .resumed: "已记录的刷卡，再次开门"
        case .denied: "卡片在黑名单中"
        case .barred: "此卡号刚在本机认证失败，暂不受理"
        case .limitExceeded: "票价超过单次付款限额"
        case .alreadyUsed: "一次行程的车票已使用"
        case .documentMismatch: "证件与车票不符"
        case .wrongStation: "车票不是本站的"
        case .wrongDate: "车票不是当日的"
        case .checkInNotOpen: "尚未开始检票"
        case .checkInClosed: "已停止检票"
        case .unknownTrain: "无此车次"
        case .trainCancelled: "列车停运"
        case .noTicket: "无票证"
        case .orderFree: "进出次序免检"
        case .fareFree: "免收车费"
        case .chargeLater: "车费后收"
        case .trainFault: "列车故障，本程免费"
        case .emergencyRelease: "紧急放行，免补票"
        }
    }

    /// Why the kernel ended as it did.
    private static func chinese(_ reason: KernelReason) -> String {
        switch reason {
        case .authorisedLater: "卡片真实，事后授权"
        case .approvedOffline: "脱机批准"
        case .noAuthenticationData: "无脱机认证数据"
        case .authenticationFailed: "脱机认证失败"
        case .wrongProfile: "交易方式不符"
        case .cardDeclined: "卡片拒绝"
        case .onlineRequired: "需要联机"
        case .expired: "卡片已过期"
        case .notYetEffective: "卡片未生效"
        case .currencyMismatch: "币种不符"
        case .usageNotAllowed: "不允许此用途"
        case .verificationRequired: "需要验证持卡人"
        case .denied: "卡片在黑名单中"
        case .counterIsZero: "交易计数器为零"
        case .cardNumberMissing: "缺少卡号"
        case .cardNumberMismatch: "卡号不一致"
        case .expirationDateMissing: "缺少失效日期"
        case .conditionsNotSatisfied: "使用条件不满足"
        case .optionsRefused: "卡片拒绝处理选项"
        case .deviceVerificationWanted: "请在手机上验证"
        case .applicationDataInvalid: "应用数据无效"
        case .optionsListMissing: "缺少处理选项列表"
        case .answerMalformed: "响应格式错误"
        case .duplicateObject: "数据对象重复"
        case .mandatoryObjectMissing: "缺少必备数据"
        case .cryptogramTypeInvalid: "密文类型无效"
        case .fileLocatorInvalid: "文件定位器无效"
        case .recordMissing: "缺少记录"
        case .recordInvalid: "记录无效"
        }
    }
}
