/// Plain values: dates, amounts, codes, text.
extension ValueDecoder {
    func fieldLines(_ value: [UInt8], _ context: Context) -> [DecodedLine]? {
        switch self {
        case .none: []
        case .date: [Self.date(value)]
        case .time: [Self.time(value)]
        case .amount, .balance: [Self.amount(Digits.number(value))]
        case .binaryAmount: [Self.amount(Digits.binary(value))]
        case .country: [Self.code(value, CodeNames.countries, Wording("country", "国家"))]
        case .currency: [Self.code(value, CodeNames.currencies, Wording("currency", "货币"))]
        case .merchantCategory: [Self.code(value, CodeNames.merchantCategories, Wording("category", "类别"))]
        case .language: Self.languages(value)
        case .text: [Self.text(value)]
        case .counter: [Self.number(Digits.binary(value))]
        case .digits: [Self.number(Digits.number(value))]
        case .terminalType: Self.terminalType(value)
        case .posEntryMode: [Self.oneByte(value, CodeNames.posEntryModes, Wording("entry mode", "输入方式"), hex: true)]
        case .transactionType:
            [Self.oneByte(value, CodeNames.transactionTypes, Wording("transaction", "交易"), hex: true)]
        case .accountType: [Self.oneByte(value, CodeNames.accountTypes, Wording("account", "账户"), hex: true)]
        case .readerCapabilities: [Self.readerCapabilities(value)]
        case .serviceCode: [Self.number(Digits.number(value))]
        case .responseCode: [Self.text(value)]
        default: nil
        }
    }

    /// `2019-07-18` from two-digit (YYMMDD) or four-digit years; odd dates are shown and called so.
    static func date(_ value: some Collection<UInt8>) -> DecodedLine {
        let part = Wording("date", "日期")
        let digits = Hex.text(value)
        guard [3, 4].contains(value.count) else {
            return .wrongLength(value.count, expected: "3")
        }
        // EMV Book 4, 6.7.3 from public sources: years 50-99 are 1950-1999.
        let century = value.count == 4 ? "" : (0x50...0x99).contains(value.first ?? 0) ? "19" : "20"
        let all = Array(century + digits)
        let text = "\(String(all[0..<4]))-\(String(all[4..<6]))-\(String(all[6..<8]))"
        let month = Int(String(all[4..<6])) ?? 0
        let day = Int(String(all[6..<8])) ?? 0
        guard Digits.areDecimal(value), (1...12).contains(month), (1...31).contains(day) else {
            return DecodedLine(part, Wording("\(text), not a date", "\(text)，不是日期"))
        }
        return DecodedLine(part, Wording(text))
    }

    static func time(_ value: some Collection<UInt8>) -> DecodedLine {
        let all = Array(Hex.text(value))
        guard all.count == 6 else { return .wrongLength(value.count, expected: "3") }
        let text = "\(String(all[0..<2])):\(String(all[2..<4])):\(String(all[4..<6]))"
        let isTime =
            Digits.areDecimal(value) && (Int(String(all[0..<2])) ?? 24) < 24 && (Int(String(all[2..<4])) ?? 60) < 60
        return DecodedLine(
            Wording("time", "时间"), isTime ? Wording(text) : Wording("\(text), not a time", "\(text)，不是时间"))
    }

    /// An amount in minor units with the two decimals of yuan, dollars and most others.
    static func amount(_ number: Int?) -> DecodedLine {
        guard let number else {
            return DecodedLine(Wording("amount", "金额"), Wording("not a number", "不是数字"))
        }
        let rest = number % 100
        let text = "\(number / 100).\(rest < 10 ? "0" : "")\(rest)"
        return DecodedLine(Wording("amount", "金额"), Wording("\(text) (with two decimals)", "\(text)（按两位小数）"))
    }

    private static func number(_ number: Int?) -> DecodedLine {
        DecodedLine(
            Wording("number", "数值"), number.map { Wording(String($0)) } ?? Wording("not a number", "不是数字"))
    }

    /// A three-digit code in two bytes, or two or three letters.
    private static func code(_ value: [UInt8], _ names: [CodeName], _ part: Wording) -> DecodedLine {
        let isText = value.allSatisfy { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
        let digits = Hex.text(value)
        let code =
            isText && !value.isEmpty
            ? String(decoding: value, as: UTF8.self)
            : String(digits.hasPrefix("0") ? digits.dropFirst() : Substring(digits))
        let full = isText ? code : digits
        guard let found = names.first(where: { $0.numeric == full || $0.numeric == code || $0.letters.contains(code) })
        else { return DecodedLine(part, Wording("\(code), not in the list", "\(code)，未收录")) }
        return DecodedLine(
            part, Wording("\(code) \(found.name.english)", "\(code) \(found.name.chinese)"))
    }

    private static func languages(_ value: [UInt8]) -> [DecodedLine] {
        stride(from: 0, to: value.count - 1, by: 2).map { at in
            let code = shownText(value[at..<(at + 2)])
            let name = CodeNames.languages.first { $0.letters.contains(code) }?.name
            return DecodedLine(Wording("language \(at / 2 + 1)", "语言 \(at / 2 + 1)"), name ?? Wording(code))
        }
    }

    /// Text in ASCII; other bytes need a code table, which the caller may have.
    private static func text(_ value: [UInt8]) -> DecodedLine {
        DecodedLine(
            Wording("text", "文本"),
            value.isEmpty ? Wording("empty", "空") : Wording("\"\(shownText(value))\""))
    }

    /// Printable ASCII, `.` for any other byte.
    static func shownText(_ value: some Sequence<UInt8>) -> String {
        String(decoding: value.map { (0x20...0x7E).contains($0) ? $0 : 0x2E }, as: UTF8.self)
    }

    static func oneByte(_ value: [UInt8], _ names: [CodeName], _ part: Wording, hex: Bool) -> DecodedLine {
        guard value.count == 1 else { return .wrongLength(value.count, expected: "1") }
        let code = Hex.text(value)
        guard let name = names.first(where: { $0.numeric == code })?.name else {
            return DecodedLine(part, Wording("\(code), not in the list", "\(code)，未收录"))
        }
        return DecodedLine(part, name)
    }

    /// EMV Book 4, annex A1.
    private static func terminalType(_ value: [UInt8]) -> [DecodedLine] {
        guard value.count == 1 else { return [.wrongLength(value.count, expected: "1")] }
        let operators = [
            "1": Wording("financial institution", "金融机构"), "2": Wording("merchant", "商户"),
            "3": Wording("cardholder", "持卡人"),
        ]
        let environments = [
            Wording("attended, online only", "有人值守，仅联机"),
            Wording("attended, offline with online capability", "有人值守，脱机并可联机"),
            Wording("attended, offline only", "有人值守，仅脱机"),
            Wording("unattended, online only", "无人值守，仅联机"),
            Wording("unattended, offline with online capability", "无人值守，脱机并可联机"),
            Wording("unattended, offline only", "无人值守，仅脱机"),
        ]
        let low = Int(value[0] & 15)
        let unknown = Wording("not in the list", "未收录")
        return [
            DecodedLine(Wording("controlled by", "控制方"), operators[String(value[0] >> 4)] ?? unknown),
            DecodedLine(
                Wording("environment", "环境"), (1...6).contains(low) ? environments[low - 1] : unknown),
        ]
    }

    /// American Express's `9F6D` (contactless book C-4, table 4-2).
    private static func readerCapabilities(_ value: [UInt8]) -> DecodedLine {
        guard value.count == 1 else { return .wrongLength(value.count, expected: "1") }
        let meaning: Wording =
            switch value[0] & 0xC8 {
            case 0x40: Wording("mag-stripe, CVM not required", "磁条，无需 CVM")
            case 0x48: Wording("mag-stripe, CVM required", "磁条，需要 CVM")
            case 0xC0: Wording("EMV and mag-stripe, CVM not required", "EMV 和磁条，无需 CVM")
            case 0xC8: Wording("EMV and mag-stripe, CVM required", "EMV 和磁条，需要 CVM")
            default: Wording("no longer used", "已停用")
            }
        return DecodedLine(Wording("reader", "读卡器"), meaning)
    }
}
