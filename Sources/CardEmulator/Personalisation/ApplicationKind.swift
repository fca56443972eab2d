/// An application that a card can hold; the raw value is its name in a card image.
package enum ApplicationKind: String, CaseIterable, Sendable {
    case unionPayDebit = "unionpay-debit"
    case unionPayCredit = "unionpay-credit"
    case unionPayQuasiCredit = "unionpay-quasi-credit"
    case visa
    case tUnionCash = "t-union-cash"
    case tUnionPurse = "t-union-purse"
    case shenzhenTong = "shenzhen-tong"
    case contact

    /// The name it is selected by (emv.md 3.1).
    package var identifier: [UInt8] {
        switch self {
        case .unionPayDebit, .contact: [0xA0, 0x00, 0x00, 0x03, 0x33, 0x01, 0x01, 0x01]
        case .unionPayCredit: [0xA0, 0x00, 0x00, 0x03, 0x33, 0x01, 0x01, 0x02]
        case .unionPayQuasiCredit: [0xA0, 0x00, 0x00, 0x03, 0x33, 0x01, 0x01, 0x03]
        case .visa: [0xA0, 0x00, 0x00, 0x00, 0x03, 0x10, 0x10]
        case .tUnionPurse: [0xA0, 0x00, 0x00, 0x06, 0x32, 0x01, 0x01, 0x05]
        case .tUnionCash: [0xA0, 0x00, 0x00, 0x06, 0x32, 0x01, 0x01, 0x06]
        case .shenzhenTong: Array("PAY.SZT".utf8)
        }
    }

    /// What tag `50` says.
    var label: String {
        switch self {
        case .unionPayDebit, .contact: "UnionPay Debit"
        case .unionPayCredit: "UnionPay Credit"
        case .unionPayQuasiCredit: "UnionPay Quasi"
        case .visa: "VISA CREDIT"
        case .tUnionCash: "MOT_T_CASH"
        case .tUnionPurse: "MOT_T_EP"
        case .shenzhenTong: "SZT"
        }
    }

    /// Whether it is a purse read by files rather than a payment application.
    var isPurse: Bool { self == .tUnionPurse || self == .shenzhenTong }

    /// The scheme whose CA keys vouch for it.
    var scheme: [UInt8] {
        switch self {
        case .visa: TestCertificationAuthority.visa
        case .tUnionCash, .tUnionPurse, .shenzhenTong: TestCertificationAuthority.tUnion
        default: TestCertificationAuthority.unionPay
        }
    }
}
