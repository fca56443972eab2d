/// Values of the card's files and of the transaction: lists, identifiers, track 2.
extension ValueDecoder {
    func cardLines(_ value: [UInt8], _ context: Context) -> [DecodedLine]? {
        switch self {
        case .cvm: Self.cvmList(value)
        case .cvmResults: Self.cvmResults(value)
        case .iad: IssuerApplicationData.lines(value, scheme: context.scheme)
        case .cid: Self.cryptogramInformation(value)
        case .afl: Self.fileLocator(value)
        case .dol: Self.objectList(value, context)
        case .tagList: Self.tags(value, context)
        case .trackTwo: Self.trackTwo(value, context)
        case .pan: [DecodedLine(Wording("number", "卡号"), Wording(context.shown(Digits.leading(value))))]
        case .priority: Self.priority(value)
        case .kernelIdentifier: Self.kernel(value)
        case .applicationIdentifier: Self.application(value)
        case .registeredProprietaryData: Self.registeredData(value)
        case .logEntry: Self.logEntry(value)
        case .authenticationData: Self.authenticationData(value, context)
        case .smIndicator: [Self.indicator(value, "SM2, SM3 and SM4 supported", "支持国密算法")]
        case .cappIndicator: [Self.indicator(value, "CAPP transaction", "分段扣费交易")]
        case .cashIndicator: [Self.indicator(value, "electronic cash supported", "支持电子现金")]
        case .thirdPartyData: Self.thirdPartyData(value)
        default: nil
        }
    }

    /// Cryptogram information data `9F27` (EMV Book 3, table 15, from public sources).
    static func cryptogramInformation(_ value: [UInt8]) -> [DecodedLine] {
        guard value.count == 1, let byte = value.first else { return [.wrongLength(value.count, expected: "1")] }
        var lines = [DecodedLine(Wording("cryptogram", "密文"), cryptogramType(byte))]
        if byte & 0x08 != 0 { lines.append(DecodedLine(Wording("advice", "通知"), Wording("required", "需要通知"))) }
        let reasons = [
            1: Wording("service not allowed", "不允许服务"), 2: Wording("PIN try limit exceeded", "PIN 重试超限"),
            3: Wording("issuer authentication failed", "发卡行认证失败"),
        ]
        if let reason = reasons[Int(byte & 7)] { lines.append(DecodedLine(Wording("reason", "原因"), reason)) }
        return lines
    }

    /// AAC, TC or ARQC from the two upper bits.
    static func cryptogramType(_ byte: UInt8) -> Wording {
        switch byte & 0xC0 {
        case 0x00: Wording("AAC: declined", "AAC：拒绝")
        case 0x40: Wording("TC: approved offline", "TC：脱机批准")
        case 0x80: Wording("ARQC: online authorisation requested", "ARQC：请求联机")
        default: Wording("reserved", "保留")
        }
    }

    /// Application file locator `94` (EMV Book 3, 10.2, from public sources).
    private static func fileLocator(_ value: [UInt8]) -> [DecodedLine] {
        var lines: [DecodedLine] = []
        if value.count % 4 != 0 || value.isEmpty {
            lines.append(.wrongLength(value.count, expected: "4, 8, 12 ..."))
        }
        for at in stride(from: 0, to: value.count - 3, by: 4) {
            let sfi = value[at] >> 3
            let (first, last, signed) = (value[at + 1], value[at + 2], value[at + 3])
            let isWrong = !isFileEntry(value[at..<(at + 4)])
            let wrong = isWrong ? Wording("; not a valid entry", "；无效条目") : ""
            lines.append(
                DecodedLine(
                    Wording("SFI \(sfi)"),
                    Wording(
                        "records \(first) to \(last), \(signed) for offline data authentication\(wrong.english)",
                        "记录 \(first) 至 \(last)，其中 \(signed) 条用于脱机数据认证\(wrong.chinese)")))
        }
        return lines
    }

    /// Whether all entries of a file locator are valid.
    static func isFileLocator(_ value: [UInt8]) -> Bool {
        value.count % 4 == 0 && stride(from: 0, to: value.count, by: 4).allSatisfy { isFileEntry(value[$0..<($0 + 4)]) }
    }

    /// File, first and last record, number of signed records.
    private static func isFileEntry(_ entry: ArraySlice<UInt8>) -> Bool {
        let entry = Array(entry)
        return entry[0] & 7 == 0 && (1...30).contains(entry[0] >> 3) && entry[1] > 0 && entry[2] >= entry[1]
            && Int(entry[3]) <= Int(entry[2]) - Int(entry[1]) + 1
    }

    private static func objectList(_ value: [UInt8], _ context: Context) -> [DecodedLine] {
        var list = DataObjectList(0..<value.count)
        var lines: [DecodedLine] = []
        do {
            while let entry = try list.next(in: value.span) {
                let name = TagDictionary.entry(entry.tag, in: context.scheme)?.name ?? Wording("unknown tag", "未知标签")
                lines.append(
                    DecodedLine(
                        Wording(TLVTag.name(entry.tag)),
                        Wording(
                            "\(name.english), \(entry.length) byte\(entry.length == 1 ? "" : "s")",
                            "\(name.chinese)，\(entry.length) 字节")))
            }
        } catch {
            lines.append(DecodedLine(Wording("list", "列表"), Wording("\(error)")))
        }
        return lines
    }

    private static func tags(_ value: [UInt8], _ context: Context) -> [DecodedLine] {
        var lines: [DecodedLine] = []
        var at = 0
        while at < value.count {
            var tag = UInt32(value[at])
            let start = at
            at += 1
            if tag & 0x1F == 0x1F {
                repeat {
                    guard at < value.count, at - start < 3 else {
                        return lines + [
                            DecodedLine(
                                Wording("list", "列表"), Wording("byte \(start): no tag", "字节 \(start)：不是标签"))
                        ]
                    }
                    tag = tag << 8 | UInt32(value[at])
                    at += 1
                } while value[at - 1] & 0x80 != 0
            }
            lines.append(
                DecodedLine(
                    Wording(TLVTag.name(tag)),
                    TagDictionary.entry(tag, in: context.scheme)?.name ?? Wording("unknown tag", "未知标签")))
        }
        return lines
    }

    /// Track 2 equivalent data `57` (ISO/IEC 7813 as EMV Book 3 packs it, from public sources).
    private static func trackTwo(_ value: [UInt8], _ context: Context) -> [DecodedLine] {
        let nibbles = Digits.nibbles(value)
        let number = nibbles.prefix { $0 < 10 }
        let part = Wording("number", "卡号")
        var lines = [DecodedLine(part, Wording(context.shown(Digits.text(number))))]
        guard nibbles.count > number.count, nibbles[number.count] == 0xD else {
            lines.append(DecodedLine(Wording("separator", "分隔符"), Wording("missing", "缺失")))
            return lines
        }
        let rest = Array(nibbles[(number.count + 1)...].prefix { $0 < 10 })
        guard rest.count >= 7 else {
            lines.append(DecodedLine(Wording("expiry", "失效期"), Wording("missing", "缺失")))
            return lines
        }
        lines.append(
            DecodedLine(
                Wording("expiry", "失效期"),
                Wording("20\(Digits.text(rest[0..<2]))-\(Digits.text(rest[2..<4]))")))
        lines.append(DecodedLine(Wording("service code", "服务码"), Wording(Digits.text(rest[4..<7]))))
        let discretionary = Digits.text(rest[7...])
        lines.append(
            DecodedLine(
                Wording("discretionary data", "自定义数据"),
                Wording(context.reveals ? discretionary : String(repeating: "*", count: discretionary.count))))
        return lines
    }

    /// Application priority indicator `87` (EMV Book 1, table 13, from public sources).
    private static func priority(_ value: [UInt8]) -> [DecodedLine] {
        guard value.count == 1, let byte = value.first else { return [.wrongLength(value.count, expected: "1")] }
        var lines = [
            DecodedLine(
                Wording("priority", "优先级"),
                byte & 15 == 0
                    ? Wording("none given", "未指定") : Wording("\(byte & 15) (1 is highest)", "\(byte & 15)（1 最高）"))
        ]
        if byte & 0x80 != 0 {
            lines.append(
                DecodedLine(Wording("confirmation", "确认"), Wording("cardholder must confirm", "需持卡人确认")))
        }
        return lines
    }

    /// Kernel identifier `9F2A` (contactless book B, table 3-6, from public sources).
    private static func kernel(_ value: [UInt8]) -> [DecodedLine] {
        guard let byte = value.first else { return [.wrongLength(0, expected: "1, 3 ... 8")] }
        let part = Wording("kernel", "内核")
        let schemes = [
            0: Wording("default of the application identifier", "按 AID 缺省"),
            1: Wording("JCB or Visa (old)", "JCB 或 Visa（旧）"),
            2: Wording("Mastercard"), 3: Wording("Visa"), 4: Wording("American Express"), 5: Wording("JCB"),
            6: Wording("Discover"), 7: Wording("UnionPay", "银联"), 8: Wording("the common kernel", "通用内核"),
        ]
        switch byte >> 6 {
        case 0, 1:
            let number = Int(byte & 0x3F)
            let name = byte >> 6 == 0 ? schemes[number] : nil
            return [
                DecodedLine(
                    part,
                    Wording(
                        "\(number)\(name.map { " \($0.english)" } ?? "")",
                        "\(number)\(name.map { " \($0.chinese)" } ?? "")"))
            ]
        default:
            let kind =
                byte >> 6 == 2
                ? Wording("proprietary, international", "专有，国际") : Wording("proprietary, domestic", "专有，国内")
            return [DecodedLine(part, kind)] + (value.count < 3 ? [.wrongLength(value.count, expected: "3 ... 8")] : [])
        }
    }

    private static func application(_ value: [UInt8]) -> [DecodedLine] {
        let part = Wording("application", "应用")
        guard let name = ApplicationNames.name(of: value) else {
            let isText = value.count >= 5 && value.allSatisfy { (0x20...0x7E).contains($0) }
            return isText ? [DecodedLine(part, Wording("\"\(shownText(value))\""))] : []
        }
        return [DecodedLine(part, name)]
    }

    /// Application selection registered proprietary data `9F0A`: identifier 2, length 1, value, repeated
    /// (EMV Book 1, 12.5, from public sources).
    private static func registeredData(_ value: [UInt8]) -> [DecodedLine] {
        var lines: [DecodedLine] = []
        var at = 0
        while at < value.count {
            guard at + 3 <= value.count, at + 3 + Int(value[at + 2]) <= value.count else {
                lines.append(DecodedLine(Wording("entry", "条目"), Wording("cut short", "不完整")))
                break
            }
            let identifier = Hex.text(value[at..<(at + 2)])
            let name = [
                "0001": "European Cards Stakeholders Group", "0002": "Technical Cooperation ep2 Association",
            ][identifier]
            let end = at + 3 + Int(value[at + 2])
            lines.append(
                DecodedLine(
                    Wording(name.map { "\(identifier) \($0)" } ?? identifier), Wording(Hex.text(value[(at + 3)..<end])))
            )
            at = end
        }
        return lines
    }

    /// Log entry `9F4D`, `DF4D`: SFI and number of records (EMV Book 3, annex D, from public sources).
    private static func logEntry(_ value: [UInt8]) -> [DecodedLine] {
        guard value.count == 2 else { return [.wrongLength(value.count, expected: "2")] }
        return [
            DecodedLine(
                Wording("log", "日志"),
                Wording("SFI \(value[0]), up to \(value[1]) records", "SFI \(value[0])，最多 \(value[1]) 条记录"))
        ]
    }

    /// Card authentication data `9F69` (emv.md 4.3): version, random number, CTQ, and UnionPay's `DF61` byte.
    private static func authenticationData(_ value: [UInt8], _ context: Context) -> [DecodedLine] {
        let isUnionPay = context.scheme == .unionPay || context.scheme == .tUnion
        var lines: [DecodedLine] = []
        let least = isUnionPay ? 8 : 5
        if value.count < least || value.count > 16 {
            lines.append(.wrongLength(value.count, expected: "\(least) ... 16"))
        }
        if let version = value.first {
            lines.append(.hex(Wording("fDDA version", "fDDA 版本"), [version]))
        }
        if value.count >= 5 { lines.append(.hex(Wording("card random number", "卡片随机数"), value[1..<5])) }
        if value.count >= 7 {
            lines.append(.hex(Wording("copy of 9F6C", "9F6C 的副本"), value[5..<7]))
            lines += ValueDecoder.ctq.lines(Array(value[5..<7]), in: context)
        }
        if value.count >= 8 {
            lines.append(.hex(Wording("copy of DF61", "DF61 的副本"), value[7..<8]))
            if isUnionPay { lines += ValueDecoder.df61.lines([value[7]], in: context) }
        }
        return lines
    }

    private static func indicator(_ value: [UInt8], _ english: String, _ chinese: String) -> DecodedLine {
        guard value.count == 1 else { return .wrongLength(value.count, expected: "1") }
        return value[0] == 0
            ? DecodedLine(Wording("indicator", "指示"), Wording("not: \(english)", "否：\(chinese)"))
            : DecodedLine(Wording("indicator", "指示"), Wording(english, chinese))
    }

    /// Mastercard's third party data `9F6E` (contactless book C-2, A.1.171, from public sources).
    private static func thirdPartyData(_ value: [UInt8]) -> [DecodedLine] {
        guard value.count >= 5 else { return [.wrongLength(value.count, expected: "5 ... 32")] }
        var lines = [
            fieldCountry(value[0..<2]), DecodedLine.hex(Wording("unique identifier", "唯一标识"), value[2..<4]),
        ]
        var at = 4
        if value[2] & 0x80 == 0 {
            guard value.count >= 6 else { return lines + [.wrongLength(value.count, expected: "6 ...")] }
            lines.append(
                DecodedLine(Wording("device type", "设备类型"), Wording("\"\(shownText(value[4..<6]))\"")))
            at = 6
        }
        lines.append(.hex(Wording("proprietary data", "专有数据"), value[at...]))
        return lines
    }

    private static func fieldCountry(_ value: ArraySlice<UInt8>) -> DecodedLine {
        ValueDecoder.country.lines(Array(value)).first ?? .hex(Wording("country", "国家"), value)
    }
}
