/// Bits of values that the terminal makes. Positions compared with openemv/emv-utils (read for facts); the books'
/// pages themselves were not read.
extension BitTable {
    /// Terminal verification results `95` (EMV Book 3, annex C5).
    static let terminalVerificationResults = BitTable(
        5,
        [
            .bit(1, 8, "offline data authentication was not performed", "未进行脱机数据认证"),
            .bit(1, 7, "SDA failed", "静态数据认证失败"),
            .bit(1, 6, "ICC data missing", "IC 卡数据缺失"),
            .bit(1, 5, "card on exception file", "卡片出现在终端异常文件中"),
            .bit(1, 4, "DDA failed", "动态数据认证失败"),
            .bit(1, 3, "CDA failed", "复合动态数据认证失败"),
            .bit(1, 2, "SDA selected", "选择了静态数据认证"),
            .bit(1, 1, "XDA selected", "选择了扩展数据认证"),
            .bit(2, 8, "card and terminal have different application versions", "卡片与终端应用版本不一致"),
            .bit(2, 7, "expired application", "应用已过期"),
            .bit(2, 6, "application not yet effective", "应用尚未生效"),
            .bit(2, 5, "requested service not allowed for the card", "卡片不允许所请求的服务"),
            .bit(2, 4, "new card", "新卡"),
            .bit(2, 2, "biometric performed and successful", "生物特征验证成功"),
            .bit(2, 1, "biometric template format not supported", "不支持的生物特征模板格式"),
            .bit(3, 8, "cardholder verification was not successful", "持卡人验证失败"),
            .bit(3, 7, "unrecognised CVM", "未知的 CVM"),
            .bit(3, 6, "PIN try limit exceeded", "PIN 重试次数超限"),
            .bit(3, 5, "PIN required, pad not present or not working", "要求输入 PIN，但密码键盘不存在或工作不正常"),
            .bit(3, 4, "PIN required, pad present, PIN not entered", "要求输入 PIN，密码键盘存在，但未输入 PIN"),
            .bit(3, 3, "online CVM captured", "输入联机 PIN"),
            .bit(3, 2, "biometric capture device not working", "生物特征采集设备不工作"),
            .bit(3, 1, "biometric subtype entry bypassed", "跳过生物特征子类型"),
            .bit(4, 8, "transaction exceeds floor limit", "交易超过最低限额"),
            .bit(4, 7, "lower consecutive offline limit exceeded", "超过连续脱机交易下限"),
            .bit(4, 6, "upper consecutive offline limit exceeded", "超过连续脱机交易上限"),
            .bit(4, 5, "selected randomly for online processing", "交易被随机选择联机处理"),
            .bit(4, 4, "merchant forced the transaction online", "商户要求联机交易"),
            .bit(4, 3, "biometric try limit exceeded", "生物特征重试超限"),
            .bit(4, 2, "biometric type not supported", "不支持的生物特征类型"),
            .bit(4, 1, "XDA signature verification failed", "扩展数据认证签名验证失败"),
            .bit(5, 8, "default TDOL used", "使用缺省 TDOL"),
            .bit(5, 7, "issuer authentication failed", "发卡行认证失败"),
            .bit(5, 6, "script failed before the final GENERATE AC", "最后一次 GENERATE AC 之前脚本处理失败"),
            .bit(5, 5, "script failed after the final GENERATE AC", "最后一次 GENERATE AC 之后脚本处理失败"),
            .bit(5, 4, "reserved for contactless: relay resistance threshold exceeded", "中继时间超限（非接触）", verified: false),
            .bit(5, 3, "CA ECC key missing", "缺少 CA 的 ECC 公钥"),
            .bit(5, 2, "ECC key recovery failed", "ECC 公钥恢复失败"),
            .bit(5, 1, "reserved for contactless", "非接触保留"),
        ])

    /// Transaction status information `9B` (EMV Book 3, annex C6).
    static let transactionStatusInformation = BitTable(
        2,
        [
            .bit(1, 8, "offline data authentication was performed", "已进行脱机数据认证"),
            .bit(1, 7, "cardholder verification was performed", "已进行持卡人验证"),
            .bit(1, 6, "card risk management was performed", "已进行卡片风险管理"),
            .bit(1, 5, "issuer authentication was performed", "已进行发卡行认证"),
            .bit(1, 4, "terminal risk management was performed", "已进行终端风险管理"),
            .bit(1, 3, "script processing was performed", "已进行脚本处理"),
        ])

    /// Terminal transaction qualifiers `9F66` of contactless book A and Visa's kernel.
    static let terminalTransactionQualifiers = BitTable(
        4,
        [
            .bit(1, 8, "mag-stripe mode supported", "支持磁条模式"),
            .bit(1, 6, "EMV mode supported", "支持 EMV 模式"),
            .bit(1, 5, "EMV contact chip supported", "支持接触式 EMV"),
            .bit(1, 4, "offline-only reader", "仅支持脱机的读卡器"),
            .bit(1, 3, "online PIN supported", "支持联机 PIN"),
            .bit(1, 2, "signature supported", "支持签名"),
            .bit(1, 1, "ODA for online authorisations supported", "支持联机交易的脱机数据认证"),
            .bit(2, 8, "online cryptogram required", "要求联机密文"),
            .bit(2, 7, "CVM required", "要求 CVM"),
            .bit(2, 6, "offline PIN supported (contact chip)", "支持脱机 PIN（接触式）"),
            .bit(3, 8, "issuer update processing supported", "支持发卡行更新处理"),
            .bit(3, 7, "consumer device CVM supported", "支持 CDCVM"),
            .bit(3, 4, "consumer device CVM required", "要求 CDCVM"),
            .bit(4, 8, "fDDA version 01 supported", "支持 fDDA 01 版"),
        ])

    /// Terminal transaction qualifiers `9F66` of qPBOC (emv.md 3.2).
    static let unionPayTerminalTransactionQualifiers = BitTable(
        4,
        [
            .bit(1, 7, "contactless debit/credit supported", "支持非接触式借记/贷记应用"),
            .bit(1, 6, "qPBOC supported", "支持 qPBOC"),
            .bit(1, 5, "contact debit/credit supported", "支持接触式借记/贷记应用"),
            .bit(1, 4, "offline-only reader", "终端仅支持脱机"),
            .bit(1, 3, "online PIN supported", "支持联机 PIN"),
            .bit(1, 2, "signature supported", "支持签名"),
            .bit(1, 1, "ODA for online authorisations supported", "支持联机交易的脱机数据认证"),
            .bit(2, 8, "online cryptogram required", "要求联机密文"),
            .bit(2, 7, "CVM required", "要求 CVM"),
            .bit(3, 7, "consumer device CVM supported (inferred)", "支持 CDCVM（推断）", verified: false),
            .bit(4, 8, "fDDA version 01 supported", "支持 fDDA 01 版"),
        ])

    /// Terminal capabilities `9F33` (EMV Book 4, annex A2).
    static let terminalCapabilities = BitTable(
        3,
        [
            .bit(1, 8, "manual key entry", "手工键盘输入"),
            .bit(1, 7, "magnetic stripe", "磁条"),
            .bit(1, 6, "IC with contacts", "接触式 IC 卡"),
            .bit(2, 8, "plaintext PIN for offline verification", "脱机明文 PIN"),
            .bit(2, 7, "enciphered PIN for online verification", "联机加密 PIN"),
            .bit(2, 6, "signature", "签名"),
            .bit(2, 5, "enciphered PIN for offline verification (RSA)", "脱机加密 PIN (RSA)"),
            .bit(2, 4, "no CVM required", "无需 CVM"),
            .bit(2, 3, "online biometric", "联机生物特征"),
            .bit(2, 2, "offline biometric", "脱机生物特征"),
            .bit(2, 1, "enciphered PIN for offline verification (ECC)", "脱机加密 PIN (ECC)"),
            .bit(3, 8, "SDA", "静态数据认证"),
            .bit(3, 7, "DDA", "动态数据认证"),
            .bit(3, 6, "card capture", "吞卡"),
            .bit(3, 4, "CDA", "复合动态数据认证"),
            .bit(3, 3, "XDA", "扩展数据认证"),
        ])

    /// Additional terminal capabilities `9F40` (EMV Book 4, annex A3).
    static let additionalTerminalCapabilities = BitTable(
        5,
        [
            .bit(1, 8, "cash", "现金"), .bit(1, 7, "goods", "商品"), .bit(1, 6, "services", "服务"),
            .bit(1, 5, "cashback", "返现"), .bit(1, 4, "inquiry", "查询"), .bit(1, 3, "transfer", "转账"),
            .bit(1, 2, "payment", "付款"), .bit(1, 1, "administrative", "管理"),
            .bit(2, 8, "cash deposit", "存款"),
            .bit(3, 8, "numeric keys", "数字键"),
            .bit(3, 7, "alphabetic and special character keys", "字母和特殊字符键"),
            .bit(3, 6, "command keys", "命令键"), .bit(3, 5, "function keys", "功能键"),
            .bit(4, 8, "print, attendant", "打印，服务员"), .bit(4, 7, "print, cardholder", "打印，持卡人"),
            .bit(4, 6, "display, attendant", "显示，服务员"), .bit(4, 5, "display, cardholder", "显示，持卡人"),
            .bit(4, 2, "code table 10", "代码表 10"), .bit(4, 1, "code table 9", "代码表 9"),
            .bit(5, 8, "code table 8", "代码表 8"), .bit(5, 7, "code table 7", "代码表 7"),
            .bit(5, 6, "code table 6", "代码表 6"), .bit(5, 5, "code table 5", "代码表 5"),
            .bit(5, 4, "code table 4", "代码表 4"), .bit(5, 3, "code table 3", "代码表 3"),
            .bit(5, 2, "code table 2", "代码表 2"), .bit(5, 1, "code table 1", "代码表 1"),
        ])

    /// Terminal risk management data `9F1D` (contactless books C-2 and C-8).
    static let terminalRiskManagementData = BitTable(
        8,
        [
            .bit(1, 8, "restart supported", "支持重启"),
            .bit(1, 7, "enciphered PIN verified online (contactless)", "联机加密 PIN（非接触）"),
            .bit(1, 6, "signature (contactless)", "签名（非接触）"),
            .bit(1, 5, "enciphered PIN verified by the card (contactless)", "脱机加密 PIN（非接触）"),
            .bit(1, 4, "no CVM required (contactless)", "无需 CVM（非接触）"),
            .bit(1, 3, "consumer device CVM (contactless)", "CDCVM（非接触）"),
            .bit(1, 2, "plaintext PIN verified by the card (contactless)", "脱机明文 PIN（非接触）"),
            .bit(1, 1, "present and hold supported", "支持持续贴卡"),
            .bit(2, 8, "CVM limit exceeded", "超过 CVM 限额"),
            .bit(2, 7, "enciphered PIN verified online (contact)", "联机加密 PIN（接触）"),
            .bit(2, 6, "signature (contact)", "签名（接触）"),
            .bit(2, 5, "enciphered PIN verified by the card (contact)", "脱机加密 PIN（接触）"),
            .bit(2, 4, "no CVM required (contact)", "无需 CVM（接触）"),
            .bit(2, 3, "consumer device CVM (contact)", "CDCVM（接触）"),
            .bit(2, 2, "plaintext PIN verified by the card (contact)", "脱机明文 PIN（接触）"),
            .bit(3, 8, "contactless mag-stripe mode not supported", "不支持非接触磁条模式"),
            .bit(3, 7, "contactless EMV mode not supported", "不支持非接触 EMV 模式"),
            .bit(3, 6, "consumer device CVM without CDA supported", "支持不带 CDA 的 CDCVM"),
            .bit(4, 8, "consumer device CVM bypass requested", "要求跳过 CDCVM"),
            .bit(4, 7, "exempt from strong authentication", "免强客户认证"),
        ])

    /// American Express's enhanced contactless reader capabilities `9F6E` (contactless book C-4).
    static let enhancedReaderCapabilities = BitTable(
        4,
        [
            .bit(1, 8, "contact mode supported", "支持接触模式"),
            .bit(1, 7, "contactless mag-stripe mode supported", "支持非接触磁条模式"),
            .bit(1, 6, "contactless EMV full online mode supported (no longer used)", "支持完全联机模式（已停用）"),
            .bit(1, 5, "contactless EMV partial online mode supported", "支持部分联机模式"),
            .bit(1, 4, "contactless mobile supported", "支持手机支付"),
            .bit(1, 3, "try another interface after a decline", "拒绝后换接口"),
            .bit(2, 8, "mobile CVM supported", "支持手机 CVM"),
            .bit(2, 7, "online PIN supported", "支持联机 PIN"),
            .bit(2, 6, "signature supported", "支持签名"),
            .bit(2, 5, "plaintext offline PIN supported", "支持脱机明文 PIN"),
            .bit(3, 8, "offline-only reader", "仅支持脱机的读卡器"),
            .bit(3, 7, "CVM required", "要求 CVM"),
            .bit(4, 8, "exempt from no-CVM checks", "免无 CVM 检查"),
            .bit(4, 7, "delayed authorisation terminal", "延迟授权终端"),
            .bit(4, 6, "transit terminal", "公共交通终端"),
            .field(4, 0x07, 0x01, "kernel 4 version 2.2 - 2.3", "内核 4 版本 2.2 - 2.3"),
            .field(4, 0x07, 0x02, "kernel 4 version 2.4 - 2.6", "内核 4 版本 2.4 - 2.6"),
            .field(4, 0x07, 0x03, "kernel 4 version 2.7", "内核 4 版本 2.7"),
        ])

    /// Visa's form factor indicator `9F6E` (contactless book C-3).
    static let formFactorIndicator = BitTable(
        4,
        [
            .field(1, 0xE0, 0x20, "version 1", "版本 1"),
            .field(1, 0x1F, 0x00, "card", "卡片"), .field(1, 0x1F, 0x01, "mini-card", "迷你卡"),
            .field(1, 0x1F, 0x02, "not a card", "非卡片形态"), .field(1, 0x1F, 0x03, "mobile phone", "手机"),
            .field(1, 0x1F, 0x04, "wrist-worn device", "腕戴设备"),
            .bit(2, 8, "passcode capable", "支持口令"), .bit(2, 7, "signature panel", "签名条"),
            .bit(2, 6, "hologram", "全息图"), .bit(2, 5, "CVV2", "CVV2"),
            .bit(2, 4, "two-way messaging", "双向消息"), .bit(2, 3, "cloud based credentials", "云端凭证"),
            .bit(2, 2, "biometric verification capable", "支持生物特征验证"),
            .field(4, 0x0F, 0x00, "contactless (ISO 14443)", "非接触 (ISO 14443)"),
            .field(4, 0x0F, 0x01, "not contactless", "非“非接触”"),
        ])
}
