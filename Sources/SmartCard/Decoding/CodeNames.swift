/// A code and its name.
struct CodeName: Sendable {
    /// The code in digits, or in hex.
    let numeric: String
    /// The code in letters, in its forms.
    let letters: [String]
    let name: Wording

    init(_ numeric: String, _ letters: [String], _ english: String, _ chinese: String) {
        self.numeric = numeric
        self.letters = letters
        name = Wording(english, chinese)
    }

    init(_ numeric: String, _ english: String, _ chinese: String) { self.init(numeric, [], english, chinese) }
}

/// Names of the codes that a card in China is likely to show; ISO 3166, 4217, 639 and 18245 have many more.
enum CodeNames {
    static let countries: [CodeName] = [
        CodeName("156", ["CN", "CHN"], "China", "中国"), CodeName("344", ["HK", "HKG"], "Hong Kong", "中国香港"),
        CodeName("446", ["MO", "MAC"], "Macao", "中国澳门"), CodeName("158", ["TW", "TWN"], "Taiwan", "中国台湾"),
        CodeName("392", ["JP", "JPN"], "Japan", "日本"), CodeName("410", ["KR", "KOR"], "South Korea", "韩国"),
        CodeName("702", ["SG", "SGP"], "Singapore", "新加坡"), CodeName("458", ["MY", "MYS"], "Malaysia", "马来西亚"),
        CodeName("764", ["TH", "THA"], "Thailand", "泰国"), CodeName("704", ["VN", "VNM"], "Viet Nam", "越南"),
        CodeName("360", ["ID", "IDN"], "Indonesia", "印度尼西亚"), CodeName("608", ["PH", "PHL"], "Philippines", "菲律宾"),
        CodeName("418", ["LA", "LAO"], "Laos", "老挝"), CodeName("116", ["KH", "KHM"], "Cambodia", "柬埔寨"),
        CodeName("104", ["MM", "MMR"], "Myanmar", "缅甸"), CodeName("356", ["IN", "IND"], "India", "印度"),
        CodeName("643", ["RU", "RUS"], "Russia", "俄罗斯"), CodeName("398", ["KZ", "KAZ"], "Kazakhstan", "哈萨克斯坦"),
        CodeName("784", ["AE", "ARE"], "United Arab Emirates", "阿联酋"),
        CodeName("840", ["US", "USA"], "United States", "美国"), CodeName("124", ["CA", "CAN"], "Canada", "加拿大"),
        CodeName("036", ["AU", "AUS"], "Australia", "澳大利亚"), CodeName("554", ["NZ", "NZL"], "New Zealand", "新西兰"),
        CodeName("826", ["GB", "GBR"], "United Kingdom", "英国"), CodeName("250", ["FR", "FRA"], "France", "法国"),
        CodeName("276", ["DE", "DEU"], "Germany", "德国"), CodeName("528", ["NL", "NLD"], "Netherlands", "荷兰"),
        CodeName("056", ["BE", "BEL"], "Belgium", "比利时"), CodeName("724", ["ES", "ESP"], "Spain", "西班牙"),
        CodeName("380", ["IT", "ITA"], "Italy", "意大利"), CodeName("756", ["CH", "CHE"], "Switzerland", "瑞士"),
        CodeName("752", ["SE", "SWE"], "Sweden", "瑞典"), CodeName("616", ["PL", "POL"], "Poland", "波兰"),
        CodeName("710", ["ZA", "ZAF"], "South Africa", "南非"), CodeName("076", ["BR", "BRA"], "Brazil", "巴西"),
    ]

    static let currencies: [CodeName] = [
        CodeName("156", ["CNY"], "yuan renminbi (CNY)", "人民币 (CNY)"),
        CodeName("344", ["HKD"], "Hong Kong dollar (HKD)", "港元 (HKD)"),
        CodeName("446", ["MOP"], "pataca (MOP)", "澳门元 (MOP)"),
        CodeName("901", ["TWD"], "New Taiwan dollar (TWD)", "新台币 (TWD)"),
        CodeName("392", ["JPY"], "yen (JPY), no decimals", "日元 (JPY)，无小数"),
        CodeName("410", ["KRW"], "won (KRW), no decimals", "韩元 (KRW)，无小数"),
        CodeName("702", ["SGD"], "Singapore dollar (SGD)", "新加坡元 (SGD)"),
        CodeName("458", ["MYR"], "ringgit (MYR)", "林吉特 (MYR)"), CodeName("764", ["THB"], "baht (THB)", "泰铢 (THB)"),
        CodeName("704", ["VND"], "dong (VND), no decimals", "越南盾 (VND)，无小数"),
        CodeName("360", ["IDR"], "rupiah (IDR)", "印尼盾 (IDR)"), CodeName("608", ["PHP"], "peso (PHP)", "菲律宾比索 (PHP)"),
        CodeName("356", ["INR"], "rupee (INR)", "印度卢比 (INR)"), CodeName("643", ["RUB"], "rouble (RUB)", "卢布 (RUB)"),
        CodeName("398", ["KZT"], "tenge (KZT)", "坚戈 (KZT)"), CodeName("784", ["AED"], "dirham (AED)", "迪拉姆 (AED)"),
        CodeName("840", ["USD"], "US dollar (USD)", "美元 (USD)"), CodeName("978", ["EUR"], "euro (EUR)", "欧元 (EUR)"),
        CodeName("826", ["GBP"], "pound (GBP)", "英镑 (GBP)"),
        CodeName("756", ["CHF"], "Swiss franc (CHF)", "瑞士法郎 (CHF)"),
        CodeName("036", ["AUD"], "Australian dollar (AUD)", "澳元 (AUD)"),
        CodeName("554", ["NZD"], "New Zealand dollar (NZD)", "新西兰元 (NZD)"),
        CodeName("124", ["CAD"], "Canadian dollar (CAD)", "加元 (CAD)"),
        CodeName("752", ["SEK"], "Swedish krona (SEK)", "瑞典克朗 (SEK)"),
        CodeName("985", ["PLN"], "zloty (PLN)", "兹罗提 (PLN)"), CodeName("710", ["ZAR"], "rand (ZAR)", "兰特 (ZAR)"),
        CodeName("999", ["XXX"], "no currency", "无货币"),
    ]

    static let languages: [CodeName] = [
        CodeName("", ["zh", "ZH"], "Chinese", "中文"), CodeName("", ["en", "EN"], "English", "英语"),
        CodeName("", ["ja", "JA"], "Japanese", "日语"), CodeName("", ["ko", "KO"], "Korean", "韩语"),
        CodeName("", ["fr", "FR"], "French", "法语"), CodeName("", ["de", "DE"], "German", "德语"),
        CodeName("", ["nl", "NL"], "Dutch", "荷兰语"), CodeName("", ["es", "ES"], "Spanish", "西班牙语"),
        CodeName("", ["it", "IT"], "Italian", "意大利语"), CodeName("", ["pt", "PT"], "Portuguese", "葡萄牙语"),
        CodeName("", ["ru", "RU"], "Russian", "俄语"), CodeName("", ["th", "TH"], "Thai", "泰语"),
        CodeName("", ["vi", "VI"], "Vietnamese", "越南语"), CodeName("", ["pl", "PL"], "Polish", "波兰语"),
        CodeName("", ["sv", "SV"], "Swedish", "瑞典语"),
    ]

    static let merchantCategories: [CodeName] = [
        CodeName("4111", "local and suburban commuter transport, ferries", "本地及郊区通勤交通、轮渡"),
        CodeName("4112", "passenger railways", "铁路客运"), CodeName("4121", "taxis", "出租车"),
        CodeName("4131", "bus lines", "公交线路"), CodeName("4511", "airlines", "航空公司"),
        CodeName("4784", "tolls and bridge fees", "路桥通行费"), CodeName("4789", "other transport services", "其他运输服务"),
        CodeName("5411", "grocery stores, supermarkets", "超市"), CodeName("5499", "convenience stores", "便利店"),
        CodeName("5812", "restaurants", "餐馆"), CodeName("6011", "cash dispensers", "自动取款"),
        CodeName("7523", "parking", "停车场"),
    ]

    /// Field 22 of ISO 8583, as `9F39` carries it.
    static let posEntryModes: [CodeName] = [
        CodeName("00", "unknown", "未知"), CodeName("01", "manual", "手工"), CodeName("02", "magnetic stripe", "磁条"),
        CodeName("03", "optical code", "光学码"), CodeName("04", "OCR", "OCR"),
        CodeName("05", "ICC, CVV can be checked", "IC 卡，可校验 CVV"), CodeName("07", "contactless EMV", "非接触 EMV"),
        CodeName("10", "credentials on file", "预存凭证"),
        CodeName("80", "fallback from ICC to magnetic stripe", "IC 卡降级磁条"),
        CodeName("90", "magnetic stripe, CVV can be checked", "磁条，可校验 CVV"),
        CodeName("91", "contactless magnetic stripe", "非接触磁条"),
        CodeName("95", "ICC, CVV may not be checked", "IC 卡，不可校验 CVV"),
        CodeName("99", "as the original transaction", "同原交易"),
    ]

    static let transactionTypes: [CodeName] = [
        CodeName("00", "purchase of goods and services", "消费"), CodeName("01", "cash", "取现"),
        CodeName("09", "purchase with cashback", "消费返现"), CodeName("20", "refund", "退货"),
        CodeName("21", "deposit", "存款"), CodeName("30", "inquiry", "查询"), CodeName("31", "balance inquiry", "余额查询"),
    ]

    static let accountTypes: [CodeName] = [
        CodeName("00", "default", "默认"), CodeName("10", "savings", "储蓄"), CodeName("20", "cheque or debit", "支票或借记"),
        CodeName("30", "credit", "信用"),
    ]
}
