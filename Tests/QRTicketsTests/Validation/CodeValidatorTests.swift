import QRTickets
import TestSupport
import Testing

/// What the validator does for all formats: dispatch, order of checks, replay, any bytes.
struct CodeValidatorTests {
    private static let store = [UInt8](repeating: 0x31, count: 4097)

    @Test(
        arguments: [
            ([], .malformed), ([0x7F], .unknownFormat), (Array("TX1".utf8), .unsupportedFormat),
            (Array("6223456789012345678".utf8), .onlineRequired), (Array("hQVDUFYwMWEA".utf8), .onlineRequired),
            // A template without a length; a character that base64 has not.
            (Array("hQVDUFYwMWE=".utf8), .malformed), (Array("hQVDUFYwMW!A".utf8), .malformed),
            (Array("000201".utf8), .unsupportedFormat), (Array("134567890123456789".utf8), .unsupportedFormat),
            (Array("2834567890123456".utf8), .unsupportedFormat),
            (Array("https://example.org".utf8), .unsupportedFormat),
            ([0x02, 0x01], .unsupportedFormat), ([0x54, 0x01], .unsupportedFormat), ([0x55], .unsupportedFormat),
            ([0x9E, 0x81, 0x80], .unsupportedFormat), (Array("M1X".utf8), .unsupportedFormat), ([0x81], .malformed),
            ([0x46, 0x47], .malformed), (store, .tooLarge), ([0x81] + store, .tooLarge),
            ([UInt8](repeating: 0x31, count: 4096), .unknownFormat),
        ] as [([UInt8], CodeResult)])
    func dispatch(code: [UInt8], result: CodeResult) throws {
        let verdict = try Samples.verdict(code)
        #expect(verdict.result == result && verdict.verified == nil)
    }

    @Test("the display has a sentence in both languages for every result and every kind of code")
    func display() {
        for result in CodeResult.allCases {
            for format in [nil] + CodeFormat.allCases.map(Optional.some) {
                let display = CodeDisplay(result, format)
                #expect(!display.english.isEmpty && display.english.utf8.allSatisfy { (0x20...0x7E).contains($0) })
                #expect(display.chinese.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
            }
        }
        #expect(CodeDisplay(.unsupportedFormat, .weChatDigits).english.contains("WeChat"))
        for result in [CodeResult.onlineRequired, .malformed, .payloadFormatFirst] {
            #expect(CodeDisplay(result, .emvCoConsumer) == CodeDisplay(.onlineRequired, .unionPayDigits))
        }
        #expect(CodeDisplay(.onlineRequired, .unionPayDigits).chinese.contains("付款码"))
        // A ride code, of a version or an algorithm that is not taken here.
        for format in [CodeFormat.ministryV2, .fareGate] {
            #expect(CodeDisplay(.unsupportedFormat, format) == CodeDisplay(.unsupportedFormat, .tencent))
            #expect(CodeDisplay(.malformed, format) != CodeDisplay(.unsupportedFormat, format))
        }
    }

    @Test("a code that was shown is a replay, whatever its bytes, and costs no signature check")
    func replay() throws {
        let (holder, clock) = (ReplayHolder(device: "gate", lane: 1), CodeClock(now: Samples.now))
        for sample in Samples.all {
            let store = MemoryReplayStore()
            let validator = CodeValidator(roots: Samples.roots, replay: store)
            let code = try #require(try validator.validate(sample.code.span, at: clock).verified)
            #expect(try store.reserve(code.replayKey, for: holder, now: clock.now, expires: code.expires) == nil)
            let again = try validator.validate(sample.code.span, at: clock)
            #expect(again.result == .replay && again.seen?.holder == holder && again.verified == nil)
            // Another signature over the same moment, good or bad, is the same code.
            var altered = sample.code
            altered[altered.count - 1] ^= 1
            #expect(try validator.validate(altered.span, at: clock).result == .replay)
            #expect(store.lookups == 3)
        }
    }

    @Test("codes that are refused before are not looked up; a store that cannot answer is an error, not a verdict")
    func replayOrder() throws {
        let store = MemoryReplayStore()
        store.fails = true
        let validator = CodeValidator(roots: Samples.roots, replay: store)
        let code = Samples.ministry()
        #expect(throws: ReplayStoreFailure.self) { try validator.validate(code.span, at: CodeClock(now: Samples.now)) }
        let late = try validator.validate(code.span, at: CodeClock(now: Samples.now + 100))
        #expect(late.result == .expired && store.lookups == 1)
    }

    @Test("no root, no code")
    func noRoots() throws {
        for sample in Samples.all {
            #expect(try Samples.result(sample.code, roots: RootStore()) == .unknownCA)
        }
    }

    @Test("certificates of many issuers are verified anew when they come again, and nothing is confused")
    func manyCertificates() throws {
        let (validator, clock) = (CodeValidator(roots: Samples.roots), CodeClock(now: Samples.now))
        var codes: [[UInt8]] = []
        for index in UInt8(0)..<70 {
            var issuer = FareGateIssuer(.p256)
            issuer.serial = [0, 0, 1, index]
            issuer.issuerKey = CodePrivateKey(.p256, label: "issuer \(index)")
            codes.append(issuer.code(Samples.fareGateContent()))
        }
        for _ in 0..<2 {
            for (index, code) in codes.enumerated() {
                let verdict = try validator.validate(code.span, at: clock)
                #expect(verdict.verified?.serial == [0, 0, 1, UInt8(index)])
            }
        }
        // The certificate of one issuer before the body of another.
        let mixed = codes[0].prefix(121) + codes[1].dropFirst(121)
        #expect(try validator.validate(mixed.span, at: clock).result == .issuerSignature)
    }

    @Test("any bytes have a verdict that is no acceptance", arguments: 0..<16)
    func randomBytes(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let (validator, clock) = (CodeValidator(roots: Samples.roots), CodeClock(now: Samples.now))
        for index in 0..<1000 {
            var code: [UInt8]
            if index % 2 == 0 {
                let count = Int.random(in: 0..<420, using: &random)
                code = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
                let starts: [[UInt8]] = [
                    [], [0x81, 0x01, 0x49, 0x24], [0x46, 0x47, 0x01, 0x02], [0x46, 0x47, 0x01, 0x03],
                ]
                code = starts[index / 2 % 4] + code
            } else {
                let sound = Samples.all[index / 2 % 4].code
                code = sound
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    code[Int.random(in: 0..<code.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                }
                if index % 8 == 1 { code.removeLast(Int.random(in: 0..<code.count, using: &random)) }
                if code == sound { continue }
            }
            let verdict = try validator.validate(code.span, at: clock)
            #expect(verdict.result != .accept && verdict.verified == nil)
            _ = try? CodeDecoding.claims(code.span, near: Samples.now)
        }
    }
}
