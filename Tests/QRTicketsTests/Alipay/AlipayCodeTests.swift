import QRTickets
import TestSupport
import Testing

/// Alipay's legacy code: both algorithms, the city's prefix, times, every single bit.
struct AlipayCodeTests {
    private static let now = Samples.now
    /// Made for these tests with OpenSSL's own tools: synthetic account, throw-away keys.
    private static let ecdsaCode = hexBytes(
        "0201005c323038383030303030303030303030316b04d380003c0dac00000007000000000000000002741d048c210d82975f73864a7c3bd8"
            + "6cd32f31f7dd7f8a4454303434303330301034343033303030303030303030303031050000000000473045022100b624520d4357477b"
            + "3b6e987a601ee0253e8c2a81f35fbb03970f7cbd297ac51a022004f94e0682c4190f49a3ff3dfc6e14426af643290d3993b88fb91dbd"
            + "6ed79038046b0381fb373035021900d2c5e200436b7c27a62525d8916021762e1d532e44fadee502183a48c1f55cbc06001a59c7e6ee"
            + "58d9518ef3342c0896ed0a")
    private static let sm2Code = hexBytes(
        "0202015c323038383030303030303030303030316b04d380003c0dac00000007000000000000000002741d048c210d82975f73864a7c3bd8"
            + "6cd32f31f7dd7f8a445430343430333030103434303330303030303030303030303105000000000046304402205a8d549a6fa2da3c40"
            + "7bc20883e492b2587d162cb6c75e12809fdd3b27f40ee902200583e01f156c42d8a7603b504b2bfe18a4850ddbe3566e87a83c35bac5"
            + "0b05ed046b0381fb37303502183285a2c854f481958d21261195904fa126f0cc7f8ce72a4a021900d7b879f40ae3c545e8d0d213e953"
            + "273bdc4cc728e6550700")

    private static let keys: AlipayKeyStore = {
        var store = AlipayKeyStore()
        let added = [
            store.add(
                .ecdsa, number: 0,
                point: hexBytes("035581c50138487bc44ee7ca9e006add415feffa67b223872ed8e83c37a82caf85")),
            store.add(
                .sm2, number: 1, point: hexBytes("031ac48a9638a87d723c33831691deb6a44b33c2a8128b5e8e620c5106b8515999")),
        ]
        precondition(added == [true, true])
        return store
    }()

    private static func verdict(
        _ code: [UInt8], at now: UInt32 = now, keys: AlipayKeyStore = keys, isOn: Bool = true
    ) throws -> CodeVerdict {
        var policy = CodePolicy()
        if isOn { policy.formats = [.alipay, .city] }
        return try CodeValidator(roots: RootStore(), policy: policy, alipayKeys: keys)
            .validate(code.span, at: CodeClock(now: now))
    }

    @Test("both algorithms, bare and behind a city's prefix")
    func accepted() throws {
        for code in [Self.ecdsaCode, Self.sm2Code] {
            for prefix in [[], [0x54, 0x01], [0x54, 0x02]] as [[UInt8]] {
                let verified = try #require(try Self.verdict(prefix + code).verified)
                #expect(verified.account == Array("2088000000000001".utf8) && verified.limitFen == 3500)
                #expect(verified.generated == Self.now - 5 && verified.authorisedUntil == 1_795_478_400)
            }
        }
    }

    @Test("a prefix is signed by nobody: the code is the same with another one or none")
    func prefixIsNoIdentity() throws {
        let keys = try [[], [0x54, 0x01], [0x54, 0x02]].map { prefix in
            try Self.verdict(prefix + Self.ecdsaCode).verified?.replayKey
        }
        #expect(keys[0] != nil && Set(keys).count == 1)
    }

    @Test("off until it is switched on by name")
    func off() throws {
        #expect(try Self.verdict(Self.ecdsaCode, isOn: false).result == .unsupportedFormat)
        #expect(try Self.verdict([0x54, 0x01] + Self.ecdsaCode, isOn: false).result == .unsupportedFormat)
    }

    @Test(
        "times, to the second",
        arguments: [(0, .accept), (55, .accept), (56, .expired), (-25, .accept), (-26, .clock), (86_401, .expired)]
            as [(Int, CodeResult)])
    func times(offset: Int, result: CodeResult) throws {
        #expect(try Self.verdict(Self.ecdsaCode, at: UInt32(Int(Self.now) + offset)).result == result)
    }

    @Test("keys: none, another's, one a number")
    func keyStore() throws {
        #expect(try Self.verdict(Self.ecdsaCode, keys: AlipayKeyStore()).result == .unknownKey)
        var other = AlipayKeyStore()
        let point = hexBytes("0279BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798")
        let none = [2] + [UInt8](repeating: 0xFF, count: 32)
        let added = [
            other.add(.ecdsa, number: 0, point: point), other.add(.ecdsa, number: 0, point: point),
            other.add(.sm2, number: 0, point: none), other.add(.ecdsa, number: 1, point: none),
        ]
        #expect(added == [true, false, false, false])
        #expect(try Self.verdict(Self.ecdsaCode, keys: other).result == .issuerSignature)
    }

    @Test("an algorithm that is not known is no bad signature")
    func algorithm() throws {
        for algorithm: UInt8 in [0, 3, 255] {
            var code = Self.ecdsaCode
            code[1] = algorithm
            #expect(try Self.verdict(code).result == .unsupportedFormat)
        }
    }

    @Test("no code with one bit changed is taken", arguments: [false, true])
    func singleBits(isSM2: Bool) throws {
        let code = isSM2 ? Self.sm2Code : Self.ecdsaCode
        for bit in 0..<(code.count * 8) {
            var changed = code
            changed[bit / 8] ^= 0x80 >> UInt8(bit % 8)
            #expect(try Self.verdict(changed).result != .accept, "bit \(bit)")
        }
    }

    @Test("lengths that lie, codes cut short, bytes too many")
    func lengths() throws {
        let code = Self.ecdsaCode
        for count in 1..<code.count { #expect(try Self.verdict(Array(code.prefix(count))).result == .malformed) }
        #expect(try Self.verdict(code + [0]).result == .malformed)
        let read = try AlipayCode.parse(code.span)
        for offset in [
            3, read.cardNumber.lowerBound - 1, read.cardData.lowerBound - 1, read.issuerSignature.lowerBound - 1,
            read.userSignature.lowerBound - 1,
        ] {
            for length in 0...255 where UInt8(length) != code[offset] {
                var changed = code
                changed[offset] = UInt8(length)
                #expect(try Self.verdict(changed).result == .malformed, "\(length) at \(offset)")
            }
        }
    }

    @Test("random bytes do not trap", arguments: 0..<16)
    func randomBytes(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        for _ in 0..<1000 {
            var code = random.oneIn(2) ? random.bytes(random.below(300)) : Self.ecdsaCode
            for _ in 0..<random.below(4) where !code.isEmpty { code[random.below(code.count)] = random.bytes(1)[0] }
            guard let read = try? AlipayCode.parse(code.span) else { continue }
            #expect(read.userSignature.upperBound == code.count && read.partOne.upperBound < read.userSigned.upperBound)
        }
    }
}
