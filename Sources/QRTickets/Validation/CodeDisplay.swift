/// One sentence for the rider, in both languages.
///
/// - **Shape**: says what to do; nothing from the code itself is in it.
package struct CodeDisplay: Hashable, Sendable {
    package let chinese: String
    package let english: String

    private init(_ english: String, _ chinese: String) {
        self.english = english
        self.chinese = chinese
    }

    /// The sentence for a result; for codes of another kind it says which was shown.
    package init(_ result: CodeResult, _ format: CodeFormat?) {
        // A wallet's code is a payment code, read in full or not.
        let isOfOtherKind = [.unsupportedFormat, .onlineRequired].contains(result) || format == .emvCoConsumer
        self = format.flatMap { isOfOtherKind ? Self.otherCode($0) : nil } ?? Self.sentence(result)
    }

    private static func sentence(_ result: CodeResult) -> CodeDisplay {
        switch result {
        case .accept: CodeDisplay("Please go through", "请通行")
        case .malformed, .payloadFormatFirst, .crcMissing, .crcCase, .duplicateTag:
            CodeDisplay("The code cannot be read; refresh it and try again", "二维码无法识别，请刷新后重试")
        case .unknownFormat, .unsupportedFormat:
            CodeDisplay("Not a ride code; please open the ride code", "不是乘车码，请打开乘车码")
        case .tooLarge: CodeDisplay("Not a ride code: it is too large", "不是乘车码：内容过长")
        case .expired: CodeDisplay("The code has expired; please refresh it", "二维码已过期，请刷新")
        case .clock: CodeDisplay("The time of phone and gate differ; please see the staff", "手机与闸机时间不一致，请联系工作人员")
        case .authorisationExpired: CodeDisplay("Please go online and refresh the code", "乘车码授权已过期，请联网刷新")
        case .validityTooLong: CodeDisplay("This code is not accepted: valid for too long", "二维码有效期过长，不能使用")
        case .certificateExpired, .unknownCA, .unknownKey:
            CodeDisplay("The issuer of this code is not accepted here", "本站不支持该乘车码的发码机构")
        case .certificateSignature, .issuerSignature, .userSignature, .badKey:
            CodeDisplay("The code is not genuine; please see the staff", "二维码验证失败，请联系工作人员")
        case .revoked: CodeDisplay("The code has been blocked; please see the staff", "该乘车码已停用，请联系工作人员")
        case .replay: CodeDisplay("The code has been used; please refresh it", "二维码已使用，请刷新")
        case .limitExceeded: CodeDisplay("The fare is above the limit of this code", "超出该乘车码的限额")
        case .wrongService: CodeDisplay("The code is not valid here", "该乘车码不适用于本站")
        case .onlineRequired:
            CodeDisplay("A payment code cannot open the gate; please open the ride code", "付款码不能过闸，请打开乘车码")
        }
    }

    /// What a rider has shown in place of a code that is taken here.
    private static func otherCode(_ format: CodeFormat) -> CodeDisplay {
        switch format {
        case .weChatDigits:
            CodeDisplay("This is a WeChat payment code; please open the ride code", "这是微信付款码，请打开乘车码")
        case .alipayDigits:
            CodeDisplay("This is an Alipay payment code; please open the ride code", "这是支付宝付款码，请打开乘车码")
        case .unionPayDigits, .emvCoConsumer:
            CodeDisplay("This is a payment code; please open the ride code", "这是付款码，请打开乘车码")
        case .emvCoMerchant:
            CodeDisplay("This is a shop's code; please open the ride code", "这是收款码，请打开乘车码")
        case .webAddress:
            CodeDisplay("This is a web address; please open the ride code", "这是网址二维码，请打开乘车码")
        case .boardingPass:
            CodeDisplay("This is a boarding pass; please open the ride code", "这是登机牌，请打开乘车码")
        case .tencent, .alipay, .city, .unifiedPlatform, .ministryV2, .fareGate:
            CodeDisplay("This kind of ride code is not accepted here", "本站不支持这种乘车码")
        case .uicU1, .uicU2, .uicStatic, .vdv:
            CodeDisplay("This rail ticket is not accepted here", "本站不支持该铁路电子客票")
        }
    }
}
