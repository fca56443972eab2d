import QRTickets
import TestSupport
import Testing

/// Boarding passes and VDV entitlements: structure, lengths that lie, random bytes.
struct StructureTests {
    private static let pass = "M1DOE/JANE            EXXX007 SZXHKGHX 0123 110Y012C0030 10A0123456789^102AB"
    private static let vdv: [UInt8] =
        [0x9E, 0x81, 0x80] + [UInt8](repeating: 1, count: 128) + [0x9A, 0x05] + Array("VDV".utf8) + [0x11, 0x09]
        + [0x7F, 0x21, 0x07, 0x5F, 0x37, 0x01, 0x02, 0x5F, 0x38, 0x00] + [0x42, 0x01, 0x44]

    private static func result(_ text: String) -> CodeResult {
        do throws(CodeFault) {
            let bytes = Array(text.utf8)
            _ = try BoardingPass.parse(bytes.span)
            return .accept
        } catch { return error.result }
    }

    @Test("one leg's fields")
    func boardingPass() throws {
        let bytes = Array(Self.pass.utf8)
        let read = try BoardingPass.parse(bytes.span)
        let leg = try #require(read.legs.first)
        #expect(read.name == "DOE/JANE" && read.legs.count == 1)
        #expect(leg.booking == "XXX007" && leg.from == "SZX" && leg.to == "HKG" && leg.carrier == "HX")
        #expect(leg.number == "123" && leg.seat == "12C" && leg.sequence == "30")
    }

    @Test("lengths that lie, other marks, more and fewer legs")
    func badPasses() {
        let text = Self.pass
        #expect(Self.result(text) == .accept)
        for (old, new) in [
            ("10A", "1FF"), ("10A", "1-1"), ("10A", "1+9"), ("10A", "1zz"), ("10A", "109"), ("^102", "^101"),
            ("^102", "^103"), ("^102", "x102"), ("M1", "M2"), ("M1", "M5"), ("M1", "M0"), ("110Y", "1x0Y"),
            ("EXXX007", "Xxxx007"), ("DOE/JANE", "        "), ("DOE", "D\u{7}E"),
        ] {
            let changed = text.replacing(old, with: new, maxReplacements: 1)
            #expect(changed != text && Self.result(changed) == .malformed, "\(new)")
        }
        for count in 0..<text.utf8.count {
            // Whole after the class, and before the security data.
            let isWhole = count == 48 || count == 70
            #expect((Self.result(String(text.prefix(count))) == .accept) == isWhole, "\(count)")
        }
    }

    @Test("an entitlement's parts")
    func entitlement() throws {
        let read = try VDVCode.parse(Self.vdv.span)
        #expect(read.signature.count == 128 && read.remainder.count == 5 && read.certificate.count == 7)
        #expect(read.authority.count == 1 && read.authority.upperBound == Self.vdv.count)
    }

    @Test("tags and lengths that are others")
    func badEntitlements() {
        for index in Self.vdv.indices where !(3..<131).contains(index) {
            var changed = Self.vdv
            changed[index] ^= 0x40
            // The version behind "VDV", the certificate's signature and the authority's name are anything.
            let isFree = [136, 137, 144, 150].contains(index)
            let isTaken = (try? VDVCode.parse(changed.span)) != nil
            #expect(isTaken == isFree, "byte \(index)")
        }
        for count in 0..<Self.vdv.count {
            let cut = Array(Self.vdv.prefix(count))
            #expect(throws: CodeFault.self) { try VDVCode.parse(cut.span) }
        }
    }

    @Test("random bytes do not trap", arguments: 0..<16)
    func randomBytes(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        for _ in 0..<1000 {
            var (text, code) = (Array(Self.pass.utf8), Self.vdv)
            if random.oneIn(4) { (text, code) = (random.bytes(random.below(200)), random.bytes(random.below(200))) }
            for _ in 0..<(1 + random.below(3)) {
                if !text.isEmpty { text[random.below(text.count)] = random.bytes(1)[0] & 0x7F }
                if !code.isEmpty { code[random.below(code.count)] = random.bytes(1)[0] }
            }
            if let read = try? BoardingPass.parse(text.span) { #expect((1...4).contains(read.legs.count)) }
            if let read = try? VDVCode.parse(code.span) { #expect(read.authority.upperBound == code.count) }
        }
    }
}
