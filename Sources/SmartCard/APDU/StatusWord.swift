/// The two bytes at the end of every answer of a card (ISO/IEC 7816-4, 5.1.3, from public sources).
public struct StatusWord: RawRepresentable, Hashable, Sendable {
    /// SW1 and SW2.
    public let rawValue: UInt16

    public init(rawValue: UInt16) { self.rawValue = rawValue }
    public init(_ sw1: UInt8, _ sw2: UInt8) { rawValue = UInt16(sw1) << 8 | UInt16(sw2) }

    /// The first byte: the class of the answer.
    public var sw1: UInt8 { UInt8(rawValue >> 8) }
    /// The second byte: its detail.
    public var sw2: UInt8 { UInt8(truncatingIfNeeded: rawValue) }

    /// Fine.
    public static let success = StatusWord(rawValue: 0x9000)
    /// The selected file is blocked.
    public static let fileBlocked = StatusWord(rawValue: 0x6283)
    /// The command does not fit the card's state.
    public static let conditionsNotSatisfied = StatusWord(rawValue: 0x6985)
    /// The command is not allowed now; a phone wants its own verification.
    public static let commandNotAllowed = StatusWord(rawValue: 0x6986)
    /// The function is not supported; in answer to SELECT, the card is blocked.
    public static let functionNotSupported = StatusWord(rawValue: 0x6A81)
    /// No such file or application.
    public static let fileNotFound = StatusWord(rawValue: 0x6A82)
    /// No such record.
    public static let recordNotFound = StatusWord(rawValue: 0x6A83)
    /// A purse or key module was given a wrong MAC.
    package static let wrongMAC = StatusWord(rawValue: 0x9302)
    /// A purse has not enough money.
    package static let notEnoughMoney = StatusWord(rawValue: 0x9401)

    /// Whether more of the answer waits for GET RESPONSE (`61xx`).
    public var hasMoreData: Bool { sw1 == 0x61 }
    /// Whether the command should be repeated with the length in ``sw2`` (`6Cxx`).
    public var asksForLength: Bool { sw1 == 0x6C }
    /// Whether the command was carried out, with a warning (`62xx`, `63xx`).
    public var isWarning: Bool { sw1 == 0x62 || sw1 == 0x63 }

    /// What it says, for people.
    public var meaning: String {
        switch rawValue {
        case 0x9000: "normal processing"
        case 0x6283: "selected file blocked"
        case 0x6300: "authentication failed"
        case 0x6581: "memory failure"
        case 0x6700: "wrong length"
        case 0x6982: "security status not satisfied"
        case 0x6983: "authentication method blocked"
        case 0x6984: "referenced data invalidated"
        case 0x6985: "conditions of use not satisfied"
        case 0x6986: "command not allowed"
        case 0x6A80: "wrong data"
        case 0x6A81: "function not supported, or card blocked"
        case 0x6A82: "file or application not found"
        case 0x6A83: "record not found"
        case 0x6A86: "wrong P1 or P2"
        case 0x6A88: "referenced data not found"
        case 0x6B00: "wrong P1 or P2"
        case 0x6D00: "instruction not supported"
        case 0x6E00: "class not supported"
        case 0x9301: "not enough money"
        case 0x9302: "wrong MAC"
        case 0x9303: "application permanently locked"
        case 0x9401: "not enough money"
        case 0x9402: "transaction counter at its limit"
        case 0x9403: "key index not supported"
        case 0x9406: "required MAC not available"
        default:
            switch sw1 {
            case 0x61: "\(sw2 == 0 ? 256 : Int(sw2)) more bytes wait"
            case 0x62, 0x63: "warning"
            case 0x64, 0x65: "execution error"
            case 0x6C: "wrong Le, \(sw2 == 0 ? 256 : Int(sw2)) is right"
            case 0x67...0x6F: "checking error"
            default: "unknown"
            }
        }
    }
}

extension StatusWord {
    /// What it says, in Chinese.
    public var chineseMeaning: String {
        switch rawValue {
        case 0x9000: "正常处理"
        case 0x6283: "选择的文件已锁定"
        case 0x6300: "认证失败"
        case 0x6581: "内存失败"
        case 0x6700: "长度错误"
        case 0x6982: "不满足安全状态"
        case 0x6983: "认证方法锁定"
        case 0x6984: "引用数据无效"
        case 0x6985: "使用条件不满足"
        case 0x6986: "不允许的命令"
        case 0x6A80: "数据错误"
        case 0x6A81: "功能不支持，或卡片锁定"
        case 0x6A82: "文件或应用未找到"
        case 0x6A83: "记录未找到"
        case 0x6A86, 0x6B00: "P1 或 P2 错误"
        case 0x6A88: "引用数据未找到"
        case 0x6D00: "不支持的指令"
        case 0x6E00: "不支持的类别"
        case 0x9301, 0x9401: "金额不足"
        case 0x9302: "MAC 错误"
        case 0x9303: "应用永久锁定"
        case 0x9402: "交易计数器达到最大值"
        case 0x9403: "密钥索引不支持"
        case 0x9406: "所需 MAC 不可用"
        default:
            switch sw1 {
            case 0x61: "还有 \(sw2 == 0 ? 256 : Int(sw2)) 字节"
            case 0x62, 0x63: "警告"
            case 0x64, 0x65: "执行错误"
            case 0x6C: "Le 错误，应为 \(sw2 == 0 ? 256 : Int(sw2))"
            case 0x67...0x6F: "校验错误"
            default: "未知"
            }
        }
    }
}

extension StatusWord: CustomStringConvertible {
    public var description: String { Hex.text([sw1, sw2]) }
}
