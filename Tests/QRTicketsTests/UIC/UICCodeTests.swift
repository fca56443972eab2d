import CardCrypto
import QRTickets
import TestSupport
import Testing

/// U1 and U2 codes at a gate: own codes, every refusal, every single bit.
struct UICCodeTests {
    @Test("an own code is taken, and says whose it is")
    func accepted() throws {
        let code = try #require(try UICSamples.verdict(UICSamples.code()).verified)
        #expect(code.format == .uicU2 && code.isTest && code.issuer == Array("9999".utf8))
        #expect(code.generated == UICSamples.now - 5 && code.validitySeconds == 120)
        #expect(code.expires == UICSamples.now - 5 + 120 + 20)
        #expect(code.authorisedUntil == UICSamples.now + 3600)
    }

    @Test(
        "times, to the second",
        arguments: [
            (0, .accept), (120, .accept), (121, .expired), (-20, .accept), (-21, .clock), (86_400, .expired),
            // Neither this year's copy nor last year's is of the future: its end says of which year it is.
            (280 * 86_400, .expired), (365 * 86_400, .expired), (-86_400, .clock),
        ] as [(Int, CodeResult)])
    func times(age: Int, result: CodeResult) throws {
        let drawn = Int(UICSamples.now)
        let code = UICSamples.code(at: UInt32(drawn)) { $0.validitySeconds = 120 }
        #expect(try UICSamples.result(code, at: UInt32(drawn + age)) == result)
    }

    @Test("the end of validity is its last good second")
    func end() throws {
        let end = UICSamples.now + 3600
        for (now, result) in [(end, CodeResult.accept), (end + 1, .authorisationExpired)] {
            #expect(try UICSamples.result(UICSamples.code(at: now - 5), at: now) == result)
        }
    }

    @Test("an end more than half a year ahead is not taken: the moment has no year")
    func farEnd() throws {
        for (days, result) in [(183, CodeResult.accept), (184, .validityTooLong)] {
            let end = UICSamples.now + UInt32(days * 86_400)
            let ticket = try #require(
                UICIssuer.test.ticket(account: Samples.account, validitySeconds: 60, endOfValidity: end))
            let code = UICIssuer.test.code(ticket, at: UICSamples.now)
            #expect(try UICSamples.result(code) == result)
        }
    }

    @Test("a code drawn on one side of New Year is good on the other")
    func newYear() throws {
        // 2027-01-01 00:00:00 UTC
        let midnight: UInt32 = 1_798_761_600
        for (drawn, now) in [(midnight - 5, midnight + 5), (midnight + 5, midnight - 5)] {
            let ticket = try #require(
                UICIssuer.test.ticket(account: [1], validitySeconds: 60, endOfValidity: midnight + 600))
            let code = UICIssuer.test.code(ticket, at: drawn)
            let verdict = try UICSamples.verdict(code, at: now)
            #expect(verdict.result == .accept && verdict.verified?.generated == drawn)
        }
    }

    @Test("what the header may lack or name, and what it is refused for", arguments: UICRefusal.allCases)
    func refusals(refusal: UICRefusal) throws {
        #expect(try UICSamples.result(refusal.code) == refusal.result)
    }

    @Test("a stripped level 2 is fraud, and a stripped level 1 is never taken")
    func stripped() throws {
        let issuer = UICIssuer.test
        let moment = UICContent(format: "FDC1", bytes: UICMoment.at(UICSamples.now).dynamicContent)
        let ticket = UICSamples.ticket()
        #expect(try UICSamples.result(issuer.code(ticket, levelTwo: moment, isPhoneSigned: false)) == .userSignature)
        #expect(try UICSamples.result(issuer.code(ticket, levelTwo: nil, isPhoneSigned: false)) == .userSignature)
        let paper = UICSamples.ticket { $0.levelTwoKey = nil }
        #expect(try UICSamples.result(issuer.code(paper, levelTwo: moment, isPhoneSigned: false)) == .userSignature)
        #expect(try UICSamples.result(issuer.code(paper, levelTwo: nil, isPhoneSigned: true)) == .userSignature)
        #expect(try UICSamples.result(issuer.code(paper, levelTwo: nil, isPhoneSigned: false)) == .unsupportedFormat)
        let bare = UICWriter.withoutLevelOneSignature(ticket, moment)
        #expect(try UICSamples.result(bare) == .issuerSignature)
    }

    @Test("keys: unknown, expired, another's, test keys in a real list")
    func keys() throws {
        let code = UICSamples.code()
        #expect(try UICSamples.result(code, keys: UICKeyStore()) == .unknownKey)
        let point = UICIssuer.testPoint
        for (end, result) in [(UICSamples.now, CodeResult.accept), (UICSamples.now - 1, .certificateExpired)] {
            var store = UICKeyStore()
            let isNew = store.add(carrier: "9999", number: 1, point: point, notAfter: end)
            #expect(isNew)
            #expect(try UICSamples.result(code, keys: store) == result)
        }
        var other = UICKeyStore()
        let key = try #require(ECDSAP256PrivateKey(scalar: [UInt8](repeating: 5, count: 32)))
        let added = [[4] + key.publicKey, point].map { other.add(carrier: "9999", number: 1, point: $0, notAfter: nil) }
        #expect(added == [true, false], "one key a number")
        #expect(try UICSamples.result(code, keys: other) == .issuerSignature)
        let line = "9999,1,\(point.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()),\n"
        #expect(throws: CodeFault(at: 0)) { try UICKeyStore(parsing: Array(line.utf8)) }
        let store = try UICKeyStore(parsing: Array(line.utf8), allowsTestKeys: true)
        #expect(try UICSamples.verdict(code, keys: store).verified?.isTest == true)
    }

    @Test(
        "lines that are no key",
        arguments: [
            "9999,1,02,", "9999,1,", "9999,x,00,", ",1,02,", "9999,100000,02,", "9999,-1,02,", "9999,1,zz,",
            "9999,1,022,",
            "9999,1,\u{66}\u{66},x",
        ])
    func badLines(line: String) {
        let text = Array("\(UICKeyStore.columns)\n# keys\n\(line)\n".utf8)
        #expect(throws: CodeFault(at: UICKeyStore.columns.utf8.count + 8)) { try UICKeyStore(parsing: text) }
    }

    @Test("formats are off until the policy names them")
    func off() throws {
        #expect(try UICSamples.result(UICSamples.code(), CodePolicy()) == .unsupportedFormat)
    }

    @Test("the replay key is that of ticket and moment: it survives s and n - s")
    func replay() throws {
        let code = UICSamples.code()
        let first = try #require(try UICSamples.verdict(code).verified).replayKey
        #expect(try #require(try UICSamples.verdict(UICSamples.code(at: UICSamples.now)).verified).replayKey != first)
        let other = UICWriter.withOtherSignature(UICSamples.ticket(), at: UICSamples.now - 5)
        #expect(other != code)
        #expect(try #require(try UICSamples.verdict(other).verified).replayKey == first)
    }

    @Test("no code with one bit changed is taken; signed, padding or length, each bit counts")
    func singleBits() throws {
        let code = UICSamples.code()
        #expect(try UICSamples.result(code) == .accept)
        for bit in 0..<(code.count * 8) {
            var changed = code
            changed[bit / 8] ^= 0x80 >> UInt8(bit % 8)
            #expect(try UICSamples.result(changed) != .accept, "bit \(bit)")
        }
        for count in 0..<code.count { #expect(try UICSamples.result(Array(code.prefix(count))) != .accept) }
        #expect(try UICSamples.result(code + [0]) == .malformed)
    }

    @Test("what is read is written again bit by bit; random changes never trap", arguments: 0..<16)
    func randomChanges(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let sound = UICSamples.code()
        for _ in 0..<1000 {
            var code = random.oneIn(2) ? random.bytes(random.below(300)) : sound
            if random.oneIn(2), code.count > 2 { (code[0], code[1], code[2]) = (0x81, 0x55, 0x64 | code[2] & 1) }
            for _ in 0..<random.below(4) where !code.isEmpty { code[random.below(code.count)] = random.bytes(1)[0] }
            guard let read = try? UICCode.parse(code.span) else { continue }
            #expect(read.levelTwoBits.upperBound <= code.count * 8)
            if read.version == 2 { #expect(read.levelOne.encoded == read.levelOneMessage(of: code.span)) }
        }
    }
}

extension UICIssuer {
    /// The test issuer's key, compressed.
    static var testPoint: [UInt8] {
        CurveBounds.compressed(testPublicKey)
    }
}
