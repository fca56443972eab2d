/// Issuer application data `9F10` in the layouts of the schemes.
///
/// - **Source**: UnionPay: emv.md 3.4. Visa, Mastercard and CCD: positions compared with openemv/emv-utils (read for
///   facts). The card verification results of UnionPay follow Visa's; only the type of cryptogram is seen in sources.
enum IssuerApplicationData {
    static func lines(_ value: [UInt8], scheme: TagContext) -> [DecodedLine] {
        switch value.first {
        case 0x07 where value.count >= 8: unionPay(value)
        case 0x06 where value.count >= 7: visa(value, format: value[2] >> 4, key: value[1], version: value[2], at: 3)
        case 0x1F where value.count == 32 && scheme != .unionPay:
            visaLong(value)
        case 0x0F where value.count == 32 && value[16] == 0x0F && value[1] & 0xF0 == 0xA0: common(value)
        case .some where [18, 20, 26, 28].contains(value.count) && (scheme == .mastercard || value[1] & 0xF0 == 0x10):
            mastercard(value)
        default: [.hex(Wording("issuer's own layout", "发卡行自定义格式"), value)]
        }
    }

    /// The cryptogram that the results in UnionPay's data speak of (emv.md 3.4); nil for another layout.
    static func unionPayCryptogram(_ value: [UInt8]) -> UInt8? {
        guard value.count >= 8, value[0] == 0x07 else { return nil }
        return (value[4] & 0x30) << 2
    }

    private static func unionPay(_ value: [UInt8]) -> [DecodedLine] {
        let algorithm: Wording =
            switch value[7] {
            case 0x01: Wording("01 3DES")
            case 0x04: Wording("04 SM4")
            default: Wording("\(Hex.text([value[7]])), not in the list", "\(Hex.text([value[7]]))，未收录")
            }
        var lines: [DecodedLine] = [
            .hex(Wording("key index", "密钥索引"), [value[1]]),
            .hex(Wording("cryptogram version", "密文版本"), [value[2]]),
            .hex(Wording("card verification results", "卡片验证结果 (CVR)"), value[3..<7]),
            DecodedLine(Wording("cryptogram", "密文"), ValueDecoder.cryptogramType((value[4] & 0x30) << 2)),
        ]
        lines += verificationResults.lines(value[4..<7], from: 5)
        lines.append(DecodedLine(Wording("algorithm", "算法"), algorithm))
        guard value.count > 8 else { return lines }
        let length = Int(value[8])
        guard length >= 1, value.count >= 9 + length else {
            lines.append(.hex(Wording("issuer discretionary data", "发卡行自定义数据"), value[8...]))
            return lines
        }
        lines.append(.hex(Wording("issuer discretionary data, type", "发卡行自定义数据类型"), [value[9]]))
        if length >= 10 {
            let name: Wording =
                switch value[9] {
                case 0x01: Wording("electronic cash balance", "电子现金余额")
                case 0x02: Wording("cumulative total (CTTA)", "累计交易总额 (CTTA)")
                case 0x05: Wording("available offline amount", "可用脱机消费金额")
                default: Wording("amount", "金额")
                }
            lines.append(DecodedLine(name, ValueDecoder.amount(Digits.number(value[10..<15])).meaning))
            lines.append(.hex(Wording("MAC"), value[15..<19]))
        } else {
            lines.append(.hex(Wording("issuer discretionary data", "发卡行自定义数据"), value[10..<(9 + length)]))
        }
        return lines
    }

    private static func visa(
        _ value: [UInt8], format: UInt8, key: UInt8, version: UInt8, at results: Int
    ) -> [DecodedLine] {
        var lines: [DecodedLine] = [
            DecodedLine(Wording("layout", "格式"), Wording("Visa format \(format)", "Visa 格式 \(format)")),
            .hex(Wording("key index", "密钥索引"), [key]),
            DecodedLine(Wording("cryptogram version", "密文版本"), Wording("CVN \(version)")),
        ]
        guard value.count > results else { return lines }
        let count = Int(value[results])
        let end = min(value.count, results + 1 + count)
        lines.append(.hex(Wording("card verification results", "卡片验证结果 (CVR)"), value[results..<end]))
        let body = value[(results + 1)..<end]
        if let second = body.first {
            lines.append(DecodedLine(Wording("cryptogram", "密文"), ValueDecoder.cryptogramType((second & 0x30) << 2)))
        }
        lines += verificationResults.lines(body.prefix(3), from: results + 2, isExact: false)
        if end < value.count {
            lines.append(.hex(Wording("issuer discretionary data", "发卡行自定义数据"), value[end...]))
        }
        return lines
    }

    /// Visa's formats 2 and 4: version before key index, results of five bytes (from memory, unverified).
    private static func visaLong(_ value: [UInt8]) -> [DecodedLine] {
        [
            DecodedLine(
                Wording("layout", "格式"), Wording("Visa format \(value[1] >> 4)", "Visa 格式 \(value[1] >> 4)")),
            .hex(Wording("cryptogram version", "密文版本"), [value[1]], isVerified: false),
            .hex(Wording("key index", "密钥索引"), [value[2]], isVerified: false),
            .hex(Wording("card verification results", "卡片验证结果 (CVR)"), value[3..<8], isVerified: false),
            DecodedLine(
                Wording("cryptogram", "密文"), ValueDecoder.cryptogramType((value[4] & 0x30) << 2), isVerified: false),
            .hex(Wording("issuer discretionary data", "发卡行自定义数据"), value[8...]),
        ]
    }

    private static func mastercard(_ value: [UInt8]) -> [DecodedLine] {
        [
            DecodedLine(Wording("layout", "格式"), Wording("M/Chip")),
            .hex(Wording("key index", "密钥索引"), [value[0]]),
            .hex(Wording("cryptogram version", "密文版本"), [value[1]]),
            .hex(Wording("card verification results", "卡片验证结果 (CVR)"), value[2..<8]),
            DecodedLine(Wording("cryptogram", "密文"), ValueDecoder.cryptogramType((value[2] & 0x30) << 2)),
            .hex(Wording("DAC or ICC dynamic number", "DAC 或 IC 卡动态数"), value[8..<10]),
            .hex(Wording("counters", "计数器"), value[10...]),
        ]
    }

    private static func common(_ value: [UInt8]) -> [DecodedLine] {
        [
            DecodedLine(Wording("layout", "格式"), Wording("CCD 4.1")),
            .hex(Wording("common core identifier", "公共核心标识"), [value[1]]),
            .hex(Wording("key index", "密钥索引"), [value[2]]),
            .hex(Wording("card verification results", "卡片验证结果 (CVR)"), value[3..<8]),
            DecodedLine(Wording("cryptogram", "密文"), ValueDecoder.cryptogramType((value[3] & 0x30) << 2)),
            .hex(Wording("counters", "计数器"), value[8..<16]),
            .hex(Wording("issuer discretionary data", "发卡行自定义数据"), value[17..<32]),
        ]
    }

    /// Bytes 2 to 4 of the card verification results of Visa, which PBOC took over.
    private static let verificationResults = BitTable(
        3,
        [
            .field(1, 0xC0, 0x00, "second cryptogram AAC", "第二次密文 AAC"),
            .field(1, 0xC0, 0x40, "second cryptogram TC", "第二次密文 TC"),
            .field(1, 0xC0, 0x80, "second cryptogram not requested", "未请求第二次密文"),
            .field(1, 0x30, 0x00, "first cryptogram AAC", "第一次密文 AAC"),
            .field(1, 0x30, 0x10, "first cryptogram TC", "第一次密文 TC"),
            .field(1, 0x30, 0x20, "first cryptogram ARQC", "第一次密文 ARQC"),
            .bit(1, 4, "issuer authentication failed", "发卡行认证失败"),
            .bit(1, 3, "offline PIN verification performed", "已执行脱机 PIN 验证"),
            .bit(1, 2, "offline PIN verification failed", "脱机 PIN 验证失败"),
            .bit(1, 1, "unable to go online", "无法联机"),
            .bit(2, 8, "last online transaction not completed", "上次联机交易未完成", verified: false),
            .bit(2, 7, "PIN try limit exceeded", "PIN 锁定", verified: false),
            .bit(2, 6, "velocity checking counters exceeded", "频度检查超限"),
            .bit(2, 5, "new card", "新卡", verified: false),
            .bit(2, 4, "issuer authentication failed last online", "上次联机发卡行认证失败", verified: false),
            .bit(2, 3, "issuer authentication not performed after online", "联机后未执行发卡行认证", verified: false),
            .bit(2, 2, "application blocked: PIN try limit", "PIN 锁定导致应用锁定", verified: false),
            .bit(2, 1, "SDA failed on last transaction", "上次交易静态数据认证失败", verified: false),
            // How many script commands were processed.
            .number(3, 0xF0),
            .bit(3, 4, "issuer script failed", "发卡行脚本失败", verified: false),
            .bit(3, 3, "DDA failed on last transaction", "上次交易动态数据认证失败", verified: false),
            .bit(3, 2, "DDA performed", "已执行动态数据认证", verified: false),
            .bit(3, 1, "PIN command not received", "未收到 PIN 命令", verified: false),
        ])
}
