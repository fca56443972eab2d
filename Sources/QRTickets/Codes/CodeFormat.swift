/// What a code is, by how it begins.
///
/// - **Source**: `qr.md` 2; the order in which the rules are tried is ``recognise(_:)``.
package enum CodeFormat: String, Hashable, Sendable, CaseIterable {
    /// Ministry of Transport, three levels (JT/T 1179 family).
    case ministryV2 = "mot-v2"
    /// FareGate's own code; its algorithm stands in byte 3.
    case fareGate = "fg"
    /// UIC 918.9 dynamic, header version 1.
    case uicU1 = "uic-u1"
    /// UIC 918.9 dynamic, header version 2.
    case uicU2 = "uic-u2"
    /// UIC 918.3 static.
    case uicStatic = "uic-static"
    /// VDV-KA.
    case vdv
    /// IATA bar-coded boarding pass.
    case boardingPass = "bcbp"
    /// Alipay's code before the Ministry's: legacy.
    case alipay
    /// A city operator's code: two bytes, then Alipay's body.
    case city
    /// Unified issuing platform, first byte 0x55: the Ministry's layout, known from one decoder only.
    case unifiedPlatform = "unified-platform"
    /// Tencent's ride code: closed.
    case tencent
    /// EMVCo, shown by the consumer.
    case emvCoConsumer = "emvco-cpm"
    /// EMVCo, shown by a shop.
    case emvCoMerchant = "emvco-mpm"
    /// UnionPay's payment code of digits.
    case unionPayDigits = "unionpay-payment"
    /// WeChat's payment code of digits.
    case weChatDigits = "wechat-payment"
    /// Alipay's payment code of digits.
    case alipayDigits = "alipay-payment"
    /// A web address: an advertisement, a shop's code, a ticket page.
    case webAddress = "web-address"

    /// The most bytes of any code; longer ones are `too-large` before they are looked at.
    package static let mostBytes = 4096

    /// The format that the bytes begin like; nil if no rule claims them.
    ///
    /// A U1 or U2 header and VDV begin with bytes of 0x80 and more, or 0x01, as the Ministry's codes do: they are tried
    /// first, and nothing is lost, since the Ministry's second byte is always 0x01.
    package static func recognise(_ bytes: Span<UInt8>) -> CodeFormat? {
        guard bytes.count > 0 else { return nil }
        if let format = uic(bytes) { return format }
        if begins(bytes, [0x9E, 0x81, 0x80]) { return .vdv }
        let first = bytes[0]
        if first >= 0x80 { return .ministryV2 }
        switch first {
        case 0x02: return .alipay
        case UInt8(ascii: "T"):
            if begins(bytes, [0x54, 0x58]) { return .tencent }
            return bytes.count > 1 && (1...2).contains(bytes[1]) ? .city : nil
        case 0x55: return .unifiedPlatform
        case UInt8(ascii: "F"): return begins(bytes, [0x46, 0x47]) ? .fareGate : nil
        case UInt8(ascii: "M"):
            return bytes.count > 1 && (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(bytes[1]) ? .boardingPass : nil
        case UInt8(ascii: "#"):
            return begins(bytes, Array("#UT01".utf8)) || begins(bytes, Array("#UT02".utf8)) ? .uicStatic : nil
        default: return text(bytes)
        }
    }

    private static func uic(_ bytes: Span<UInt8>) -> CodeFormat? {
        guard bytes.count > 2, bytes[0] == 0x81 || bytes[0] == 0x01, bytes[1] == 0x55 else { return nil }
        switch bytes[2] {
        case 0x62, 0x63: return .uicU1
        case 0x64, 0x65: return .uicU2
        default: return nil
        }
    }

    private static func text(_ bytes: Span<UInt8>) -> CodeFormat? {
        if begins(bytes, Array("hQVDUFYwMW".utf8)) { return .emvCoConsumer }
        if begins(bytes, Array("000201".utf8)) { return .emvCoMerchant }
        if let format = digits(bytes) { return format }
        for scheme in ["http://", "https://", "weixin://", "alipays://"] {
            if begins(bytes, Array(scheme.utf8), ignoringCase: true) { return .webAddress }
        }
        return nil
    }

    private static func digits(_ bytes: Span<UInt8>) -> CodeFormat? {
        for index in bytes.indices where !(0x30...0x39).contains(bytes[index]) { return nil }
        guard bytes.count >= 2 else { return nil }
        let start = (bytes[0] - 0x30) * 10 + (bytes[1] - 0x30)
        if bytes.count == 18, (10...15).contains(start) { return .weChatDigits }
        if (16...24).contains(bytes.count), (25...30).contains(start) { return .alipayDigits }
        if bytes.count < 50, start == 62 { return .unionPayDigits }
        return nil
    }

    private static func begins(_ bytes: Span<UInt8>, _ start: [UInt8], ignoringCase: Bool = false) -> Bool {
        guard bytes.count >= start.count else { return false }
        for index in start.indices {
            var byte = bytes[index]
            if ignoringCase, (0x41...0x5A).contains(byte) { byte += 0x20 }
            if byte != start[index] { return false }
        }
        return true
    }
}
