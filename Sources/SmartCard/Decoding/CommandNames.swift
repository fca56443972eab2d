/// Names of commands by class and instruction (EMV Book 3, 6.5; PBOC; emv.md, section 7).
enum CommandNames {
    static func name(_ command: CommandAPDU) -> Wording {
        switch (command.cla & 0xF0, command.ins) {
        case (0x80, 0x2A): Wording("COMPUTE CRYPTOGRAPHIC CHECKSUM", "计算加密校验和")
        case (0x80, 0x50):
            switch command.p1 {
            case 0x00: Wording("INITIALIZE FOR LOAD", "圈存初始化")
            case 0x03: Wording("INITIALIZE FOR COMPOSITE PURCHASE", "复合消费初始化")
            default: Wording("INITIALIZE FOR PURCHASE", "消费初始化")
            }
        case (0x80, 0x52): Wording("CREDIT FOR LOAD", "圈存")
        case (0x80, 0x54): Wording("DEBIT FOR PURCHASE", "消费")
        case (0x80, 0x5A): Wording("GET TRANSACTION PROVE", "取交易认证")
        case (0x80, 0x5C): Wording("GET BALANCE", "读余额")
        case (0x80, 0x70): Wording("INIT SAM FOR PURCHASE", "MAC1 计算 (PSAM)")
        case (0x80, 0x72): Wording("CREDIT SAM FOR PURCHASE", "校验 MAC2 (PSAM)")
        case (0x80, 0xA8): Wording("GET PROCESSING OPTIONS", "取处理选项 (GPO)")
        case (0x80, 0xAE): Wording("GENERATE AC", "生成应用密文")
        case (0x80, 0xCA): Wording("GET DATA", "取数据")
        case (0x80, 0xDC): Wording("UPDATE CAPP DATA CACHE", "更新复合应用缓存")
        case (0x80, 0xEA): Wording("EXCHANGE RELAY RESISTANCE DATA", "交换防中继数据")
        case (_, 0x16): Wording("CARD BLOCK", "卡片锁定")
        case (_, 0x18): Wording("APPLICATION UNBLOCK", "应用解锁")
        case (_, 0x1E): Wording("APPLICATION BLOCK", "应用锁定")
        case (_, 0x20): Wording("VERIFY", "校验 PIN")
        case (_, 0x24): Wording("PIN CHANGE/UNBLOCK", "PIN 修改/解锁")
        case (_, 0x82): Wording("EXTERNAL AUTHENTICATE", "外部认证")
        case (_, 0x84): Wording("GET CHALLENGE", "取随机数")
        case (_, 0x88): Wording("INTERNAL AUTHENTICATE", "内部认证")
        case (_, 0xA4): Wording("SELECT", "选择")
        case (_, 0xB0): Wording("READ BINARY", "读二进制文件")
        case (_, 0xB2): Wording("READ RECORD", "读记录")
        case (_, 0xC0): Wording("GET RESPONSE", "取响应")
        case (_, 0xD6): Wording("UPDATE BINARY", "写二进制文件")
        case (_, 0xDA): Wording("PUT DATA", "设置数据")
        case (_, 0xDC): Wording("UPDATE RECORD", "更新记录")
        default:
            Wording("command \(Hex.text([command.cla, command.ins]))", "命令 \(Hex.text([command.cla, command.ins]))")
        }
    }

    /// What the parameters of a command ask for.
    static func parameters(_ command: CommandAPDU) -> [DecodedLine] {
        var lines: [DecodedLine] = []
        switch (command.cla & 0xF0, command.ins) {
        case (_, 0xB2), (0x00, 0xDC):
            lines.append(
                DecodedLine(
                    Wording("record", "记录"),
                    Wording("\(command.p1) of SFI \(command.p2 >> 3)", "SFI \(command.p2 >> 3) 的第 \(command.p1) 条")))
        case (_, 0xB0) where command.p1 & 0x80 != 0:
            lines.append(
                DecodedLine(
                    Wording("file", "文件"),
                    Wording(
                        "\(Hex.text([command.p1 & 0x1F])), from byte \(command.p2)",
                        "\(Hex.text([command.p1 & 0x1F]))，从字节 \(command.p2) 开始")))
        case (0x80, 0xAE):
            lines.append(
                DecodedLine(Wording("asks for", "请求"), ValueDecoder.cryptogramType(command.p1)))
            if command.p1 & 0x10 != 0 {
                lines.append(DecodedLine(Wording("with", "附加"), Wording("CDA signature", "CDA 签名")))
            }
        case (0x80, 0xCA) where command.p1 != 0 || command.p2 != 0:
            let tag = UInt32(command.p1) << 8 | UInt32(command.p2)
            let name = TagDictionary.entry(tag)?.name ?? Wording("unknown tag", "未知标签")
            lines.append(DecodedLine(Wording(TLVTag.name(tag)), name))
        default: break
        }
        if let expected = command.expectedLength {
            lines.append(DecodedLine(Wording("expects", "期望"), Wording("up to \(expected) bytes", "最多 \(expected) 字节")))
        }
        return lines
    }
}
