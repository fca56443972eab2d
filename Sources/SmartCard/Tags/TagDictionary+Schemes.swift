extension TagDictionary {
    /// Visa's own meanings (kernel 3).
    static let visa: [TagEntry] = [
        TagEntry(0x9F52, "Application Default Action", "应用缺省行为 (ADA)", .binary, .card, verified: false),
        TagEntry(0x9F5A, "Application Program Identifier", "应用程序标识", .binary, .card),
        TagEntry(0x9F5B, "Issuer Script Results", "发卡行脚本结果", .binary, .terminal),
        TagEntry(0x9F5D, "Available Offline Spending Amount (AOSA)", "可用脱机消费金额", .numeric, .card, 6...6, .balance),
        TagEntry(0x9F68, "Card Additional Processes", "卡片附加处理", .binary, .card, 4...4),
        TagEntry(0x9F69, "Card Authentication Related Data", "卡片认证相关数据", .binary, .card, 5...16, .authenticationData),
        TagEntry(0x9F6B, "Card CVM Limit", "卡片 CVM 限额", .numeric, .card, 6...6, .amount),
        TagEntry(0x9F6E, "Form Factor Indicator (FFI)", "设备形态指示 (FFI)", .binary, .card, 4...4, .formFactor),
        TagEntry(0x9F7C, "Customer Exclusive Data (CED)", "客户专属数据", .binary, .card, 0...32),
    ]

    /// Mastercard's own meanings (kernel 2). The `DF81..` data set is from memory, unverified.
    static let mastercard: [TagEntry] = [
        TagEntry(0x9F50, "Offline Accumulator Balance", "脱机累计余额", .numeric, .card, 6...6, .balance),
        TagEntry(0x9F51, "DRDOL", "DRDOL", .list, .card, nil, .dol),
        TagEntry(0x9F53, "Transaction Category Code", "交易类别码", .text, .terminal, 1...1, .text),
        TagEntry(0x9F54, "DS ODS Card", "DS ODS 卡片", .binary, .card, 0...160),
        TagEntry(0x9F5B, "DSDOL", "DSDOL", .list, .card, nil, .dol),
        TagEntry(0x9F5C, "DS Requested Operator ID", "DS 请求运营方标识", .binary, .terminal, 8...8),
        TagEntry(0x9F5D, "Application Capabilities Information", "应用能力信息", .binary, .card, 3...3),
        TagEntry(0x9F5E, "DS ID", "DS 标识", .numeric, .card, 8...11),
        TagEntry(0x9F5F, "DS Slot Availability", "DS 槽可用性", .binary, .card, 1...1),
        TagEntry(0x9F60, "CVC3 (Track1)", "CVC3（磁条1）", .binary, .card, 2...2),
        TagEntry(0x9F61, "CVC3 (Track2)", "CVC3（磁条2）", .binary, .card, 2...2),
        TagEntry(0x9F62, "PCVC3 (Track1)", "PCVC3（磁条1）", .binary, .card, 6...6),
        TagEntry(0x9F63, "PUNATC (Track1)", "PUNATC（磁条1）", .binary, .card, 6...6),
        TagEntry(0x9F64, "NATC (Track1)", "NATC（磁条1）", .binary, .card, 1...1, .counter),
        TagEntry(0x9F65, "PCVC3 (Track2)", "PCVC3（磁条2）", .binary, .card, 2...2),
        TagEntry(0x9F66, "PUNATC (Track2)", "PUNATC（磁条2）", .binary, .card, 2...2),
        TagEntry(0x9F67, "NATC (Track2)", "NATC（磁条2）", .binary, .card, 1...1, .counter),
        TagEntry(0x9F69, "UDOL", "UDOL", .list, .card, nil, .dol),
        TagEntry(0x9F6A, "Unpredictable Number (Numeric)", "不可预知数（数字）", .numeric, .terminal, 4...4),
        TagEntry(0x9F6B, "Track 2 Data", "磁条2数据", .binary, .card, 0...19, .trackTwo),
        TagEntry(0x9F6D, "Mag-stripe Application Version Number (Reader)", "磁条应用版本号（读卡器）", .binary, .terminal, 2...2),
        TagEntry(0x9F6E, "Third Party Data", "第三方数据", .binary, .card, 5...32, .thirdPartyData),
        TagEntry(0x9F6F, "DS Slot Management Control", "DS 槽管理控制", .binary, .card, 1...1),
        TagEntry(0x9F70, "Protected Data Envelope 1", "受保护数据信封1", .binary, .card, 0...192),
        TagEntry(0x9F71, "Protected Data Envelope 2", "受保护数据信封2", .binary, .card, 0...192),
        TagEntry(0x9F75, "Unprotected Data Envelope 1", "未保护数据信封1", .binary, .card, 0...192),
        TagEntry(0x9F7C, "Merchant Custom Data", "商户自定义数据", .binary, .terminal, 20...20),
        TagEntry(0x9F7D, "DS Summary 1", "DS 摘要1", .binary, .card, 8...16),
        TagEntry(0x9F7E, "Mobile Support Indicator", "移动支持指示", .binary, .terminal, 1...1),
        TagEntry(0x9F7F, "DS Unpredictable Number", "DS 不可预知数", .binary, .card, 4...4),
        TagEntry(0xDF4B, "POS Cardholder Interaction Information", "POS 持卡人交互信息", .binary, .card, 3...3),
        TagEntry(
            0xDF8104, "Balance Read Before Gen AC", "GENERATE AC 前余额", .numeric, .terminal, 6...6, .balance,
            verified: false),
        TagEntry(
            0xDF8105, "Balance Read After Gen AC", "GENERATE AC 后余额", .numeric, .terminal, 6...6, .balance,
            verified: false),
        TagEntry(0xDF8117, "Card Data Input Capability", "卡片数据输入能力", .binary, .terminal, 1...1, verified: false),
        TagEntry(0xDF8118, "CVM Capability - CVM Required", "CVM 能力－需要", .binary, .terminal, 1...1, verified: false),
        TagEntry(
            0xDF8119, "CVM Capability - No CVM Required", "CVM 能力－不需要", .binary, .terminal, 1...1, verified: false),
        TagEntry(0xDF811A, "Default UDOL", "缺省 UDOL", .list, .terminal, nil, .dol, verified: false),
        TagEntry(0xDF811B, "Kernel Configuration", "内核配置", .binary, .terminal, 1...1, verified: false),
        TagEntry(0xDF811F, "Security Capability", "安全能力", .binary, .terminal, 1...1, verified: false),
        TagEntry(
            0xDF8120, "Terminal Action Code - Default", "终端行为代码－缺省", .binary, .terminal, 5...5, .tvr, verified: false),
        TagEntry(
            0xDF8121, "Terminal Action Code - Denial", "终端行为代码－拒绝", .binary, .terminal, 5...5, .tvr, verified: false),
        TagEntry(
            0xDF8122, "Terminal Action Code - Online", "终端行为代码－联机", .binary, .terminal, 5...5, .tvr, verified: false),
        TagEntry(0xDF8123, "Reader Contactless Floor Limit", "非接触读写器最低限额", .numeric, .terminal, 6...6, .amount),
        TagEntry(
            0xDF8124, "Reader Contactless Transaction Limit (No On-device CVM)", "非接触交易限额（无设备 CVM）", .numeric,
            .terminal, 6...6, .amount),
        TagEntry(
            0xDF8125, "Reader Contactless Transaction Limit (On-device CVM)", "非接触交易限额（设备 CVM）", .numeric, .terminal,
            6...6, .amount, verified: false),
        TagEntry(0xDF8126, "Reader CVM Required Limit", "读写器 CVM 限额", .numeric, .terminal, 6...6, .amount),
        TagEntry(0xDF8129, "Outcome Parameter Set", "结果参数集", .binary, .terminal, 8...8, verified: false),
    ]

    /// American Express's own meanings (kernel 4).
    static let americanExpress: [TagEntry] = [
        TagEntry(0x9F6D, "Contactless Reader Capabilities", "非接触读卡器能力", .binary, .terminal, 1...1, .readerCapabilities),
        TagEntry(
            0x9F6E, "Enhanced Contactless Reader Capabilities", "增强非接触读卡器能力", .binary, .terminal, 4...4,
            .enhancedReaderCapabilities),
    ]
}
