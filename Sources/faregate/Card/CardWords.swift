import EMV
import Gate

/// Chinese words for what reports call by its name in English.
enum CardWords {
    /// A phase of a tap; a number behind it stays.
    static func phase(_ name: String, _ language: Language) -> String {
        let names = [
            "directory": "目录", "select": "选择应用", "options": "处理选项", "record": "读记录", "decision": "判定", "storage": "存储",
            "done": "结束",
        ]
        let parts = name.split(separator: "-", maxSplits: 1)
        guard language == .zh, let word = parts.first.flatMap({ names[String($0)] }) else { return name }
        return word + (parts.count > 1 ? "-\(parts[1])" : "")
    }

    /// Why the gate decided so.
    static func chinese(_ reason: GateReason) -> String {
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
        }
    }

    /// Why the card's side of a tap ended as it did.
    static func chinese(_ reason: TapReason) -> String {
        switch reason {
        case .kernel(let reason): chinese(reason)
        case .notSupported: "不支持此卡"
        case .blocked: "卡片已锁定"
        case .notAccepted: "应用未被接受"
        case .removed: "卡片已移开"
        case .linkFault: "通信错误"
        case .tooMuch: "卡片响应过多"
        case .timedOut: "超时"
        case .collision: "感应区内多于一张卡"
        case .limitExceeded: "金额超限"
        case .readerFault: "读卡器故障"
        }
    }

    /// Why the kernel ended as it did.
    static func chinese(_ reason: KernelReason) -> String {
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
