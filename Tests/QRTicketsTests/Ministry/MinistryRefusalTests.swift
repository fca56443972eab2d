import QRTickets
import Testing

/// What a Ministry code is refused for, each with every signature made anew over it.
struct MinistryRefusalTests {
    /// Offset, bytes put there, the result, and where the fault is.
    @Test(
        arguments: [
            (0, [0x82], "unsupported-format", 0), (1, [0x01, 0x48], "malformed", 1), (1, [0x00, 0x49], "malformed", 1),
            (3, [0x25], "malformed", 3), (4, [0x02], "wrong-service", 4), (7, [0x01], "wrong-service", 7),
            (8, [0xF1], "unknown-ca", 8), (9, [0x13], "malformed", 9), (10, [0xA0], "malformed", 10),
            (13, [0x0A], "malformed", 13), (14, [0x13], "malformed", 14), (14, [0x00], "malformed", 14),
            (14, [0x1A], "malformed", 14), (15, [0x3F], "malformed", 14),
            (14, [0x10, 0x26], "certificate-expired", 14),
            (14, [0x11, 0x26], "accept", nil), (19, [0x05], "malformed", 19), (20, [0x05], "malformed", 20),
            (21, [0x01], "malformed", 21), (22, [0x20], "malformed", 22), (120, [0x1F], "malformed", 120),
            (135, [0x7F], "malformed", 135), (135, [0x20], "accept", nil), (136, [0xA0], "malformed", 136),
            (145, [0x0F], "malformed", 145), (146, [0xA9], "malformed", 146), (149, [0x0C], "malformed", 149),
            (150, [0xF0], "malformed", 150), (153, [0x0E], "malformed", 153),
            (146, [0x99, 0x00, 0x00, 0x03], "issuer-signature", nil), (154, [0x00], "accept", nil),
            (155, [0xFF, 0xFF, 0xFF], "accept", nil), (158, [0x04], "bad-key", 158), (158, [0x00], "bad-key", 158),
            (158, [0x02] + CurveNumbers.largest, "bad-key", 158), (23, [0x02] + CurveNumbers.largest, "bad-key", 23),
            (158, [0x03] + CurveNumbers.strangeX(.sm2), "bad-key", 158),
            (23, [0x03] + CurveNumbers.strangeX(.sm2), "bad-key", 23), (23, [0x04], "bad-key", 23),
            (197, [0x01], "malformed", 197), (197, [0x21], "malformed", 197), (197, [0xFF], "malformed", 197),
            (198, [0x14], "malformed", 198), (267, [0x16], "malformed", 267),
        ] as [(Int, [UInt8], String, Int?)])
    func fields(offset: Int, bytes: [UInt8], result: String, fault: Int?) throws {
        let verdict = try Samples.verdict(Resigning.ministry(.at(offset, bytes)))
        #expect(verdict.result.rawValue == result && verdict.faultOffset == fault)
    }

    @Test("numbers of signatures out of range are a failure of their level, before anything is computed")
    func ranges() throws {
        let numbers = try #require(CurveNumbers(.sm2))
        let code = Resigning.ministry([])
        for (start, result) in [
            (56, CodeResult.certificateSignature), (199, .issuerSignature), (268, .userSignature),
        ] {
            let r = Array(code[start..<(start + 32)])
            for bad in [CurveNumbers.zero, numbers.order, CurveNumbers.largest] {
                for at in [start, start + 32] {
                    let verdict = try Samples.verdict(Resigning.ministry(.at(at, bad)))
                    #expect(verdict.result == result && verdict.faultOffset == start)
                }
            }
            let opposite = try Samples.verdict(Resigning.ministry(.at(start + 32, numbers.orderLess(r))))
            #expect(opposite.result == result, "r + s = n")
        }
        #expect(try Samples.result(Resigning.ministry(.at(158, [0x02] + numbers.prime))) == .badKey)
    }

    @Test("a level signed by another key fails as that level")
    func otherKeys() throws {
        let other = CodePrivateKey(.sm2, label: "somebody")
        for (change, result) in [
            ({ $0.rootKey = other }, .certificateSignature), ({ $0.caIndex = 0x17 }, .unknownCA),
        ] as [((inout MinistryIssuer) -> Void, CodeResult)] {
            var issuer = MinistryIssuer()
            change(&issuer)
            #expect(try Samples.result(issuer.code(Samples.ministryContent())) == result)
        }
        var code = Samples.ministry()
        code.replaceSubrange(199..<263, with: other.sign(Array(code[3..<198])))
        code.replaceSubrange(268..<332, with: TestAuthority.userKey(.sm2).sign(Array(code[0..<267])))
        #expect(try Samples.result(code) == .issuerSignature)
        code = Samples.ministry()
        code.replaceSubrange(268..<332, with: other.sign(Array(code[0..<267])))
        #expect(try Samples.result(code) == .userSignature)
    }

    @Test("a card of another issuer is taken where the policy says so")
    func otherCardIssuer() throws {
        var policy = CodePolicy()
        policy.issuerMustIssueCard = false
        let code = Samples.ministry { $0.cardIssuer = [0x99, 0x00, 0x00, 0x03] }
        #expect(try Samples.result(code) == .issuerSignature)
        #expect(try Samples.result(code, policy) == .accept)
    }

    @Test("custom fields of 0 to 32 bytes", arguments: 0...32)
    func custom(count: Int) throws {
        let code = Samples.ministry { $0.custom = [UInt8](repeating: 7, count: count) }
        #expect(code.count == 332 + count)
        #expect(try Samples.verdict(code).verified?.custom.count == count)
    }
}
