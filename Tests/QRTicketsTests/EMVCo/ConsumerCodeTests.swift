import Foundation
import QRTickets
import TestSupport
import Testing

/// Wallets' payment codes: read, and never a ride.
struct ConsumerCodeTests {
    private static func code(_ hex: String) -> [UInt8] { Array(Data(hexBytes(hex)).base64EncodedString().utf8) }

    private static func result(_ code: [UInt8]) -> CodeResult {
        do throws(CodeFault) {
            _ = try ConsumerCode.parse(code.span)
            return .accept
        } catch { return error.result }
    }

    @Test(
        "objects, and what is none",
        arguments: [
            ("85054350563031", .accept), ("85054350563031610450020102", .accept), ("", .payloadFormatFirst),
            ("610085054350563031", .payloadFormatFirst), ("85054350563032", .payloadFormatFirst),
            ("8506435056303131", .payloadFormatFirst), ("850543505630", .malformed), ("8505435056303161", .malformed),
            ("850543505630316180", .malformed), ("850543505630310061025000", .malformed),
            ("8505435056303161035002", .malformed), ("850543505630316103500201", .malformed),
            (
                "8505435056303161106" + "10E610C610A610861066104610261" + "00", .malformed
            ),
        ] as [(String, CodeResult)])
    func objects(hex: String, result: CodeResult) {
        #expect(Self.result(Self.code(hex)) == result)
    }

    @Test(
        "base64 in its one form",
        arguments: ["hQVDUFYwMQ", "hQVDUFYwMQ=", "hQVDUFYwMR==", "hQVDUFYw\nMQ==", "hQ==DUFYwMQ==", "===="])
    func base64(text: String) {
        #expect(Self.result(Array("hQVDUFYwMQ==".utf8)) == .accept)
        #expect(Self.result(Array(text.utf8)) == .malformed)
    }

    @Test("templates in each other end at a depth")
    func depth() {
        for (levels, result) in [(7, CodeResult.accept), (8, .malformed), (60, .malformed)] {
            var object: [UInt8] = [0x50, 0x00]
            for _ in 0..<levels { object = [0x61, UInt8(object.count)] + object }
            let bytes = hexBytes("85054350563031") + object
            #expect(Self.result(Array(Data(bytes).base64EncodedString().utf8)) == result, "\(levels)")
        }
    }

    @Test("at a gate it is a payment code")
    func gate() throws {
        var policy = CodePolicy()
        policy.formats = Set(CodeFormat.allCases)
        let code = Self.code("85054350563031610450020102")
        let verdict = try CodeValidator(roots: RootStore(), policy: policy)
            .validate(code.span, at: CodeClock(now: Samples.now))
        #expect(verdict.result == .onlineRequired)
    }

    @Test("random bytes do not trap", arguments: 0..<16)
    func randomBytes(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        for _ in 0..<1000 {
            let bytes = hexBytes("85054350563031") + random.bytes(random.below(60))
            let text = random.oneIn(4) ? random.bytes(random.below(80)) : Array(Data(bytes).base64EncodedString().utf8)
            guard let code = try? ConsumerCode.parse(text.span) else { continue }
            #expect(code.elements.first?.tag == 0x85)
        }
    }
}
