/// The kinds of card that can be made; the raw value is the name on the command line.
package enum CardProfile: String, CaseIterable, Sendable {
    /// UnionPay debit, 19-digit number, 1152-bit key, static data signed.
    case quickPassDebit = "quickpass-debit"
    /// UnionPay credit, 16-digit number, 1024-bit key.
    case quickPassCredit = "quickpass-credit"
    /// UnionPay credit that can do RSA and SM2.
    case quickPassSM2 = "quickpass-sm2"
    /// An older UnionPay debit card without authentication for online transactions.
    case quickPassLegacy = "quickpass-legacy"
    /// UnionPay debit with electronic cash.
    case quickPassCash = "quickpass-cash"
    /// Visa with fast dynamic authentication.
    case visa
    /// T-Union: the purse, and the cash application before it.
    case tUnion = "t-union"
    /// Shenzhen Tong of the old make: the purse alone, no directory.
    case shenzhenTong = "shenzhen-tong"
    /// Visa with priority 1 and UnionPay credit with priority 2.
    case dualBrand = "dual-brand"
    /// A UnionPay card for the contact slot: signature by INTERNAL AUTHENTICATE, card exponent 65537.
    case contact = "unionpay-contact"

    /// One sentence for a list.
    package var summary: String {
        switch self {
        case .quickPassDebit: "UnionPay debit, 19-digit number, 1152-bit card key, signed static data"
        case .quickPassCredit: "UnionPay credit, 16-digit number, 1024-bit card key"
        case .quickPassSM2: "UnionPay credit with RSA and SM2"
        case .quickPassLegacy: "older UnionPay debit without authentication for online transactions"
        case .quickPassCash: "UnionPay debit with electronic cash"
        case .visa: "Visa with fast dynamic authentication"
        case .tUnion: "T-Union purse and cash application"
        case .shenzhenTong: "Shenzhen Tong, purse alone"
        case .dualBrand: "Visa first, UnionPay credit second"
        case .contact: "UnionPay contact card with dynamic authentication"
        }
    }

    /// The same in Chinese.
    package var chineseSummary: String {
        switch self {
        case .quickPassDebit: "银联借记卡，19 位卡号，1152 位卡密钥，静态数据签名"
        case .quickPassCredit: "银联贷记卡，16 位卡号，1024 位卡密钥"
        case .quickPassSM2: "银联贷记卡，RSA 和 SM2"
        case .quickPassLegacy: "旧版银联借记卡，联机交易不做脱机认证"
        case .quickPassCash: "银联借记卡，带电子现金"
        case .visa: "Visa，快速动态认证 (fDDA)"
        case .tUnion: "交通联合，电子钱包和电子现金"
        case .shenzhenTong: "深圳通，仅电子钱包"
        case .dualBrand: "双标卡，Visa 优先，其次银联贷记"
        case .contact: "银联接触式卡，动态数据认证"
        }
    }

    /// The applications in the order of the directory.
    var applications: [ApplicationKind] {
        switch self {
        case .quickPassDebit, .quickPassLegacy, .quickPassCash: [.unionPayDebit]
        case .quickPassCredit, .quickPassSM2: [.unionPayCredit]
        case .visa: [.visa]
        case .tUnion: [.tUnionCash, .tUnionPurse]
        case .shenzhenTong: [.shenzhenTong]
        case .dualBrand: [.visa, .unionPayCredit]
        case .contact: [.contact]
        }
    }
}
