/// A signing key for emulated cards and test CAs; a gate has none.
///
/// It makes no attempt to hide the key from an attacker who measures time.
package struct RSAPrivateKey: Hashable, Sendable {
    package let modulus: [UInt8]
    /// `03` or `010001`.
    package let exponent: [UInt8]
    package let primeP: [UInt8]
    package let primeQ: [UInt8]
    // The Chinese remainder form of the private exponent.
    private let exponentP: [UInt8]
    private let exponentQ: [UInt8]
    private let coefficient: [UInt8]

    /// - **Errors**: nil unless both are different primes, their product has a multiple of 8 and 512 to 2048 bits,
    ///   and the exponent is 3 or 65537 and has an inverse.
    package init?(primeP: [UInt8], primeQ: [UInt8], exponent: UInt32) {
        guard exponent == 3 || exponent == 65537, primeP.count <= RSAKeyForm.maximumLength,
            primeQ.count <= RSAKeyForm.maximumLength
        else { return nil }
        let context = BigNumberContext()
        let (p, q) = (BigNumber(primeP), BigNumber(primeQ))
        guard p.isPrime(context), q.isPrime(context), p < q || q < p else { return nil }
        self.init(p, q, exponent: exponent, context)
    }

    /// A key of two primes that were tested when they were found: testing them again takes most of a key's making.
    ///
    /// - **Errors**: nil as above, but for what is no prime.
    package init?(knownPrimeP: [UInt8], knownPrimeQ: [UInt8], exponent: UInt32) {
        guard exponent == 3 || exponent == 65537, knownPrimeP.count <= RSAKeyForm.maximumLength,
            knownPrimeQ.count <= RSAKeyForm.maximumLength
        else { return nil }
        self.init(BigNumber(knownPrimeP), BigNumber(knownPrimeQ), exponent: exponent, BigNumberContext())
    }

    private init?(_ p: BigNumber, _ q: BigNumber, exponent: UInt32, _ context: BigNumberContext) {
        let n = BigNumber()
        n.setProduct(p, q, context)
        guard RSAKeyForm.bitCounts.contains(n.bitCount), n.bitCount % 8 == 0, n.isOdd,
            let exponentP = Self.inverse(of: exponent, belowPrime: p, context),
            let exponentQ = Self.inverse(of: exponent, belowPrime: q, context)
        else { return nil }
        let coefficient = BigNumber()
        guard coefficient.setInverse(q, modulo: p, context) else { return nil }
        modulus = n.bytes(length: n.bitCount / 8)
        self.exponent = exponent == 3 ? [3] : [1, 0, 1]
        primeP = Self.bytes(p)
        primeQ = Self.bytes(q)
        self.exponentP = Self.bytes(exponentP)
        self.exponentQ = Self.bytes(exponentQ)
        self.coefficient = Self.bytes(coefficient)
    }

    /// A new key whose every random bit comes from `generator`: the same seed gives the same key.
    ///
    /// - **Unit**: `bits` is the exact size of the modulus, a multiple of 8 from 512 to 2048.
    package static func generate(
        bits: Int, exponent: UInt32, using generator: inout some RandomNumberGenerator
    ) -> RSAPrivateKey {
        precondition(RSAKeyForm.bitCounts.contains(bits) && bits % 8 == 0, "not a size of an RSA key")
        precondition(exponent == 3 || exponent == 65537, "not an exponent of EMV")
        let context = BigNumberContext()
        while true {
            let p = prime(bits: bits - bits / 2, exponent: exponent, using: &generator, context)
            let q = prime(bits: bits / 2, exponent: exponent, using: &generator, context)
            if p < q || q < p, let key = RSAPrivateKey(p, q, exponent: exponent, context) { return key }
        }
    }

    /// block^d mod n; the block is as long as the modulus and less than it.
    package func sign(_ block: [UInt8]) -> [UInt8] {
        let context = BigNumberContext()
        let (p, q, value) = (BigNumber(primeP), BigNumber(primeQ), BigNumber(block))
        precondition(block.count == modulus.count && value < BigNumber(modulus), "not a block of this key")
        // RFC 8017, 5.1.2, step 2b: m1 = s mod p part, m2 = s mod q part, h = (m1 - m2) * coefficient mod p.
        let (m1, m2) = (BigNumber(), BigNumber())
        m1.setPower(value, BigNumber(exponentP), modulo: p, context)
        m2.setPower(value, BigNumber(exponentQ), modulo: q, context)
        m1.setDifference(m1, m2, modulo: p, context)
        m1.setProduct(m1, BigNumber(coefficient), modulo: p, context)
        m1.setProduct(m1, q, context)
        m1.setSum(m1, m2)
        return m1.bytes(length: modulus.count)
    }

    /// Top two bits set, so that the product of two has its full size; prime - 1 is prime to the exponent.
    private static func prime(
        bits: Int, exponent: UInt32, using generator: inout some RandomNumberGenerator, _ context: BigNumberContext
    ) -> BigNumber {
        let candidate = BigNumber()
        while true {
            var bytes = randomBytes((bits + 7) / 8, using: &generator)
            let spare = bytes.count * 8 - bits
            bytes[0] &= 0xFF >> spare
            setBit(bits - 1, of: &bytes)
            setBit(bits - 2, of: &bytes)
            setBit(0, of: &bytes)
            candidate.load(bytes.span)
            if candidate.isPrime(context), inverse(of: exponent, belowPrime: candidate, context) != nil {
                return candidate
            }
        }
    }

    private static func setBit(_ index: Int, of bytes: inout [UInt8]) {
        bytes[bytes.count - 1 - index / 8] |= 1 << (index % 8)
    }

    /// The inverse of the exponent modulo prime - 1.
    private static func inverse(
        of exponent: UInt32, belowPrime prime: BigNumber, _ context: BigNumberContext
    ) -> BigNumber? {
        let (one, order, result) = (BigNumber(), BigNumber(), BigNumber())
        one.load(1)
        order.setDifference(prime, one)
        one.load(UInt(exponent))
        return result.setInverse(one, modulo: order, context) ? result : nil
    }

    private static func bytes(_ number: BigNumber) -> [UInt8] { number.bytes(length: (number.bitCount + 7) / 8) }
}
