extension TagDictionary {
    /// Tags of UnionPay and PBOC 3.0; the terminal's `DF..` ones as Chinese POS parameter files carry them.
    static let unionPay: [TagEntry] = [
        TagEntry(0xC5, "Cumulative Total Transaction Amount (CTTA)", "累计交易总金额", .binary, .card, verified: false),
        TagEntry(
            0xC6, "Cumulative Total Transaction Amount Limit (CTTAL)", "累计交易总金额限制", .binary, .card, verified: false),
        TagEntry(0x9F1B, "Terminal Floor Limit", "终端最低限额", .binary, .terminal, 4...4, .binaryAmount),
        TagEntry(
            0x9F50, "Electronic Cash or Offline Balance", "脱机余额", .numeric, .card, 6...6, .balance, verified: false),
        TagEntry(0x9F51, "Application Currency Code", "应用货币代码", .numeric, .card, 2...2, .currency),
        TagEntry(0x9F52, "Application Default Action", "应用缺省行为 (ADA)", .binary, .card),
        TagEntry(
            0x9F53, "Consecutive Transaction Limit (International - Currency)", "连续脱机交易限制数（国际－货币）", .binary, .card,
            1...1, .counter),
        TagEntry(0x9F54, "Cumulative Total Transaction Amount Limit", "累计脱机交易金额限制数", .numeric, .card, 6...6, .amount),
        TagEntry(0x9F56, "Issuer Authentication Indicator", "发卡行认证指示位", .binary, .card, 1...1),
        TagEntry(0x9F57, "Issuer Country Code", "发卡行国家代码", .numeric, .card, 2...2, .country),
        TagEntry(0x9F58, "Lower Consecutive Offline Limit", "连续脱机交易下限", .binary, .card, 1...1, .counter),
        TagEntry(0x9F59, "Upper Consecutive Offline Limit", "连续脱机交易上限", .binary, .card, 1...1, .counter),
        TagEntry(0x9F5A, "Issuer URL2", "发卡行 URL2", .text, .card),
        TagEntry(
            0x9F5C, "Cumulative Total Transaction Amount Upper Limit", "累计脱机交易金额上限", .numeric, .card, 6...6, .amount),
        TagEntry(0x9F5D, "Available Offline Spending Amount", "可用脱机消费金额", .numeric, .card, 6...6, .balance),
        TagEntry(0x9F61, "Cardholder Identification Number", "持卡人证件号", .text, .card),
        TagEntry(0x9F62, "Cardholder Identification Type", "持卡人证件类型", .compressedNumeric, .card, 1...1),
        TagEntry(0x9F63, "Card Product Identification", "产品标识信息", .binary, .card, 16...16),
        TagEntry(0x9F68, "Card Additional Processes", "卡片附加处理", .binary, .card, 4...4, .additionalProcesses),
        TagEntry(0x9F69, "Card Authentication Related Data", "卡片认证相关数据", .binary, .card, 8...16, .authenticationData),
        TagEntry(0x9F6B, "Card CVM Limit", "卡片 CVM 限额", .numeric, .card, 6...6, .amount),
        TagEntry(0x9F6D, "EC Reset Threshold", "电子现金重置阈值", .numeric, .card, 6...6, .amount),
        TagEntry(
            0x9F72, "Consecutive Transaction Limit (International - Country)", "连续脱机交易限制数（国际－国家）", .binary, .card,
            1...1, .counter),
        TagEntry(0x9F73, "Currency Conversion Factor", "货币转换因子", .numeric, .card, 4...4),
        TagEntry(0x9F74, "EC Issuer Authorization Code", "电子现金发卡行授权码", .text, .card, 6...6, .text),
        TagEntry(
            0x9F75, "Cumulative Total Transaction Amount Limit (Dual Currency)", "累计脱机交易金额限制数（双货币）", .numeric, .card,
            6...6, .amount),
        TagEntry(0x9F76, "Secondary Application Currency Code", "第2应用货币代码", .numeric, .card, 2...2, .currency),
        TagEntry(0x9F77, "EC Balance Limit", "电子现金余额上限", .numeric, .card, 6...6, .amount),
        TagEntry(0x9F78, "EC Single Transaction Limit", "电子现金单笔交易限额", .numeric, .card, 6...6, .amount),
        TagEntry(0x9F79, "EC Balance", "电子现金余额", .numeric, .card, 6...6, .balance),
        TagEntry(0x9F7A, "EC Terminal Support Indicator", "电子现金终端支持指示器", .binary, .terminal, 1...1, .cashIndicator),
        TagEntry(0x9F7B, "EC Terminal Transaction Limit", "电子现金终端交易限额", .numeric, .terminal, 6...6, .amount),
        TagEntry(0xDF11, "Terminal Action Code - Default", "终端行为代码－缺省", .binary, .terminal, 5...5, .tvr),
        TagEntry(0xDF12, "Terminal Action Code - Online", "终端行为代码－联机", .binary, .terminal, 5...5, .tvr),
        TagEntry(0xDF13, "Terminal Action Code - Denial", "终端行为代码－拒绝", .binary, .terminal, 5...5, .tvr),
        TagEntry(0xDF14, "Default DDOL", "缺省 DDOL", .list, .terminal, nil, .dol),
        TagEntry(
            0xDF15, "Threshold Value for Biased Random Selection", "偏置随机选择的阈值", .binary, .terminal, 4...4, .binaryAmount
        ),
        TagEntry(
            0xDF16, "Maximum Target Percentage for Biased Random Selection", "偏置随机选择的最大目标百分数", .binary, .terminal, 1...1
        ),
        TagEntry(0xDF17, "Target Percentage for Random Selection", "随机选择的目标百分数", .binary, .terminal, 1...1),
        TagEntry(0xDF18, "Online PIN Capability", "终端联机 PIN 支持能力", .numeric, .terminal, 1...1),
        TagEntry(0xDF19, "Reader Contactless Offline Limit", "非接触读写器脱机最低限额", .numeric, .terminal, 6...6, .amount),
        TagEntry(0xDF20, "Reader Contactless Transaction Limit", "非接触读写器交易限额", .numeric, .terminal, 6...6, .amount),
        TagEntry(0xDF21, "Reader CVM Required Limit", "读写器 CVM 限额", .numeric, .terminal, 6...6, .amount),
        TagEntry(0xDF4D, "Load Log Entry", "圈存日志入口", .binary, .card, 2...2, .logEntry),
        TagEntry(0xDF4F, "Load Log Format", "圈存日志格式", .list, .card, nil, .dol),
        TagEntry(0xDF60, "CAPP Transaction Indicator", "扩展应用 (CAPP) 交易指示位", .binary, .terminal, 1...1, .cappIndicator),
        TagEntry(0xDF61, "Additional Function Indicator", "分段扣费及附加功能标识", .binary, .card, 1...1, .df61),
        TagEntry(0xDF62, "CAPP Offset Limit", "分段扣费抵扣限额", .numeric, .card, 6...6, .amount),
        TagEntry(0xDF63, "CAPP Offset Amount Used", "分段扣费已抵扣额", .numeric, .card, 6...6, .amount),
        TagEntry(0xDF69, "SM Algorithm Support Indicator", "SM 算法支持指示器", .binary, .terminal, 1...1, .smIndicator),
        TagEntry(0xDF71, "Second Electronic Cash Currency Code", "第2电子现金货币代码", .numeric, .card, 2...2, .currency),
        TagEntry(0xDF76, "Second EC Reset Threshold", "第2电子现金重置阈值", .numeric, .card, 6...6, .amount),
        TagEntry(0xDF77, "Second EC Balance Limit", "第2电子现金余额上限", .numeric, .card, 6...6, .amount),
        TagEntry(0xDF78, "Second EC Single Transaction Limit", "第2电子现金单笔交易限额", .numeric, .card, 6...6, .amount),
        TagEntry(0xDF79, "Second EC Balance", "第2电子现金余额", .numeric, .card, 6...6, .balance),
    ]

    /// Tags of T-Union and the other transit purses (emv.md, section 7).
    static let tUnion: [TagEntry] = [
        TagEntry(0x9F08, "Application Version Number", "应用版本号", .binary, .card, 1...2),
        TagEntry(
            0x9F0C, "Issuer Discretionary FCI Data (file 15)", "发卡方自定义 FCI 数据（文件15）", .binary, .card, nil, .tUnionFile15
        ),
        TagEntry(0xDF11, "Copy of Files 15 and 17", "文件15与17的副本", .binary, .card),
    ]
}
