import CardCrypto
import SmartCard

/// The embedded throw-away keys of the test CA, its issuers and its cards.
///
/// Every key is derived once from its name (``TestKeyName/seed``) by ``TestKeyName/generate()`` and kept as its two
/// primes, since making them at each start would take seconds. They protect nothing.
package enum TestKeys {
    /// The sizes of the RSA keys in bits.
    package static let sizes = [1024, 1152, 1408, 1984]
    /// The exponents of the RSA keys.
    package static let exponents: [UInt32] = [3, 65537]

    /// An embedded RSA key; nil if there is none of that name.
    package static func rsa(_ name: TestKeyName) -> RSAPrivateKey? {
        switch name.role {
        case .authority: authority(name.bits, name.exponent)
        case .visaAuthority: visaAuthority(name.bits, name.exponent)
        case .issuer: issuer(name.bits, name.exponent)
        case .card: card(name.bits, name.exponent)
        }
    }

    /// The embedded SM2 key of a role; derived from `FareGate test key: ROLE sm2`.
    package static func sm2(_ role: TestKeyName.Role) -> SM2PrivateKey {
        switch role {
        case .authority, .visaAuthority: sm2Authority
        case .issuer: sm2Issuer
        case .card: sm2Card
        }
    }

    /// Makes an SM2 key anew from its seed.
    package static func generateSM2(_ role: TestKeyName.Role) -> SM2PrivateKey {
        var generator = TestKeyGenerator(seed: "FareGate test key: \(role.rawValue) sm2")
        return SM2PrivateKey.generate(using: &generator)
    }

    static func key(_ exponent: UInt32, _ primeP: String, _ primeQ: String) -> RSAPrivateKey {
        guard let p = Hex.bytes(primeP), let q = Hex.bytes(primeQ),
            let key = RSAPrivateKey(knownPrimeP: p, knownPrimeQ: q, exponent: exponent)
        else { preconditionFailure("an embedded test key is damaged") }
        return key
    }

    static func sm2Key(_ scalar: String) -> SM2PrivateKey {
        guard let bytes = Hex.bytes(scalar), let key = SM2PrivateKey(scalar: bytes) else {
            preconditionFailure("an embedded test key is damaged")
        }
        return key
    }
}
