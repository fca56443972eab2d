import QRTickets
import SmartCard

/// The Chinese words of what can be wrong with codes, roots and revocation lists.
enum QRWords {
    static func chinese(_ error: RootFault) -> String { "字节 \(error.offset)：\(chinese(error.kind))" }

    private static func chinese(_ kind: RootFault.Kind) -> String {
        switch kind {
        case .empty: "没有根证书记录"
        case .tooMany: "根证书记录过多"
        case .truncated: "记录不完整"
        case .notRecord: "不是根证书记录"
        case .badKey: "公钥不在曲线上"
        case .badSignature: "自签名验证失败"
        case .twice: "索引重复"
        case .testKey: "测试密钥；仅可与 --test-roots 同用"
        }
    }

    static func chinese(_ error: RevocationFault) -> String { "字节 \(error.offset)：\(chinese(error.kind))" }

    private static func chinese(_ kind: RevocationFault.Kind) -> String {
        switch kind {
        case .tooLarge: "撤销名单过大"
        case .malformed: "不是撤销名单的行"
        case .badSignature: "不是由已信任的密钥签名"
        case .rolledBack: "比此前的名单更旧"
        }
    }

    static func chinese(_ fault: CodeFault) -> String {
        "字节 \(fault.offset)：\(CodeDisplay(fault.result, nil).chinese)（\(fault.result.rawValue)）"
    }
}

extension Wording {
    /// A rider's sentence.
    init(_ display: CodeDisplay) { self.init(display.english, display.chinese) }

    static func takesTime(_ option: String) -> Wording {
        takes(
            option, "seconds since 1970 or YYYY-MM-DD HH:MM:SS (local time of China; with T and Z: UTC)",
            "1970 年以来的秒数，或 YYYY-MM-DD HH:MM:SS（北京时间；带 T 和 Z 为 UTC）")
    }

    static let takesAccount = takes("--account", "1 to 16 printable ASCII characters", "1 至 16 个可见 ASCII 字符")
    static let noRoots = Wording(
        "no roots given: only FareGate's own test codes can be verified; give --roots FILE for others",
        "未给出根证书：仅能验证 FareGate 自己的测试码；其他二维码请用 --roots FILE")
    static let takesLane = takes("--lane", "a name of 1 to 48 bytes", "1 至 48 字节的名称")
    static let notListNumber = Wording(
        "not the number of the last revocation list; put it right or remove the file", "不是上一份撤销名单的序号；请更正或删除该文件")
    static let notAccountKey = Wording(
        "not a key: at least 32 hex digits are expected", "不是密钥：应为至少 32 位十六进制数字")
    static let accountKeyNotKept = Wording(
        "no folder to keep the account key in: account hashes differ from run to run",
        "没有可存放账号密钥的目录：每次运行的账号散列值不同")
}
