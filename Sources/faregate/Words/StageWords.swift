import EMV
import SmartCard

/// What the stages of offline data authentication say to a person; their names stay as they are in JSON and in vectors.
enum StageWords {
    /// The name of a stage; in Chinese with its words before it. A name of no stage stays as it is.
    static func text(_ name: String, _ language: Language) -> String {
        guard language == .zh, let stage = AuthenticationStage(rawValue: name) else { return name }
        return "\(chinese(stage)) \(name)"
    }

    private static func chinese(_ stage: AuthenticationStage) -> String {
        switch stage {
        case .caKeyNotFound: "没有对应的 CA 公钥"
        case .caKeyExpired: "CA 公钥已过期"
        case .staticDataTagList: "静态数据标签列表不符合要求"
        case .staticDataRecord: "签名记录不是模板"
        case .issuerCertificateMissing: "缺少发卡行证书"
        case .issuerCertificateLength: "发卡行证书长度错误"
        case .issuerCertificateHeader: "发卡行证书头尾字节错误"
        case .issuerCertificateFormat: "发卡行证书格式错误"
        case .issuerCertificateHash: "发卡行证书哈希不符"
        case .issuerCertificateSignature: "发卡行证书签名错误"
        case .issuerIdentifierMismatch: "发卡行标识与卡号不符"
        case .issuerCertificateExpired: "发卡行证书已过期"
        case .issuerPublicKey: "发卡行公钥不可用"
        case .ssadMissing: "缺少静态签名数据"
        case .ssadLength: "静态签名数据长度错误"
        case .ssadHeader: "静态签名数据头尾字节错误"
        case .ssadHash: "静态签名数据哈希不符"
        case .ssadSignature: "静态签名错误"
        case .iccCertificateMissing: "缺少卡片证书"
        case .iccCertificateLength: "卡片证书长度错误"
        case .iccCertificateHeader: "卡片证书头尾字节错误"
        case .iccCertificateFormat: "卡片证书格式错误"
        case .iccCertificateHash: "卡片证书哈希不符"
        case .iccCertificateSignature: "卡片证书签名错误"
        case .iccPANMismatch: "卡片证书中的卡号不符"
        case .iccCertificateExpired: "卡片证书已过期"
        case .iccPublicKey: "卡片公钥不可用"
        case .dynamicAuthenticationNotSupported: "卡片不支持动态数据认证"
        case .fddaInputIncomplete: "fDDA 的输入数据不完整"
        case .cardAuthenticationDataLength: "卡片认证数据 (9F69) 长度错误"
        case .fddaVersion: "fDDA 版本不受理"
        case .ctqMismatch: "卡片交易属性 (CTQ) 不符"
        case .sdadMissing: "缺少动态签名数据"
        case .sdadLength: "动态签名数据长度错误"
        case .sdadHeader: "动态签名数据头尾字节错误"
        case .sdadHash: "动态签名数据哈希不符"
        case .sdadSignature: "动态签名错误"
        case .atcMismatch: "签名中的交易计数器 (ATC) 不符"
        case .cdaCryptogramInformation: "CDA 签名中的密文信息数据不符"
        case .cdaTransactionDataHash: "CDA 交易数据哈希不符"
        }
    }
}
