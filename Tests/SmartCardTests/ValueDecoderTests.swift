import SmartCard
import TestSupport
import Testing

/// Values in words.
struct ValueDecoderTests {
    /// Decoder, scheme, value, and texts that must be among the lines.
    static let values: [(ValueDecoder, TagContext, String, [String])] = [
        (.aip, .emv, "7C00", ["byte 1 bit 7: SDA supported", "byte 1 bit 6: DDA supported"]),
        (.aip, .emv, "0101", ["byte 1 bit 1: CDA supported", "byte 2 bit 1: relay resistance protocol supported"]),
        (.aip, .emv, "0010", ["byte 2 bit 5: reserved bit set"]),
        (.aip, .emv, "00", ["length: 1 byte, 2 expected"]),
        (
            .tvr, .emv, "8040001000",
            [
                "byte 1 bit 8: offline data authentication was not performed", "byte 2 bit 7: expired application",
                "byte 4 bit 5: selected randomly for online processing",
            ]
        ),
        (.tsi, .emv, "E800", ["byte 1 bit 4: terminal risk management was performed"]),
        (.auc, .emv, "FF00", ["byte 1 bit 1: valid at terminals other than ATMs"]),
        // The same bytes by two schemes: emv.md, 3.2.
        (.ttq, .unionPay, "21800080", ["byte 1 bit 6: qPBOC supported", "byte 4 bit 8: fDDA version 01 supported"]),
        (.ttq, .unionPay, "80000000", ["byte 1 bit 8: reserved bit set"]),
        (.ttq, .visa, "80000000", ["byte 1 bit 8: mag-stripe mode supported"]),
        (
            .ttq, .unionPay, "40004000",
            [
                "byte 1 bit 7: contactless debit/credit supported",
                "byte 3 bit 7: consumer device CVM supported (inferred) ?",
            ]
        ),
        (
            .ctq, .unionPay, "A080",
            ["byte 1 bit 8: online PIN required", "byte 2 bit 8: consumer device CVM performed"]
        ),
        (.ctq, .unionPay, "0200", ["byte 1 bit 2: switch interface for cashback ?"]),
        (.ctq, .visa, "0200", ["byte 1 bit 2: switch interface for cashback"]),
        (
            .cvm, .emv, "000000000000000042031E031F00",
            [
                "rule 1: enciphered PIN verified online, if the terminal supports the CVM; if it fails, next rule",
                "rule 3: no CVM required, always; if it fails, stop",
            ]
        ),
        (.cvm, .emv, "00", ["length: 1 byte, 10, 12, 14 ... expected"]),
        (.cvmResults, .emv, "3F0000", ["performed: no CVM performed", "result: unknown"]),
        (.cvmResults, .emv, "1E0302", ["performed: signature", "result: successful"]),
        (
            .afl, .emv, "0801010010010401",
            [
                "SFI 1: records 1 to 1, 0 for offline data authentication",
                "SFI 2: records 1 to 4, 1 for offline data authentication",
            ]
        ),
        (.afl, .emv, "0902010000", ["SFI 1: records 2 to 1, 0 for offline data authentication; not a valid entry"]),
        (
            .iad, .unionPay, "07010103A00000010A01000000500019C03BF4",
            [
                "cryptogram: ARQC: online authorisation requested", "algorithm: 01 3DES",
                "electronic cash balance: 50.00 (with two decimals)", "MAC: 19C03BF4",
            ]
        ),
        (
            .iad, .unionPay, "07011703900000040A0100000000007B1AE72A",
            ["cryptogram: TC: approved offline", "algorithm: 04 SM4"]
        ),
        (
            .iad, .visa, "06010A03A00000",
            ["cryptogram version: CVN 10", "cryptogram: ARQC: online authorisation requested"]
        ),
        (
            .iad, .mastercard, "0110A04003220000000000000000000000FF",
            ["layout: M/Chip", "cryptogram: ARQC: online authorisation requested"]
        ),
        (.iad, .emv, "AABB", ["issuer's own layout: AABB"]),
        (.cid, .emv, "80", ["cryptogram: ARQC: online authorisation requested"]),
        (.cid, .emv, "40", ["cryptogram: TC: approved offline"]),
        (.cid, .emv, "09", ["cryptogram: AAC: declined", "advice: required", "reason: service not allowed"]),
        (
            .trackTwo, .emv, "6225000000000012D3012201000000000F",
            [
                "number: 622500******0012", "expiry: 2030-12", "service code: 201", "discretionary data: *********",
            ]
        ),
        (.trackTwo, .emv, "6225", ["separator: missing"]),
        (.pan, .emv, "6210948000000011FFFF", ["number: 621094******0011"]),
        (.date, .emv, "190718", ["date: 2019-07-18"]), (.date, .emv, "991231", ["date: 1999-12-31"]),
        (.date, .emv, "FFFFFF", ["date: 20FF-FF-FF, not a date"]),
        (.date, .emv, "261301", ["date: 2026-13-01, not a date"]),
        (.time, .emv, "235959", ["time: 23:59:59"]), (.time, .emv, "240000", ["time: 24:00:00, not a time"]),
        (.amount, .emv, "000000012345", ["amount: 123.45 (with two decimals)"]),
        (.amount, .emv, "00000000000A", ["amount: not a number"]),
        (.binaryAmount, .emv, "000000C8", ["amount: 2.00 (with two decimals)"]),
        (.country, .emv, "0156", ["country: 156 China"]), (.country, .emv, "434E", ["country: CN China"]),
        (.currency, .emv, "0344", ["currency: 344 Hong Kong dollar (HKD)"]),
        (.currency, .emv, "0111", ["currency: 111, not in the list"]),
        (.language, .emv, "7A68656E", ["language 1: Chinese", "language 2: English"]),
        (
            .terminalType, .emv, "25",
            ["controlled by: merchant", "environment: unattended, offline with online capability"]
        ),
        (.merchantCategory, .emv, "4111", ["category: 4111 local and suburban commuter transport, ferries"]),
        (.posEntryMode, .emv, "07", ["entry mode: contactless EMV"]),
        (.transactionType, .emv, "00", ["transaction: purchase of goods and services"]),
        (.terminalCapabilities, .emv, "E0F8C8", ["byte 3 bit 4: CDA"]),
        (.additionalTerminalCapabilities, .emv, "F000F0A001", ["byte 5 bit 1: code table 1"]),
        (.terminalRiskManagement, .emv, "6C00800000000000", ["byte 1 bit 3: consumer device CVM (contactless)"]),
        (.formFactor, .visa, "20700000", ["byte 1 bits 5-1: card", "byte 2 bit 6: hologram"]),
        (.readerCapabilities, .americanExpress, "C8", ["reader: EMV and mag-stripe, CVM required"]),
        (
            .enhancedReaderCapabilities, .americanExpress, "D8E00023",
            ["byte 4 bit 6: transit terminal", "byte 4 bits 3-1: kernel 4 version 2.7"]
        ),
        (.thirdPartyData, .mastercard, "0156000030310000", ["country: 156 China", "device type: \"01\""]),
        (.df61, .unionPay, "40", ["byte 1 bit 7: ODA for online transactions supported"]),
        (
            .df61, .unionPay, "82",
            [
                "byte 1 bit 8: extended applications use R-MAC protection",
                "byte 1 bit 2: CAPP with offline pre-authorisation supported",
            ]
        ),
        (.additionalProcesses, .unionPay, "00800000", ["byte 2 bit 8: prepaid card"]),
        (
            .authenticationData, .unionPay, "01FE3869FB000040",
            [
                "fDDA version: 01", "card random number: FE3869FB", "copy of 9F6C: 0000", "copy of DF61: 40",
            ]
        ),
        (.authenticationData, .unionPay, "01FE3869FB0000", ["length: 7 bytes, 8 ... 16 expected"]),
        (.authenticationData, .visa, "01B4CBA8D61600", ["card random number: B4CBA8D6"]),
        (.logEntry, .emv, "0B0A", ["log: SFI 11, up to 10 records"]),
        (
            .dol, .emv, "9F37049F0206",
            ["9F37: Unpredictable Number, 4 bytes", "9F02: Amount, Authorised (Numeric), 6 bytes"]
        ),
        (
            .tagList, .emv, "825F34",
            [
                "82: Application Interchange Profile (AIP)",
                "5F34: Application Primary Account Number (PAN) Sequence Number",
            ]
        ),
        (.priority, .emv, "81", ["priority: 1 (1 is highest)", "confirmation: cardholder must confirm"]),
        (.priority, .emv, "00", ["priority: none given"]),
        (.kernelIdentifier, .emv, "07", ["kernel: 7 UnionPay"]),
        (.kernelIdentifier, .emv, "82", ["length: 1 byte, 3 ... 8 expected"]),
        (.applicationIdentifier, .emv, "A000000333010102", ["application: UnionPay credit"]),
        (.registeredProprietaryData, .emv, "000102AABB", ["0001 European Cards Stakeholders Group: AABB"]),
        (.registeredProprietaryData, .emv, "000105AA", ["entry: cut short"]),
        (
            .tUnionFile15, .tUnion, "01011000FFFFFFFF02010310517007010479138120190718204012310000",
            [
                "issuer: 01011000FFFFFFFF", "card number: 310517*********1381", "valid from: 2019-07-18",
                "valid to: 2040-12-31",
            ]
        ),
        (.tUnionFile17, .tUnion, "0000015658005840000101", ["city: 5840 Shenzhen"]),
        (
            .tUnionRecord18, .tUnion, "042D000000000001F40930008900034020241229141740",
            [
                "sequence: 1069", "amount: 5.00 (with two decimals)", "type: composite purchase",
                "time: 2024-12-29 14:17:40",
            ]
        ),
        (
            .tUnionRecord1E, .tUnion,
            "0400003000890003400108001900300000000001F400000E0120241229141740100001011000FFFFFFFF000000000000",
            [
                "state: left", "mode: metro", "balance: 35.85 (with two decimals)", "city: 1000",
            ]
        ),
        (
            .shenzhenTongFile15, .tUnion, "0000000000000000FD21000051800000A344C2132017031420270314",
            ["card number: 3****8659"]
        ),
        (
            .initialisePurchase, .tUnion, "000162AF0036000320010084176AD7",
            [
                "balance: 907.99 (with two decimals)", "offline sequence: 54",
                "overdraft limit: 8.00 (with two decimals)",
            ]
        ),
        (.debitPurchase, .tUnion, "C630C2C8ABCC913B", ["TAC: C630C2C8", "MAC2: ABCC913B"]),
    ]

    @Test(arguments: values.indices)
    func says(index: Int) {
        let (decoder, scheme, hex, expected) = Self.values[index]
        let lines = decoder.lines(bytes(hex), in: .init(scheme: scheme)).map {
            "\($0.part.english): \($0.meaning.english)\($0.isVerified ? "" : " ?")"
        }
        for text in expected { #expect(lines.contains(text), "\(decoder) \(hex): \(lines)") }
    }

    /// No value of any length stops a decoder, in any scheme, and each line has words in both languages.
    @Test(arguments: 0..<16)
    func anyBytes(seed: Int) {
        var generator = SplitMix64(seed: UInt64(seed))
        for _ in 0..<1000 {
            var data = generator.bytes(generator.below(64))
            // Values that begin like those of cards get further.
            if !data.isEmpty, generator.below(2) == 0 { data[0] = generator.one(of: [0x06, 0x07, 0x0F, 0x1F, 0x01]) }
            let decoder = generator.one(of: ValueDecoder.allCases)
            let context = ValueDecoder.Context(
                scheme: generator.one(of: TagContext.allCases), reveals: generator.below(2) == 0)
            for line in decoder.lines(data, in: context) {
                #expect(!line.part.english.isEmpty && !line.part.chinese.isEmpty, "seed \(seed) \(decoder)")
            }
        }
    }

    /// Every decoder meets values of every length up to 64.
    @Test(arguments: ValueDecoder.allCases)
    func everyLength(decoder: ValueDecoder) {
        for count in 0...64 {
            for byte in [0x00, 0x07, 0x1F, 0x31, 0x80, 0xFF] as [UInt8] {
                for scheme in TagContext.allCases {
                    _ = decoder.lines([UInt8](repeating: byte, count: count), in: .init(scheme: scheme))
                }
            }
        }
    }

    /// Card numbers in full only when asked for.
    @Test func reveals() {
        let track = bytes("6225000000000012D3012201000000000F")
        let shown = ValueDecoder.trackTwo.lines(track, in: .init(reveals: true)).map(\.meaning.english)
        #expect(shown.contains("6225000000000012"))
        for decoder in [ValueDecoder.trackTwo, .pan] {
            let masked = decoder.lines(track).map(\.meaning.english).joined()
            #expect(!masked.contains("6225000000000012"))
        }
    }

    @Test(arguments: [
        ("6225000000000012", "622500******0012"), ("6210948000000000011", "621094*********0011"),
        ("12345678901234", "123456****1234"), ("1234567890123", "12345****0123"), ("12345678", "****5678"),
        ("1234567", "*******"), ("", ""),
    ])
    func maskedNumbers(digits: String, expected: String) {
        #expect(MaskedPAN(digits: digits).description == expected)
    }
}
