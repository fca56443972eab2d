import CardCrypto

/// Which of the embedded throw-away keys.
package struct TestKeyName: Hashable, Sendable {
    /// What the key signs.
    package enum Role: String, CaseIterable, Sendable {
        /// Issuer certificates of UnionPay (A000000333) and T-Union (A000000632).
        case authority = "ca"
        /// Issuer certificates of Visa (A000000003).
        case visaAuthority = "visa-ca"
        /// Card certificates.
        case issuer
        /// Transactions.
        case card
    }

    /// What it signs.
    package let role: Role
    /// The size of the modulus.
    package let bits: Int
    /// 3 or 65537.
    package let exponent: UInt32

    /// A name; there need not be a key of it.
    package init(_ role: Role, bits: Int, exponent: UInt32 = 3) {
        self.role = role
        self.bits = bits
        self.exponent = exponent
    }

    /// The seed of the key: `FareGate test key: ca 1408 3`.
    package var seed: String { "FareGate test key: \(role.rawValue) \(bits) \(exponent)" }

    /// Makes the key anew from its seed; slow. ``TestKeys`` holds the result.
    package func generate() -> RSAPrivateKey {
        var generator = TestKeyGenerator(seed: seed)
        return RSAPrivateKey.generate(bits: bits, exponent: exponent, using: &generator)
    }
}
