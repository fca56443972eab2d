import QRTickets
import Testing

/// Which format a code begins like (qr.md 2), and what is no format.
struct CodeFormatTests {
    @Test(
        arguments: [
            ([0x81, 0x01, 0x49], .ministryV2), ([0x80], .ministryV2), ([0xFF, 0x00], .ministryV2),
            ([0x81, 0x55, 0x62], .uicU1), ([0x81, 0x55, 0x63], .uicU1), ([0x81, 0x55, 0x64], .uicU2),
            ([0x01, 0x55, 0x65], .uicU2), ([0x81, 0x55, 0x61], .ministryV2), ([0x01, 0x55, 0x61], nil),
            ([0x81, 0x55], .ministryV2), ([0x9E, 0x81, 0x80], .vdv), ([0x9E, 0x81, 0x81], .ministryV2),
            ([0x02, 0x01], .alipay), ([0x02], .alipay), ([0x54, 0x01], .city), ([0x54, 0x02], .city),
            ([0x54, 0x03], nil), ([0x54], nil), ([0x54, 0x58], .tencent), ([0x55, 0x01], .unifiedPlatform),
            ([0x46, 0x47], .fareGate), ([0x46], nil), ([0x46, 0x46], nil), ([0x7F], nil), ([], nil), ([0x00], nil),
        ] as [([UInt8], CodeFormat?)])
    func bytes(start: [UInt8], format: CodeFormat?) {
        #expect(CodeFormat.recognise(start.span) == format)
    }

    @Test(
        arguments: [
            ("TX123", .tencent), ("T", nil), ("hQVDUFYwMWE", .emvCoConsumer), ("000201", .emvCoMerchant),
            ("00020", nil), ("#UT01", .uicStatic), ("#UT02", .uicStatic), ("#UT03", nil), ("#UT", nil),
            ("M1DESMARAIS", .boardingPass), ("M2", .boardingPass), ("M0", nil), ("M", nil),
            ("134567890123456789", .weChatDigits), ("164567890123456789", nil), ("13456789012345678", nil),
            ("2834567890123456", .alipayDigits), ("283456789012345", nil), ("3134567890123456", nil),
            ("283456789012345678901234", .alipayDigits), ("2834567890123456789012345", nil),
            ("62", .unionPayDigits), ("6223456789012345678", .unionPayDigits), ("6", nil), ("62a", nil),
            (String(repeating: "62", count: 25), nil), ("https://example.org/", .webAddress),
            ("HTTP://EXAMPLE.ORG", .webAddress), ("weixin://x", .webAddress), ("httpx", nil),
        ] as [(String, CodeFormat?)])
    func text(start: String, format: CodeFormat?) {
        #expect(CodeFormat.recognise(Array(start.utf8).span) == format)
    }
}
