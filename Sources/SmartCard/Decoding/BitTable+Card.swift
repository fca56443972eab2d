/// Bits of values that the card gives. Positions compared with openemv/emv-utils (read for facts); the books' pages
/// themselves were not read. Rows marked unverified are from memory.
extension BitTable {
    /// Application interchange profile `82` (EMV Book 3, annex C1; byte 2 as in kernels 2 and 3).
    static let applicationInterchangeProfile = BitTable(
        2,
        [
            .bit(1, 8, "XDA supported", "支持扩展数据认证 (XDA)"),
            .bit(1, 7, "SDA supported", "支持静态数据认证 (SDA)"),
            .bit(1, 6, "DDA supported", "支持动态数据认证 (DDA)"),
            .bit(1, 5, "cardholder verification supported", "支持持卡人验证"),
            .bit(1, 4, "terminal risk management to be performed", "执行终端风险管理"),
            .bit(1, 3, "issuer authentication supported", "支持发卡行认证"),
            .bit(1, 2, "on-device cardholder verification supported", "支持设备端持卡人验证"),
            .bit(1, 1, "CDA supported", "支持复合动态数据认证 (CDA)"),
            .bit(2, 8, "EMV mode supported", "支持 EMV 模式"),
            .bit(2, 7, "mobile phone", "移动电话"),
            .bit(2, 6, "contactless transaction", "非接触交易"),
            .bit(2, 1, "relay resistance protocol supported", "支持防中继协议"),
        ])

    /// Application usage control `9F07` (EMV Book 3, annex C2).
    static let applicationUsageControl = BitTable(
        2,
        [
            .bit(1, 8, "valid for domestic cash", "国内现金交易有效"),
            .bit(1, 7, "valid for international cash", "国际现金交易有效"),
            .bit(1, 6, "valid for domestic goods", "国内商品交易有效"),
            .bit(1, 5, "valid for international goods", "国际商品交易有效"),
            .bit(1, 4, "valid for domestic services", "国内服务交易有效"),
            .bit(1, 3, "valid for international services", "国际服务交易有效"),
            .bit(1, 2, "valid at ATMs", "ATM 有效"),
            .bit(1, 1, "valid at terminals other than ATMs", "除 ATM 外的终端有效"),
            .bit(2, 8, "domestic cashback allowed", "允许国内返现"),
            .bit(2, 7, "international cashback allowed", "允许国际返现"),
        ])

    /// Card transaction qualifiers `9F6C` (emv.md 3.3; Visa's and UnionPay's layouts agree where seen).
    static let cardTransactionQualifiers = BitTable(
        2,
        [
            .bit(1, 8, "online PIN required", "需要联机 PIN"),
            .bit(1, 7, "signature required", "需要签名"),
            .bit(1, 6, "go online if ODA fails and the reader can", "脱机数据认证失败且可联机则联机"),
            .bit(1, 5, "switch interface if ODA fails and the reader has contacts", "脱机数据认证失败且支持接触式则转接触式"),
            .bit(1, 4, "go online if the application has expired", "应用过期则联机"),
            .bit(1, 3, "switch interface for cash", "现金交易转接口"),
            .bit(1, 2, "switch interface for cashback", "返现交易转接口"),
            .bit(1, 1, "not valid for contactless ATM transactions", "不可用于非接触 ATM 交易"),
            .bit(2, 8, "consumer device CVM performed", "已执行设备端持卡人验证 (CDCVM)"),
            .bit(2, 7, "issuer update processing supported", "支持发卡行更新处理"),
        ])

    /// UnionPay's card transaction qualifiers: the same bits; those no UnionPay source shows are marked.
    static let unionPayCardTransactionQualifiers = BitTable(
        2,
        cardTransactionQualifiers.rows.map { row in
            let isSeen = row.byte == 1 ? row.mask >= 0x08 : row.mask == 0x80
            return Row(
                byte: row.byte, mask: row.mask, value: row.value, meaning: row.meaning, isVerified: isSeen)
        })

    /// Additional function indicator `DF61` (emv.md 3.2, 3.5; the CAPP bits after a public Java terminal's constants).
    static let additionalFunctions = BitTable(
        1,
        [
            .bit(1, 8, "extended applications use R-MAC protection", "扩展应用支持 R-MAC 保护"),
            .bit(1, 7, "ODA for online transactions supported", "支持联机交易的脱机数据认证 (ODA)"),
            .bit(1, 2, "CAPP with offline pre-authorisation supported", "支持分段扣费和脱机预授权"),
            .bit(1, 1, "CAPP supported", "支持分段扣费"),
        ])

    /// Card additional processes `9F68`. Byte 2 bit 8 is seen in a card applet (emv.md 5.1); the rest is from memory of
    /// qPBOC (JR/T 0025.12) and unverified.
    static let cardAdditionalProcesses = BitTable(
        4,
        [
            .bit(1, 8, "low value check supported", "支持小额检查", verified: false),
            .bit(1, 7, "low value and CTTA check supported", "支持小额和 CTTA 检查", verified: false),
            .bit(1, 6, "count offline qPBOC transactions of other currencies", "不匹配货币的脱机 qPBOC 交易计数", verified: false),
            .bit(1, 5, "new card check: go online at first use", "支持新卡检查", verified: false),
            .bit(1, 4, "PIN tries check", "支持 PIN 重试次数超过检查", verified: false),
            .bit(1, 3, "offline qPBOC transactions of other currencies allowed", "允许货币不匹配的脱机交易", verified: false),
            .bit(1, 2, "contact PBOC preferred if the CVM needs it", "卡片优先选择接触式 PBOC 联机", verified: false),
            .bit(1, 1, "available offline amount returned", "返回可用脱机消费金额", verified: false),
            .bit(2, 8, "prepaid card", "支持预付"),
            .bit(2, 7, "mismatched currency not allowed", "不允许货币不匹配交易", verified: false),
            .bit(2, 6, "if new card and reader offline only, decline", "新卡且读卡器仅支持脱机则拒绝", verified: false),
            .bit(3, 8, "online PIN for matching currency", "匹配货币的交易支持联机 PIN", verified: false),
            .bit(3, 7, "online PIN for other currencies", "不匹配货币的交易支持联机 PIN", verified: false),
            .bit(3, 6, "for other currencies CVM is required", "对于不匹配货币交易，卡要求 CVM", verified: false),
            .bit(3, 5, "signature supported", "支持签名", verified: false),
        ])
}
