/// Names of the applications that a reader in China meets (emv.md 3.1; others from public lists).
enum ApplicationNames {
    private static let list: [([UInt8], Wording)] = [
        (Array("1PAY.SYS.DDF01".utf8), Wording("payment system environment (PSE)", "支付系统环境 (PSE)")),
        (Array("2PAY.SYS.DDF01".utf8), Wording("proximity payment system environment (PPSE)", "近距离支付系统环境 (PPSE)")),
        ([0xA0, 0x00, 0x00, 0x03, 0x33, 0x01, 0x01, 0x01], Wording("UnionPay debit", "银联借记")),
        ([0xA0, 0x00, 0x00, 0x03, 0x33, 0x01, 0x01, 0x02], Wording("UnionPay credit", "银联贷记")),
        ([0xA0, 0x00, 0x00, 0x03, 0x33, 0x01, 0x01, 0x03], Wording("UnionPay quasi-credit", "银联准贷记")),
        ([0xA0, 0x00, 0x00, 0x03, 0x33, 0x01, 0x01, 0x06], Wording("UnionPay electronic cash", "银联电子现金")),
        ([0xA0, 0x00, 0x00, 0x03, 0x33, 0x01, 0x01, 0x08], Wording("UnionPay US common debit", "银联美国通用借记")),
        ([0xA0, 0x00, 0x00, 0x03, 0x33], Wording("UnionPay", "银联")),
        ([0xA0, 0x00, 0x00, 0x06, 0x32, 0x01, 0x01, 0x05], Wording("T-Union purse (MOT_T_EP)", "交通联合电子钱包")),
        ([0xA0, 0x00, 0x00, 0x06, 0x32, 0x01, 0x01, 0x06], Wording("T-Union cash (MOT_T_CASH)", "交通联合电子现金")),
        ([0xA0, 0x00, 0x00, 0x06, 0x32], Wording("T-Union", "交通联合")),
        ([0xA0, 0x00, 0x00, 0x00, 0x03, 0x86, 0x98, 0x07], Wording("City Union", "全国城市一卡通")),
        (Array("PAY.SZT".utf8), Wording("Shenzhen Tong", "深圳通")),
        (Array("SZT.WALLET.ENV".utf8), Wording("Shenzhen Tong in a phone", "手机深圳通")),
        (Array("PAY.APPY".utf8), Wording("Lingnan Tong", "岭南通")),
        (Array("PAY.TICL".utf8), Wording("Lingnan Tong tickets", "岭南通票务")),
        ([0xA0, 0x00, 0x00, 0x00, 0x03, 0x10, 0x10], Wording("Visa credit or debit", "Visa 贷记或借记")),
        ([0xA0, 0x00, 0x00, 0x00, 0x03, 0x20, 0x10], Wording("Visa Electron")),
        ([0xA0, 0x00, 0x00, 0x00, 0x03], Wording("Visa")),
        ([0xA0, 0x00, 0x00, 0x00, 0x04, 0x10, 0x10], Wording("Mastercard credit or debit", "万事达贷记或借记")),
        ([0xA0, 0x00, 0x00, 0x00, 0x04, 0x30, 0x60], Wording("Maestro")),
        ([0xA0, 0x00, 0x00, 0x00, 0x04], Wording("Mastercard", "万事达")),
        ([0xA0, 0x00, 0x00, 0x00, 0x25], Wording("American Express", "美国运通")),
        ([0xA0, 0x00, 0x00, 0x00, 0x65], Wording("JCB")),
        ([0xA0, 0x00, 0x00, 0x01, 0x52], Wording("Discover", "发现卡")),
        ([0xA0, 0x00, 0x00, 0x03, 0x59], Wording("girocard")),
    ]

    /// The name of the longest known start of an application identifier.
    static func name(of identifier: some Collection<UInt8>) -> Wording? {
        list.filter { identifier.starts(with: $0.0) }.max { $0.0.count < $1.0.count }?.1
    }
}
