/// Files, records and answers of the Chinese transit purses (emv.md, section 7).
extension ValueDecoder {
    func transitLines(_ value: [UInt8], _ context: Context) -> [DecodedLine]? {
        switch self {
        case .tUnionFile15:
            // Shenzhen Tong's file begins with eight zero bytes and keeps its number elsewhere.
            value.count != 30 && value.count >= 28 ? Self.shenzhenTong(value, context) : Self.file15(value, context)
        case .shenzhenTongFile15: Self.shenzhenTong(value, context)
        case .tUnionFile17: Self.file17(value)
        case .tUnionRecord18: Self.record18(value)
        case .tUnionRecord1E: Self.record1E(value)
        case .initialisePurchase: Self.initialisePurchase(value)
        case .debitPurchase: Self.debitPurchase(value)
        default: nil
        }
    }

    /// File 15, also in `9F0C`.
    private static func file15(_ value: [UInt8], _ context: Context) -> [DecodedLine] {
        guard value.count >= 28 else { return [.wrongLength(value.count, expected: "30")] }
        let serial = Hex.text(value[10..<20])
        // The number has 19 digits behind a 0, or 20, or fewer with an F behind them.
        let number = String(serial.drop { $0 == "0" })
        var lines: [DecodedLine] = [
            .hex(Wording("issuer", "发卡机构"), value[0..<8]), .hex(Wording("application type", "应用类型"), [value[8]]),
            .hex(Wording("application version", "应用版本"), [value[9]]),
            DecodedLine(Wording("card number", "卡号"), Wording(context.shown(number))),
            DecodedLine(Wording("valid from", "启用日期"), date(value[20..<24]).meaning),
            DecodedLine(Wording("valid to", "有效日期"), date(value[24..<28]).meaning),
        ]
        if value.count > 28 { lines.append(.hex(Wording("issuer's FCI data", "发卡方自定义 FCI"), value[28...])) }
        return lines
    }

    /// Shenzhen Tong's file 15: 28 bytes as the file, 32 in `9F0C`.
    private static func shenzhenTong(_ value: [UInt8], _ context: Context) -> [DecodedLine] {
        guard value.count >= 28 else { return [.wrongLength(value.count, expected: "28 ... 32")] }
        // Little endian: a reading as big endian gives numbers that are on no card (emv.md, section 7).
        let serial = value[16..<20].reversed().reduce(0) { $0 << 8 | Int($1) }
        // The check digit is the sum of all digits: it goes with the ones that are hidden.
        let check = context.reveals ? " (\(ShenzhenTongNumber.checkDigit(of: serial)))" : ""
        return [
            DecodedLine(Wording("card number", "卡号"), Wording(context.shown(String(serial)) + check)),
            DecodedLine(Wording("valid from", "启用日期"), date(value[20..<24]).meaning),
            DecodedLine(Wording("valid to", "有效日期"), date(value[24..<28]).meaning),
        ]
    }

    private static func file17(_ value: [UInt8]) -> [DecodedLine] {
        guard value.count >= 11 else { return [.wrongLength(value.count, expected: "60")] }
        let city = Hex.text(value[6..<8])
        let type =
            value[10] == 0
            ? Wording("normal", "普通卡")
            : Wording("\(Hex.text([value[10]])), by the issuer's table", "\(Hex.text([value[10]]))，按发卡方定义")
        return [
            .hex(Wording("country", "国家"), value[0..<4]), .hex(Wording("province", "省"), value[4..<6]),
            DecodedLine(Wording("city", "城市"), city == "5840" ? Wording("5840 Shenzhen", "5840 深圳") : Wording(city)),
            .hex(Wording("interoperation type", "互通类型"), value[8..<10]), DecodedLine(Wording("card type", "卡种"), type),
        ]
    }

    /// A record of file 18.
    private static func record18(_ value: [UInt8]) -> [DecodedLine] {
        guard value.count == 23 else { return [.wrongLength(value.count, expected: "23")] }
        let types: [UInt8: Wording] = [
            0x02: Wording("load", "圈存"), 0x06: Wording("purchase", "消费"), 0x09: Wording("composite purchase", "复合消费"),
        ]
        return [
            DecodedLine(Wording("sequence", "序号"), Wording(String(Int(value[0]) << 8 | Int(value[1])))),
            DecodedLine(Wording("overdraft", "透支限额"), amount(Digits.binary(value[2..<5])).meaning),
            DecodedLine(Wording("amount", "交易金额"), amount(Digits.binary(value[5..<9])).meaning),
            DecodedLine(
                Wording("type", "交易类型"),
                types[value[9]]
                    ?? Wording("\(Hex.text([value[9]])), meaning not known", "\(Hex.text([value[9]]))，含义不详"),
                isVerified: types[value[9]] != nil),
            .hex(Wording("terminal", "终端"), value[10..<16]),
            DecodedLine(Wording("time", "时间"), dateAndTime(value[16..<23])),
        ]
    }

    /// A record of file 1E.
    private static func record1E(_ value: [UInt8]) -> [DecodedLine] {
        guard value.count >= 42 else { return [.wrongLength(value.count, expected: "48")] }
        let states: [UInt8: Wording] = [
            0x00: Wording("initial", "初始"), 0x01: Wording("entered (cash)", "进站（电子现金）"),
            0x02: Wording("left (cash)", "出站（电子现金）"),
            0x03: Wording("entered", "进站"), 0x04: Wording("left", "出站"), 0x05: Wording("single (cash)", "单次（电子现金）"),
            0x06: Wording("single", "单次"), 0x07: Wording("supplement (cash)", "补票（电子现金）"),
            0x08: Wording("supplement", "补票"),
            0x09: Wording("load (cash)", "充值（电子现金）"), 0x0A: Wording("load", "充值"),
        ]
        let modes: [UInt8: Wording] = [
            0x01: Wording("metro", "地铁"), 0x02: Wording("bus", "公交"), 0x03: Wording("water", "水运"),
            0x04: Wording("taxi", "出租车"),
            0x05: Wording("rental car", "租车"), 0x06: Wording("bicycle", "自行车"), 0x07: Wording("parking", "停车"),
            0x08: Wording("coach", "长途客运"), 0x09: Wording("ferry", "轮渡"), 0x0A: Wording("intercity rail", "城际铁路"),
            0x0B: Wording("air", "航空"), 0x0C: Wording("expressway", "高速公路"), 0x0E: Wording("suburban rail", "市郊铁路"),
        ]
        func named(_ part: Wording, _ table: [UInt8: Wording], _ byte: UInt8) -> DecodedLine {
            DecodedLine(part, table[byte] ?? Wording("\(Hex.text([byte])), not in the list", "\(Hex.text([byte]))，未收录"))
        }
        var lines: [DecodedLine] = [
            named(Wording("state", "状态"), states, value[0]), .hex(Wording("terminal", "终端"), value[1..<9]),
            named(Wording("mode", "交通方式"), modes, value[9]), .hex(Wording("line and station", "线路和站点"), value[10..<17]),
            DecodedLine(Wording("amount", "交易金额"), amount(Digits.binary(value[17..<21])).meaning),
            DecodedLine(Wording("balance", "余额"), amount(Digits.binary(value[21..<25])).meaning),
            DecodedLine(Wording("time", "时间"), dateAndTime(value[25..<32])),
            .hex(Wording("city", "城市"), value[32..<34]), .hex(Wording("acquirer", "收单机构"), value[34..<42]),
        ]
        if value.count >= 48 {
            lines.append(
                DecodedLine(
                    Wording("largest incomplete amount", "不完整行程最大金额"), amount(Digits.binary(value[42..<46])).meaning))
            lines.append(
                DecodedLine(Wording("longest minutes", "最长分钟数"), Wording(String(Int(value[46]) << 8 | Int(value[47])))))
        }
        return lines
    }

    /// The answer to INITIALIZE FOR PURCHASE (`8050`).
    private static func initialisePurchase(_ value: [UInt8]) -> [DecodedLine] {
        guard value.count >= 15 else { return [.wrongLength(value.count, expected: "15")] }
        let algorithm: Wording =
            switch value[10] {
            case 0x00: Wording("00 3DES", "00 3DES")
            case 0x04: Wording("04 SM4", "04 SM4")
            default: Wording(Hex.text([value[10]]))
            }
        return [
            DecodedLine(Wording("balance", "余额"), amount(Digits.binary(value[0..<4])).meaning),
            DecodedLine(Wording("offline sequence", "脱机交易序号"), Wording(String(Int(value[4]) << 8 | Int(value[5])))),
            DecodedLine(Wording("overdraft limit", "透支限额"), amount(Digits.binary(value[6..<9])).meaning),
            .hex(Wording("key version", "密钥版本"), [value[9]]),
            DecodedLine(Wording("algorithm", "算法标识"), algorithm, isVerified: value[10] == 0),
            .hex(Wording("random number", "随机数"), value[11..<15]),
        ]
    }

    /// The answer to DEBIT FOR PURCHASE (`8054`).
    private static func debitPurchase(_ value: [UInt8]) -> [DecodedLine] {
        guard value.count == 8 else { return [.wrongLength(value.count, expected: "8")] }
        return [.hex(Wording("TAC"), value[0..<4]), .hex(Wording("MAC2"), value[4..<8])]
    }

    /// `YYYYMMDDhhmmss`.
    static func dateAndTime(_ value: some Collection<UInt8>) -> Wording {
        let all = Array(value)
        guard all.count == 7 else { return Wording(Hex.text(all)) }
        let (day, hour) = (date(all[0..<4]).meaning, time(all[4..<7]).meaning)
        return Wording("\(day.english) \(hour.english)", "\(day.chinese) \(hour.chinese)")
    }

    /// A purse's balance (`805C`): the top bit is no part of the amount (emv.md, section 7).
    public static func purseBalanceFen(_ answer: some Collection<UInt8>) -> Int? {
        guard answer.count == 4 else { return nil }
        return Digits.binary(answer).map { $0 & 0x7FFF_FFFF }
    }
}

/// The number printed on a Shenzhen Tong card.
package enum ShenzhenTongNumber {
    /// The digit that brings the sum of all digits to a multiple of ten (metrodroid: 331498659 gives 2).
    package static func checkDigit(of serial: Int) -> Int {
        let sum = String(serial.magnitude).utf8.reduce(0) { $0 + Int($1 - 0x30) }
        return (10 - sum % 10) % 10
    }
}
