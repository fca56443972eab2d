import CardCrypto
import QRTickets

extension FuzzTarget {
    /// The bytes as a code; below 80 in front they are changes to a sound one.
    private static func code(_ bytes: [UInt8], sound: [UInt8]) -> [UInt8] {
        guard let first = bytes.first, first < 0x80 else { return Array(bytes.dropFirst()) }
        var strings = [sound]
        for edit in Edit.list(Array(bytes.dropFirst())) { edit.apply(to: &strings) }
        return strings[0]
    }

    private static let now: UInt32 = 1_795_392_000
    private static let soundRailTicket: [UInt8] = {
        let ticket = UICIssuer.test.ticket(account: [1, 2, 3], validitySeconds: 60, endOfValidity: now + 60)
        return ticket.map { UICIssuer.test.code($0, at: now) } ?? []
    }()
    private static let railwayKeys = UICIssuer.test.keys

    /// A U1 or U2 code: what is read is written as it was, and only the sound one opens a gate.
    static func railTicket(_ bytes: [UInt8]) {
        let code = code(bytes, sound: soundRailTicket)
        if let read = try? UICCode.parse(code.span) {
            precondition(read.levelTwoBits.upperBound <= code.count * 8)
            precondition(read.version == 1 || read.levelOne.encoded == read.levelOneMessage(of: code.span))
        }
        guard checksSignatures(bytes) else { return }
        var policy = CodePolicy()
        policy.formats = [.uicU1, .uicU2]
        let validator = CodeValidator(roots: RootStore(), policy: policy, railwayKeys: railwayKeys)
        let verdict = try? validator.validate(code.span, at: CodeClock(now: now))
        precondition(verdict?.result != .accept || code == soundRailTicket, "another code was taken")
    }

    private static let soundPaper =
        Array("#UT02999900001".utf8) + [UInt8](repeating: 1, count: 64) + Array("0023".utf8)
        + [0x78, 0x01, 0x01, 0x0C, 0x00, 0xF3, 0xFF] + Array("U_HEAD010012".utf8) + [0x15, 0x37, 0x02, 0xEB]

    /// A static ticket: content within its cap, blocks within the content.
    static func paperTicket(_ bytes: [UInt8]) {
        let code = code(bytes, sound: soundPaper)
        guard let read = try? UICStaticCode.parse(code.span) else { return }
        precondition(read.contentLength <= UICStaticCode.mostContentBytes && read.compressed.upperBound == code.count)
        _ = read.signatureEncoding(of: code.span)
        guard let blocks = try? read.blocks(of: code.span) else { return }
        precondition(blocks.last.map { $0.range.upperBound } ?? 0 == read.contentLength)
    }

    private static let soundShop = Array(
        (MerchantCode.text([.init(id: "26", value: "0012hk.com.hkicl"), .init(id: "59", value: "深圳")]) ?? "").utf8)
    private static let soundWallet = Array("hQVDUFYwMWETTwegAAAAVVVVUAhQcm9kdWN0MQ==".utf8)

    /// EMVCo's texts: a shop's that is read is built as it was.
    static func paymentCode(_ bytes: [UInt8]) {
        let shop = code(bytes, sound: soundShop)
        if let read = try? MerchantCode.parse(shop.span) {
            let text = MerchantCode.text(Array(read.elements.dropFirst().dropLast()))
            precondition(text.map { Array($0.utf8) } == shop, "another text was built")
        }
        let wallet = code(bytes, sound: soundWallet)
        if let read = try? ConsumerCode.parse(wallet.span) { precondition(read.elements.first?.tag == 0x85) }
    }

    private static let soundPass = Array(
        "M1DOE/JANE            EXXX007 SZXHKGHX 0123 110Y012C0030 10A0123456789^102AB".utf8)
    private static let soundEntitlement: [UInt8] =
        [0x9E, 0x81, 0x80] + [UInt8](repeating: 1, count: 128) + [0x9A, 0x05, 0x56, 0x44, 0x56, 0x11, 0x09]
        + [0x7F, 0x21, 0x07, 0x5F, 0x37, 0x01, 0x02, 0x5F, 0x38, 0x00, 0x42, 0x01, 0x44]

    /// Boarding passes and VDV entitlements.
    static func travelDocument(_ bytes: [UInt8]) {
        let pass = code(bytes, sound: soundPass)
        if let read = try? BoardingPass.parse(pass.span) { precondition((1...4).contains(read.legs.count)) }
        let entitlement = code(bytes, sound: soundEntitlement)
        guard let read = try? VDVCode.parse(entitlement.span) else { return }
        precondition(read.authority.upperBound == entitlement.count)
    }

    /// Form only: nobody has signed it.
    private static let soundLegacy: [UInt8] =
        [0x02, 0x01, 0x00, 73] + Array("2088000000000001".utf8) + [UInt8](repeating: 1, count: 20)
        + [UInt8](repeating: 2, count: 25) + Array("T0440300".utf8) + [1, 0x34, 1, 0] + [2, 0x30, 0]
        + [4, 0x6B, 0x03, 0x81, 0xFB, 2, 0x30, 0]

    /// Alipay's code: parts that meet, and none that is taken.
    static func legacyCode(_ bytes: [UInt8]) {
        let code = code(bytes, sound: soundLegacy)
        if let read = try? AlipayCode.parse(code.span) {
            precondition(read.cardData.upperBound == read.partOne.upperBound)
            precondition(read.userSignature.upperBound == code.count)
        }
        var policy = CodePolicy()
        policy.formats = [.alipay, .city]
        let verdict = try? CodeValidator(roots: RootStore(), policy: policy)
            .validate(code.span, at: CodeClock(now: now))
        precondition(verdict?.result != .accept)
    }

    private static let soundSignature: [UInt8] = [0x30, 0x08, 0x02, 0x02, 0x00, 0x80, 0x02, 0x02, 0x12, 0x34]

    /// A signature in DER that is read is written as it was; a certificate that is read does not trap.
    static func signatureEncoding(_ bytes: [UInt8]) {
        let signature = code(bytes, sound: soundSignature)
        if let pair = PairEncoding.pair(signature.span, length: 32) {
            precondition(PairEncoding.bytes(pair) == signature, "a spare encoding was read")
        }
        _ = DSAPublicKey(certificate: signature)
        _ = DSAPublicKey(subjectPublicKeyInfo: signature)
    }

    private static let soundRailwayKeys = Array(
        "# keys\n9999,1,026B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,1795392000\n".utf8)

    /// A list of issuers' keys.
    static func railwayKeyFile(_ bytes: [UInt8]) {
        _ = try? UICKeyStore(parsing: code(bytes, sound: soundRailwayKeys))
    }
}
