extension AnswerToReset {
    /// What it says, a line each. From public sources; ISO/IEC 7816-3 and -4 were not read.
    ///
    /// - Parameter reveals: whether card numbers among the historical bytes are shown.
    public func lines(reveals: Bool) -> [DecodedLine] {
        var lines = [
            DecodedLine(
                Wording("TS"),
                isInverse ? Wording("inverse convention", "反向约定") : Wording("direct convention", "正向约定")),
            DecodedLine(
                Wording("T0"), Wording("\(historical.count) historical bytes", "\(historical.count) 个历史字节")),
        ]
        for byte in interfaceBytes {
            lines.append(DecodedLine(Wording(byte.name), Self.meaning(byte, protocols)))
        }
        lines.append(
            DecodedLine(Wording("protocols", "协议"), Wording(protocols.map { "T=\($0)" }.joined(separator: ", "))))
        lines += historicalLines((reveals ? bytes : masked)[historical])
        if let check {
            lines.append(DecodedLine(Wording("TCK"), Wording("\(Hex.text([check])), right", "\(Hex.text([check]))，正确")))
        }
        switch contactless {
        case .processor:
            lines.append(
                DecodedLine(Wording("card", "卡片"), Wording("contactless, ISO/IEC 14443-4", "非接触处理器卡 (ISO/IEC 14443-4)"))
            )
        case .storage(let standard, let name):
            let (standard, name) = (Self.standard(standard), Self.storageName(name))
            lines.append(
                DecodedLine(
                    Wording("card", "卡片"),
                    Wording("contactless storage card, \(standard), \(name)", "非接触存储卡，\(standard)，\(name)")))
        case nil: break
        }
        return lines
    }

    private static func meaning(_ byte: InterfaceByte, _ protocols: [UInt8]) -> Wording {
        let hex = Hex.text([byte.value])
        switch byte.name {
        case "TA1":
            let clocks = [372, 372, 558, 744, 1116, 1488, 1860, 0, 0, 512, 768, 1024, 1536, 2048, 0, 0]
            let divisors = [0, 1, 2, 4, 8, 16, 32, 64, 12, 20, 0, 0, 0, 0, 0, 0]
            let (clock, divisor) = (clocks[Int(byte.value >> 4)], divisors[Int(byte.value & 15)])
            return clock == 0 || divisor == 0
                ? Wording("\(hex), reserved", "\(hex)，保留") : Wording("\(hex), F = \(clock), D = \(divisor)")
        case "TA2":
            return Wording(
                "\(hex), specific mode, T=\(byte.value & 15)", "\(hex)，专用模式，T=\(byte.value & 15)")
        case "TC1":
            return Wording("\(hex), extra guard time \(byte.value)", "\(hex)，额外保护时间 \(byte.value)")
        case "TC2":
            return Wording("\(hex), waiting time integer \(byte.value)", "\(hex)，等待时间整数 \(byte.value)")
        case "TA3" where protocols.first == 1 || protocols == [0, 1]:
            return Wording("\(hex), information field of \(byte.value) bytes", "\(hex)，信息域 \(byte.value) 字节")
        case let name where name.hasPrefix("TD"):
            return Wording("\(hex), T=\(byte.value & 15)")
        default:
            return Wording(hex)
        }
    }

    /// Historical bytes: category indicator and compact TLV (ISO/IEC 7816-4, 8.1).
    private func historicalLines(_ historicalBytes: ArraySlice<UInt8>) -> [DecodedLine] {
        guard let category = historicalBytes.first else { return [] }
        var lines: [DecodedLine] = [.hex(Wording("historical bytes", "历史字节"), historicalBytes)]
        var body = historicalBytes.dropFirst()
        switch category {
        case 0x00:
            guard body.count >= 3 else { return lines }
            lines.append(.hex(Wording("status indicator", "状态指示"), body.suffix(3)))
            body = body.dropLast(3)
        case 0x80: break
        case 0x10:
            return lines + [.hex(Wording("DIR data reference", "DIR 数据引用"), body)]
        default:
            let text = ValueDecoder.shownText(historicalBytes)
            return lines + [DecodedLine(Wording("proprietary", "专有"), Wording("\"\(text)\""))]
        }
        if case .storage = contactless { return lines }
        while let head = body.first {
            let length = Int(head & 15)
            body = body.dropFirst()
            guard body.count >= length else {
                return lines + [DecodedLine(Wording("compact TLV", "紧凑 TLV"), Wording("cut short", "不完整"))]
            }
            let value = body.prefix(length)
            body = body.dropFirst(length)
            let names = [
                1: Wording("country code", "国家代码"), 2: Wording("issuer identification number", "发卡机构标识"),
                3: Wording("card service data", "卡片服务数据"), 4: Wording("initial access data", "初始访问数据"),
                5: Wording("card issuer's data", "发卡机构数据"), 6: Wording("pre-issuing data", "预发行数据"),
                7: Wording("card capabilities", "卡片能力"), 8: Wording("status indicator", "状态指示"),
                15: Wording("application identifier", "应用标识符"),
            ]
            lines.append(.hex(names[Int(head >> 4)] ?? Wording("compact tag \(head >> 4)", "紧凑标签 \(head >> 4)"), value))
        }
        return lines
    }

    private static func standard(_ byte: UInt8) -> String {
        switch byte {
        case 0x01...0x03: "ISO 14443 A, part \(byte)"
        case 0x05...0x07: "ISO 14443 B, part \(byte - 4)"
        case 0x09...0x0C: "ISO 15693, part \(byte - 8)"
        case 0x11: "FeliCa"
        default: "standard \(Hex.text([byte]))"
        }
    }

    private static func storageName(_ number: UInt16) -> String {
        let names: [UInt16: String] = [
            0x0001: "Mifare Standard 1K", 0x0002: "Mifare Standard 4K", 0x0003: "Mifare Ultralight",
            0x0026: "Mifare Mini", 0x003A: "Mifare Ultralight C", 0x0036: "Mifare Plus SL1 2K",
            0x0037: "Mifare Plus SL1 4K", 0x0038: "Mifare Plus SL2 2K", 0x0039: "Mifare Plus SL2 4K",
            0x0030: "Topaz", 0x003B: "FeliCa",
        ]
        return names[number] ?? "name \(Hex.text([UInt8(number >> 8), UInt8(truncatingIfNeeded: number)]))"
    }
}
