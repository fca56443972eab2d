import QRTickets
import TestSupport
import Testing

/// Shops' codes: read, built, refused.
struct MerchantCodeTests {
    private static let elements: [MerchantCode.Element] = [
        .init(id: "01", value: "12"), .init(id: "26", value: "0012hk.com.hkicl02071234567"),
        .init(id: "52", value: "4111"), .init(id: "53", value: "344"), .init(id: "54", value: "8.50"),
        .init(id: "58", value: "HK"), .init(id: "59", value: "深圳地铁"), .init(id: "60", value: "HONG KONG"),
    ]

    private static func result(_ text: String) -> CodeResult {
        do throws(CodeFault) {
            let bytes = Array(text.utf8)
            _ = try MerchantCode.parse(bytes.span)
            return .accept
        } catch { return error.result }
    }

    /// A text with its right CRC.
    private static func summed(_ text: String) -> String {
        let bytes = Array(text.utf8)
        return text + MerchantCode.crc(bytes.span)
    }

    @Test("what is built is read again")
    func built() throws {
        let text = try #require(MerchantCode.text(Self.elements))
        let bytes = Array(text.utf8)
        let read = try MerchantCode.parse(bytes.span).elements
        #expect(Array(read.dropFirst().dropLast()) == Self.elements && read.last?.id == "63")
        #expect(text.hasPrefix("000201") && text.contains("5904深圳地铁"))
    }

    @Test(
        "what cannot be built",
        arguments: [
            [.init(id: "00", value: "01")], [.init(id: "63", value: "1234")], [.init(id: "5", value: "x")],
            [.init(id: "5x", value: "x")], [.init(id: "59", value: "")],
            [.init(id: "59", value: String(repeating: "x", count: 100))],
            [.init(id: "59", value: "x"), .init(id: "59", value: "y")],
        ] as [[MerchantCode.Element]])
    func notBuilt(elements: [MerchantCode.Element]) {
        #expect(MerchantCode.text(elements) == nil)
    }

    @Test("CRC-16 of the standard's check text")
    func crc() {
        let bytes = Array("123456789".utf8)
        let crc = MerchantCode.crc(bytes.span)
        #expect(crc == "29B1")
    }

    @Test(
        "refusals",
        arguments: [
            ("", .malformed), ("00", .malformed), ("0002", .malformed), ("000201", .crcMissing),
            (summed("0102120002016304"), .payloadFormatFirst), (summed("0002026304"), .payloadFormatFirst),
            (summed("0002016304"), .accept), (summed("0002016304").lowercased(), .crcCase),
            ("00020163040000", .malformed),
            (summed("0002016304") + "5902xx", .crcMissing), (summed("00020159006304"), .malformed),
            (summed("000201590a6304"), .malformed), (summed("0002015902x6304"), .malformed),
            (summed("0002015901x5901x6304"), .duplicateTag), (summed("0002016303"), .malformed),
            (summed("0002015901\u{7}6304"), .malformed),
        ] as [(String, CodeResult)])
    func refusals(text: String, result: CodeResult) {
        #expect(Self.result(text) == result)
    }

    @Test("no text with one bit changed is taken")
    func singleBits() throws {
        let text = Array(try #require(MerchantCode.text(Self.elements)).utf8)
        for bit in 0..<(text.count * 8) {
            var changed = text
            changed[bit / 8] ^= 0x80 >> UInt8(bit % 8)
            #expect(throws: CodeFault.self, "bit \(bit)") { try MerchantCode.parse(changed.span) }
        }
    }

    @Test("random bytes do not trap; what is read is built again", arguments: 0..<16)
    func randomBytes(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let sound = Array(try #require(MerchantCode.text(Self.elements)).utf8)
        for _ in 0..<1000 {
            var text = random.oneIn(2) ? random.bytes(random.below(200)) : sound
            for _ in 0..<random.below(3) where !text.isEmpty { text[random.below(text.count)] = random.bytes(1)[0] }
            guard let read = try? MerchantCode.parse(text.span) else { continue }
            #expect(MerchantCode.text(Array(read.elements.dropFirst().dropLast())).map { Array($0.utf8) } == text)
        }
    }
}
