import QRTickets
import SmartCard

/// What is said of an operator's own keys, roots and revocation lists.
extension Wording {
    static func notSecret(_ bytes: Int) -> Wording {
        Wording("not a key: a file of \(2 * bytes) hex digits is expected", "不是密钥：应为 \(2 * bytes) 位十六进制数字的文件")
    }

    static func secretIsOpen(_ path: String) -> Wording {
        Wording(
            "group or others may use this key; chmod 600 \(path)", "同组或其他用户可使用此密钥；请执行 chmod 600 \(path)")
    }

    static let notAuthority = Wording(
        "has files, but is not the folder of an authority; give another one",
        "目录中已有文件，但不是签发机构的密钥目录；请换一个目录")
    static let notSettings = Wording("not the settings of an authority", "不是签发机构的设置文件")
    static let keysMade = Wording(
        "new private keys; whoever has them can issue codes", "已生成新私钥；持有者均可签发二维码")

    static func authorityIsThere(_ folder: String) -> Wording {
        Wording(
            "\(folder) has its keys already; give --keys and --out only, or another folder.",
            "\(folder) 中已有密钥；请只给出 --keys 和 --out，或换一个目录。")
    }

    static func takesOtherFile(_ option: String) -> Wording {
        takes(option, "a file that is none of the authority's own", "非签发机构自身的文件")
    }

    static let takesLastMonth = takes(
        "--until", "YYYY-MM, not before --from and not after 2099-12", "YYYY-MM，不早于 --from 且不晚于 2099-12")

    static func takesRevoked(_ kind: RevokedItem.Kind) -> Wording {
        switch kind {
        case .issuer, .platform: takes("--\(kind.rawValue)", "FORMAT:HEX, such as mot-v2:02110001")
        case .serial: takes("--serial", "FORMAT:ISSUER:SERIAL, such as mot-v2:02110001:000001")
        case .account:
            takes(
                "--account", "FORMAT:PLATFORM:NAME or FORMAT:HASH, such as fg:00000001:8800000000000001",
                "FORMAT:PLATFORM:NAME 或 FORMAT:HASH，如 fg:00000001:8800000000000001")
        }
    }

    static let railwayHasNoKeys = Wording(
        "uic-u2 is issued by the test issuer only; leave out --keys.", "uic-u2 仅由测试签发方签发；请去掉 --keys。")
}
