import Bundles
import SmartCard

/// What is said of bundles and their keys.
extension Wording {
    static let keyIsThere = Wording("is there already; give another name", "文件已存在；请换一个名称")
    static let notPublicKey = Wording(
        "not a public key: 64 hex digits, or the file of a private key", "不是公钥：应为 64 位十六进制数字，或私钥文件")
    static let rootsNotSigned = Wording(
        "none of its own root keys has signed it; make it with \"faregate bundle roots\"",
        "没有其自身根密钥的签名；请用 \"faregate bundle roots\" 生成")
    static let oneInput = Wording("give one input; only a set has several.", "请只给出一个输入；只有 set 可有多个。")
    static let denyListOnly = Wording(
        "--token-key and --base are for --type deny-list.", "--token-key 和 --base 仅用于 --type deny-list。")
    static let denyListNeedsTokenKey = Wording(
        "a deny list needs --token-key, the key that cards are known by.", "黑名单需要 --token-key，即卡号令牌的密钥。")
    static let expiresLater = Wording(
        "--expires must be later than --not-before and --issued.", "--expires 须晚于 --not-before 和 --issued。")
    static let notNetworkFolder = Wording(
        "no files, more than \(BundledFiles.mostFiles), or a name with other characters than letters, digits, - _ .",
        "没有文件，或超过 \(BundledFiles.mostFiles) 个，或文件名含有字母、数字、- _ . 以外的字符")
    static let notBase = Wording(
        "not a full deny list of a lower version", "不是版本较低的完整黑名单")
    static let notDenyLine = Wording(
        "neither \"token\" and 32 hex digits, nor \"par\" and a reference of at most 29 characters, nor \"version\"",
        "既不是 \"token\" 加 32 位十六进制数字，也不是 \"par\" 加最多 29 个字符的参考号，也不是 \"version\"")
    static let notPlainFile = Wording(
        "a folder, a link or a device; a network's folder has files only", "是目录、链接或设备；线网目录中只能有文件")
    static let issuedLater = Wording(
        "--issued is later than now: gates refuse the bundle until then", "--issued 晚于现在：此前闸机会拒绝该参数包")
    static let rootsWithoutSigner = Wording(
        "no --signer is named: gates take no bundle by these roots", "未给出 --signer：闸机不会接受任何参数包")
    static let rootsOutOfDate = Wording(
        "--expires has passed: gates take nothing by these roots", "--expires 已过：闸机不会接受任何参数包")
    static let from = Wording("from", "自")
    static let until = Wording("until", "至")

    static func isInput(_ input: String) -> Wording {
        Wording("would take the place of \(input), which is read", "会覆盖要读取的 \(input)")
    }

    static func liesInInput(_ folder: String) -> Wording {
        Wording("lies in \(folder), which is read whole; give a place outside it", "位于要整体读取的 \(folder) 内；请放在其外")
    }

    static func liesIn(_ folder: String) -> Wording {
        Wording("lies in \(folder), which has files of its own only", "位于 \(folder) 内，该目录只能有自己的文件")
    }

    static func notStore(_ name: String) -> Wording {
        Wording(
            "no store of bundles: it has \(name) and no state; give an empty or a new folder",
            "不是参数包库：其中有 \(name) 而没有状态文件；请给出空目录或新目录")
    }

    static func noRoom(_ bytes: Int) -> Wording {
        Wording("the disk has no room for \(bytes) bytes; nothing was changed", "磁盘空间不足 \(bytes) 字节；未作更改")
    }

    static func otherThanInForce(_ number: UInt32) -> Wording {
        Wording(
            "made for another token key (number \(number)) than the list in force; --new-token-key takes it all the same",
            "为另一令牌密钥（编号 \(number)）制作，与正在使用的名单不同；--new-token-key 可强制安装")
    }

    static func rootsAreNo(_ type: BundleType) -> Wording {
        Wording("a root set where a \(type.rawValue) is expected", "是根列表，应为 \(type.rawValue)")
    }

    static func rootsInstalled(_ version: UInt64) -> Wording {
        Wording("roots \(version) in force", "根列表 \(version) 已生效")
    }

    static func notMember(_ type: BundleType) -> Wording {
        Wording(
            "a second \(type.rawValue), or a set; a set names one bundle of a type",
            "\(type.rawValue) 重复，或为 set；set 中每种类型只能有一个")
    }

    static func otherListVersion(_ version: UInt64) -> Wording {
        Wording("the list names another version than --version \(version)", "名单中的版本与 --version \(version) 不同")
    }

    /// What came of an installation that was not refused.
    static func installed(_ outcome: BundleInstallation) -> Wording {
        switch outcome {
        case .inForce(let manifest): of(manifest, "in force", "已生效")
        case .waiting(let manifest):
            of(
                manifest, "kept; in force from \(BundleReport.moment(manifest.notBefore)) on",
                "已保存；\(BundleReport.moment(manifest.notBefore)) 起生效")
        case .notInSet(let manifest): of(manifest, "kept; waits for a set that names it", "已保存；待 set 指明后生效")
        case .alreadyHere(let manifest): of(manifest, "was here before", "此前已安装")
        case .refused(let refusal): Wording(of: refusal)
        }
    }

    private static func of(_ manifest: BundleManifest, _ english: String, _ chinese: String) -> Wording {
        let name = "\(manifest.type.rawValue) \(manifest.version)"
        return Wording("\(name) \(english)", "\(name) \(chinese)")
    }

    /// What is wrong, for somebody to look at.
    init(of alarm: BundleAlarm) { self.init(alarm.description, BundleWords.chinese(alarm)) }
}
