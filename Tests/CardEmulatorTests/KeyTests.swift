import CardCrypto
import CardEmulator
import Testing

struct KeyTests {
    /// The embedded keys are those that their names make.
    @Test(arguments: [
        TestKeyName(.card, bits: 1024), TestKeyName(.card, bits: 1024, exponent: 65537),
        TestKeyName(.authority, bits: 1024), TestKeyName(.issuer, bits: 1152),
        TestKeyName(.visaAuthority, bits: 1408),
    ])
    func embeddedKeyComesFromItsName(name: TestKeyName) {
        #expect(TestKeys.rsa(name) == name.generate())
    }

    /// The embedded primes are not tested at each start: here they are.
    @Test(arguments: TestKeyName.Role.allCases)
    func embeddedPrimesArePrime(role: TestKeyName.Role) {
        for bits in TestKeys.sizes {
            for exponent in TestKeys.exponents {
                guard let key = TestKeys.rsa(TestKeyName(role, bits: bits, exponent: exponent)) else { continue }
                #expect(RSAPrivateKey(primeP: key.primeP, primeQ: key.primeQ, exponent: exponent) == key)
            }
        }
    }

    @Test(arguments: [TestKeyName.Role.authority, .issuer, .card])
    func embeddedSM2KeyComesFromItsName(role: TestKeyName.Role) {
        #expect(TestKeys.sm2(role) == TestKeys.generateSM2(role))
    }

    @Test func hasEverySizeAndExponent() throws {
        for role in [TestKeyName.Role.issuer, .card] {
            for bits in TestKeys.sizes {
                for exponent in TestKeys.exponents {
                    let key = try #require(TestKeys.rsa(TestKeyName(role, bits: bits, exponent: exponent)))
                    #expect(key.modulus.count * 8 == bits)
                    #expect(key.exponent == (exponent == 3 ? [3] : [1, 0, 1]))
                }
            }
        }
        #expect(TestKeys.rsa(TestKeyName(.card, bits: 2048)) == nil)
    }

    @Test func publishesTheKeysOfTheTestAuthority() {
        let keys = TestCertificationAuthority.publicKeys
        #expect(
            keys.map { hex($0.rid + [$0.index]) } == [
                "A000000003F3", "A000000003F4",
                "A000000333F1", "A000000333F2", "A000000333F3", "A000000333F4", "A000000333F5", "A000000333F6",
                "A000000333F7",
                "A000000632F1", "A000000632F2", "A000000632F3", "A000000632F4", "A000000632F5", "A000000632F6",
                "A000000632F7",
            ])
        #expect(keys.last?.value == .sm2(TestKeys.sm2(.authority).publicKey))
    }

    @Test(
        arguments: [
            (0xF1, 1152, 1024),  // issuer longer than the CA
            (0xF3, 1152, 1408),  // card longer than the issuer
            (0xF3, 1000, 1000),  // no such size
            (0xF9, 1024, 1024),  // no such index
        ] as [(UInt8, Int, Int)])
    func refusesChainsThatCannotBe(authority: UInt8, issuer: Int, card: Int) {
        #expect(KeyChain(authorityIndex: authority, issuerBits: issuer, cardBits: card) == nil)
    }
}
