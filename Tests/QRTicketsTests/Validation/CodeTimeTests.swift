import QRTickets
import Testing

/// When a code is good: every boundary by the second.
struct CodeTimeTests {
    /// Seconds from the code's time to the gate's, for a validity of 60 s.
    @Test(
        arguments: [
            (-21, .clock), (-20, .accept), (0, .accept), (60, .accept), (61, .expired), (-100_000, .clock),
            (100_000, .expired),
        ] as [(Int, CodeResult)])
    func window(age: Int, result: CodeResult) throws {
        let generated = UInt32(Int(Samples.now) - age)
        #expect(
            try Samples.result(
                Samples.ministry {
                    $0.generated = generated
                    $0.authorisedUntil = .max
                }) == result)
        for algorithm in CodeAlgorithm.allCases {
            #expect(
                try Samples.result(
                    Samples.fareGate(algorithm) {
                        $0.generated = generated
                        $0.authorisedUntil = .max
                    }) == result)
        }
    }

    @Test("the last second of an authorisation is good")
    func authorisation() throws {
        for (until, result) in [
            (Samples.now - 1, CodeResult.authorisationExpired), (Samples.now, .accept), (0, .authorisationExpired),
        ] {
            #expect(try Samples.result(Samples.ministry { $0.authorisedUntil = until }) == result)
            #expect(try Samples.result(Samples.fareGate(.p256) { $0.authorisedUntil = until }) == result)
        }
    }

    @Test("a validity is at most what the policy allows: 600 s for the Ministry's codes, 60 s for others")
    func validity() throws {
        for (seconds, result) in [(0, .expired), (600, .accept), (601, .validityTooLong), (.max, .validityTooLong)]
            as [(UInt16, CodeResult)]
        {
            #expect(try Samples.result(Samples.ministry { $0.validitySeconds = seconds }) == result)
        }
        for (seconds, result) in [(60, .accept), (61, .validityTooLong)] as [(UInt16, CodeResult)] {
            #expect(try Samples.result(Samples.fareGate(.ed25519) { $0.validitySeconds = seconds }) == result)
        }
        var policy = CodePolicy()
        policy.longestValidityByFormat = [.ministryV2: 1200, .fareGate: 90]
        #expect(try Samples.result(Samples.ministry { $0.validitySeconds = 1200 }, policy) == .accept)
        #expect(try Samples.result(Samples.ministry { $0.validitySeconds = 1201 }, policy) == .validityTooLong)
        #expect(try Samples.result(Samples.fareGate(.p256) { $0.validitySeconds = 90 }, policy) == .accept)
    }

    @Test("a limit is at most what the policy allows")
    func limit() throws {
        var policy = CodePolicy()
        policy.highestLimitFen = 2000
        #expect(try Samples.result(Samples.ministry(), policy) == .accept)
        #expect(try Samples.result(Samples.ministry { $0.limitFen = 2001 }, policy) == .limitExceeded)
        #expect(try Samples.result(Samples.fareGate(.p256) { $0.limitFen = 2001 }, policy) == .limitExceeded)
    }

    @Test("no code is taken while the gate's clock is not set")
    func untrustedClock() throws {
        for sample in Samples.all {
            let validator = CodeValidator(roots: Samples.roots)
            let verdict = try validator.validate(sample.code.span, at: CodeClock(now: Samples.now, isTrusted: false))
            #expect(verdict.result == .clock && verdict.verified == nil)
        }
    }

    @Test("times at both ends of 32 bits neither trap nor wrap", arguments: [0, 1, 19, .max - 60, .max] as [UInt32])
    func extremes(time: UInt32) throws {
        var policy = CodePolicy()
        policy.longestValidityByFormat[.ministryV2] = .max
        for now in [0, 20, Samples.now, .max] as [UInt32] {
            let code = Samples.ministry {
                $0.generated = time
                $0.validitySeconds = .max
                $0.authorisedUntil = time
            }
            // Good for its own second at most, as the authorisation ends with it.
            let result = try Samples.result(code, at: now, policy)
            #expect(result != .accept || ((Int64(time) - 20)...Int64(time)).contains(Int64(now)))
        }
    }

    @Test("certificates and roots are good to the last second of their month, cached or not")
    func certificateMonth() throws {
        var issuer = MinistryIssuer()
        issuer.expiryMonth = [0x11, 0x26]
        // 2026-12-01 00:00:00 UTC.
        let end: UInt32 = 1_796_083_200
        let validator = CodeValidator(roots: Samples.roots)
        for (now, result) in [(end - 1, .accept), (end, .certificateExpired), (end - 1, .accept)]
            as [(UInt32, CodeResult)]
        {
            let code = issuer.code(
                Samples.ministryContent {
                    $0.generated = now
                    $0.authorisedUntil = .max
                })
            #expect(try validator.validate(code.span, at: CodeClock(now: now)).result == result)
        }
    }

    @Test("a root that has expired signs nothing any more, cached or not")
    func rootMonth() throws {
        let record = MinistryIssuer.root(key: .init(.sm2, label: "short"), index: 7, expiryMonth: [0x11, 0x26])
        let validator = CodeValidator(roots: try RootStore(parsing: record.span))
        var issuer = MinistryIssuer()
        issuer.rootKey = CodePrivateKey(.sm2, label: "short")
        issuer.caIndex = 7
        for (now, result) in [(1_796_083_199, .accept), (1_796_083_200, .certificateExpired)] as [(UInt32, CodeResult)]
        {
            let code = issuer.code(
                Samples.ministryContent {
                    $0.generated = now
                    $0.authorisedUntil = .max
                })
            #expect(try validator.validate(code.span, at: CodeClock(now: now)).result == result)
        }
        let dates = (Samples.now - 10)...(Samples.now + 10)
        let own = OwnRootRecord.record(.certificates, index: 7, dates: dates, key: .init(.p256, label: "short"))
        let ownValidator = CodeValidator(roots: try RootStore(parsing: own.span))
        var fareGate = FareGateIssuer(.p256)
        fareGate.rootKey = CodePrivateKey(.p256, label: "short")
        fareGate.caIndex = 7
        let code = fareGate.code(Samples.fareGateContent())
        for (now, result) in [
            (Samples.now + 10, .accept), (Samples.now + 11, .certificateExpired),
            (Samples.now - 11, .certificateExpired),
        ] as [(UInt32, CodeResult)] {
            #expect(try ownValidator.validate(code.span, at: CodeClock(now: now)).result == result)
        }
    }

    /// The first second after a month, by the table of `date -u`.
    @Test(
        arguments: [
            (0x12, 0x26, 1_798_761_600), (0x02, 0x28, 1_835_481_600), (0x02, 0x00, 951_868_800),
            (0x01, 0x00, 949_363_200),
            (0x12, 0x99, 4_102_444_800), (0x11, 0x26, 1_796_083_200), (0x02, 0x27, 1_803_859_200),
        ] as [(UInt8, UInt8, UInt32)])
    func monthEnds(month: UInt8, year: UInt8, end: UInt32) {
        #expect(ExpiryMonth(month, year)?.end == end)
    }
}
