import CardCrypto
import QRTickets
import Testing

/// What FareGate's own codes are refused for, each with every signature made anew over it.
@Suite(.serialized)
struct FareGateRefusalTests {
    @Test(arguments: CodeAlgorithm.allCases)
    func fields(algorithm: CodeAlgorithm) throws {
        let layout = Resigning.Layout(algorithm: algorithm)
        let other: UInt8 = algorithm == .sm2 ? 2 : 1
        let rows: [(Int, [UInt8], CodeResult, Int?)] = [
            (0, [0x47], .unknownFormat, 0), (2, [0x02], .unsupportedFormat, 2), (3, [0x00], .unsupportedFormat, 3),
            (3, [0x04], .unsupportedFormat, 3), (3, [other], .malformed, nil), (4, [0x01, 0xFF], .malformed, 4),
            (6, [other], .malformed, 6), (7, [0xF1], .unknownCA, 7),
            (12, (Samples.now + 1).bytes, .certificateExpired, 12), (12, Samples.now.bytes, .accept, nil),
            (16, (Samples.now - 1).bytes, .certificateExpired, 12), (16, Samples.now.bytes, .accept, nil),
            (layout.body, [0x00], .wrongService, nil), (layout.body, [0x03], .wrongService, nil),
            (layout.body, [0x02], .wrongService, nil), (layout.body + 1, [0x00], .accept, nil),
            (layout.place, [0, 0, 0, 0], .wrongService, nil), (layout.place, [0, 0, 0, 1], .accept, nil),
            (layout.customLength, [0x01], .malformed, nil),
            (layout.customLength, [0x21], .malformed, layout.customLength),
            (layout.customLength, [0xFF], .malformed, layout.customLength),
        ]
        for (offset, bytes, result, fault) in rows {
            let verdict = try Samples.verdict(Resigning.fareGate(algorithm, .at(offset, bytes)))
            #expect(verdict.result == result, "\(algorithm) \(offset) \(bytes)")
            if let fault { #expect(verdict.faultOffset == fault, "\(algorithm) \(offset) \(bytes)") }
        }
    }

    @Test("keys that are no point are bad keys at both levels", arguments: CodeAlgorithm.allCases)
    func keys(algorithm: CodeAlgorithm) throws {
        let layout = Resigning.Layout(algorithm: algorithm)
        var bad: [[UInt8]] = []
        if let numbers = CurveNumbers(algorithm) {
            bad = [
                [0x02] + CurveNumbers.largest, [0x02] + numbers.prime, [0x03] + CurveNumbers.strangeX(algorithm),
                [0x04],
                [0x00],
            ]
        } else {
            bad = EdwardsKeyTests.smallOrder + [EdwardsKeyTests.noPoint]
        }
        for key in bad {
            for offset in [layout.issuerKey, layout.userKey] {
                let verdict = try Samples.verdict(Resigning.fareGate(algorithm, .at(offset, key)))
                #expect(verdict.result == .badKey && verdict.faultOffset == offset, "\(key)")
            }
        }
    }

    @Test("signatures out of range, or of another key, fail as their level", arguments: CodeAlgorithm.allCases)
    func signatures(algorithm: CodeAlgorithm) throws {
        let layout = Resigning.Layout(algorithm: algorithm)
        let code = Resigning.fareGate(algorithm, [])
        for (start, result) in [
            (layout.certificateSignature, CodeResult.certificateSignature), (layout.issuerSignature, .issuerSignature),
            (layout.userSignature, .userSignature),
        ] {
            var bad = [CurveNumbers.zero + CurveNumbers.zero, CurveNumbers.largest + CurveNumbers.largest]
            bad.append(CodePrivateKey(algorithm, label: "somebody").sign(Array(code[6..<start])))
            if let numbers = CurveNumbers(algorithm) {
                let (r, s) = (Array(code[start..<(start + 32)]), Array(code[(start + 32)..<(start + 64)]))
                bad += [CurveNumbers.zero + s, r + CurveNumbers.zero, numbers.order + s, r + numbers.order]
                bad.append(r + numbers.orderLess(algorithm == .sm2 ? r : s))
            }
            for signature in bad {
                let verdict = try Samples.verdict(Resigning.fareGate(algorithm, .at(start, signature)))
                #expect(verdict.result == result && verdict.faultOffset == start, "\(algorithm) \(start)")
            }
        }
    }

    @Test("n - s of P-256, which the standard takes, is refused, and issued codes have the lower one")
    func lowS() throws {
        let numbers = try #require(CurveNumbers(.p256))
        let key = try #require(ECDSAP256PrivateKey(scalar: [UInt8](repeating: 7, count: 32)))
        let publicKey = try #require(ECDSAP256PublicKey(key.publicKey))
        for index in UInt8(0)..<32 {
            let signature = key.signWithLowS([index])
            let other = Array(signature.prefix(32)) + numbers.orderLess(signature.suffix(32))
            #expect(CurveBounds.p256.isSignature(signature.span) && !CurveBounds.p256.isSignature(other.span))
            #expect(publicKey.verify([index], signature: signature) && publicKey.verify([index], signature: other))
        }
    }

    @Test("zones, stations and algorithms as the policy has them")
    func policy() throws {
        var policy = CodePolicy()
        policy.zones = 0b100
        policy.station = 268
        for (type, place, result) in [
            (1, 0b110, .accept), (1, 0b011, .wrongService), (2, 268, .accept), (2, 269, .wrongService),
        ] as [(UInt8, UInt32, CodeResult)] {
            let code = Samples.fareGate(.p256) {
                $0.ticketType = type
                $0.place = place
            }
            #expect(try Samples.result(code, policy) == result)
        }
        policy.fareGateAlgorithms = [.sm2]
        #expect(try Samples.result(Samples.fareGate(.p256), policy) == .unsupportedFormat)
        policy.formats = [.ministryV2]
        #expect(try Samples.result(Samples.fareGate(.sm2), policy) == .unsupportedFormat)
    }
}

extension UInt32 {
    fileprivate var bytes: [UInt8] { (0..<4).reversed().map { UInt8(truncatingIfNeeded: self >> ($0 * 8)) } }
}
