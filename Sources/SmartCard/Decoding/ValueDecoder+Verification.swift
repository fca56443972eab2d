/// Cardholder verification: list `8E` and results `9F34` (EMV Book 3, annex C3; Book 4, annex A4; codes compared with
/// openemv/emv-utils, pages not read).
extension ValueDecoder {
    static func cvmList(_ value: [UInt8]) -> [DecodedLine] {
        guard value.count >= 8, value.count % 2 == 0 else {
            return [.wrongLength(value.count, expected: "10, 12, 14 ...")]
        }
        var lines = [
            DecodedLine(Wording("amount X", "金额 X"), amount(Digits.binary(value[0..<4])).meaning),
            DecodedLine(Wording("amount Y", "金额 Y"), amount(Digits.binary(value[4..<8])).meaning),
        ]
        for at in stride(from: 8, to: value.count, by: 2) {
            let method = method(value[at])
            let condition = condition(value[at + 1])
            let goesOn =
                value[at] & 0x40 != 0
                ? Wording("if it fails, next rule", "失败则尝试下一条") : Wording("if it fails, stop", "失败则终止")
            lines.append(
                DecodedLine(
                    Wording("rule \((at - 6) / 2)", "规则 \((at - 6) / 2)"),
                    Wording(
                        "\(method.english), \(condition.english); \(goesOn.english)",
                        "\(method.chinese)，\(condition.chinese)；\(goesOn.chinese)")))
        }
        return lines
    }

    static func cvmResults(_ value: [UInt8]) -> [DecodedLine] {
        guard value.count == 3 else { return [.wrongLength(value.count, expected: "3")] }
        let results = [Wording("unknown", "未知"), Wording("failed", "失败"), Wording("successful", "成功")]
        return [
            DecodedLine(
                Wording("performed", "执行的方法"),
                value[0] == 0x3F ? Wording("no CVM performed", "未执行 CVM") : method(value[0])),
            DecodedLine(Wording("condition", "条件"), condition(value[1])),
            DecodedLine(
                Wording("result", "结果"),
                value[2] < 3 ? results[Int(value[2])] : Wording("not in the list", "未收录")),
        ]
    }

    private static func method(_ code: UInt8) -> Wording {
        let biometrics = [
            Wording("facial biometric", "面部识别"), Wording("finger biometric", "指纹识别"), Wording("palm biometric", "掌纹识别"),
            Wording("iris biometric", "虹膜识别"), Wording("voice biometric", "声纹识别"),
        ]
        switch code & 0x3F {
        case 0x00: return Wording("fail CVM processing", "CVM 失败处理")
        case 0x01: return Wording("plaintext PIN verified by the card", "脱机明文 PIN")
        case 0x02: return Wording("enciphered PIN verified online", "联机加密 PIN")
        case 0x03: return Wording("plaintext PIN verified by the card and signature", "脱机明文 PIN 加签名")
        case 0x04: return Wording("enciphered PIN verified by the card", "脱机加密 PIN")
        case 0x05: return Wording("enciphered PIN verified by the card and signature", "脱机加密 PIN 加签名")
        case 0x06...0x0F:
            let kind = biometrics[Int(code & 0x3F - 6) / 2]
            return code & 1 == 0
                ? Wording("\(kind.english) verified by the card", "脱机\(kind.chinese)")
                : Wording("\(kind.english) verified online", "联机\(kind.chinese)")
        case 0x1E: return Wording("signature", "签名")
        case 0x1F: return Wording("no CVM required", "无需 CVM")
        case 0x20: return Wording("cardholder certificate (PBOC)", "持卡人证件出示 (PBOC)")
        default:
            return Wording("method \(Hex.text([code & 0x3F])), not in the list", "方法 \(Hex.text([code & 0x3F]))，未收录")
        }
    }

    private static func condition(_ code: UInt8) -> Wording {
        let known = [
            Wording("always", "总是"), Wording("if unattended cash", "如果是无人值守现金交易"),
            Wording("if neither cash nor cashback", "如果不是现金或返现交易"),
            Wording("if the terminal supports the CVM", "如果终端支持该 CVM"), Wording("if manual cash", "如果是人工现金交易"),
            Wording("if purchase with cashback", "如果是返现交易"),
            Wording("if in the application currency and under X", "如果使用应用货币且低于 X"),
            Wording("if in the application currency and over X", "如果使用应用货币且高于 X"),
            Wording("if in the application currency and under Y", "如果使用应用货币且低于 Y"),
            Wording("if in the application currency and over Y", "如果使用应用货币且高于 Y"),
        ]
        return Int(code) < known.count
            ? known[Int(code)]
            : Wording("condition \(Hex.text([code])), not in the list", "条件 \(Hex.text([code]))，未收录")
    }
}
