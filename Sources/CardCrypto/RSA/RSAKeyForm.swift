/// What is asked of every RSA key of a card scheme before it is used.
enum RSAKeyForm {
    /// EMV limits keys to 1984 bits; the range leaves room for older test keys and for 2048.
    static let bitCounts = 512...2048
    static let maximumLength = 256

    /// 3 or 65537, the two exponents of EMV Book 2, annex B2.1 (page not read), leading zeros allowed.
    static func exponent(_ bytes: Span<UInt8>) -> UInt32? {
        guard (1...4).contains(bytes.count) else { return nil }
        var value: UInt32 = 0
        for index in bytes.indices { value = value << 8 | UInt32(bytes[index]) }
        return value == 3 || value == 65537 ? value : nil
    }

    /// A modulus without leading zero, odd, of 512 to 2048 bits.
    static func isUsable(modulus: Span<UInt8>) -> Bool {
        guard (1...maximumLength).contains(modulus.count) else { return false }
        let first = modulus[0]
        guard first != 0, modulus[modulus.count - 1] & 1 == 1 else { return false }
        return bitCounts.contains(modulus.count * 8 - first.leadingZeroBitCount)
    }

    /// Squarings that raise to the exponent, before one multiplication: 3 = 2 + 1, 65537 = 2^16 + 1.
    static func squarings(exponent: UInt32) -> Int { exponent == 3 ? 1 : 16 }

    /// `modulus` times 2^k - 1, so that the product fills words of libcrypto's fast multiplication.
    ///
    /// That code wants a multiple of four 64-bit words; other lengths cost up to 1.7 times as much (1984 bits: 30 µs
    /// for the exponent 65537, 18 µs as 2048). A power modulo the product, reduced by the modulus, is the same.
    static func widen(_ modulus: BigNumber, into wide: BigNumber) {
        let missing = -modulus.bitCount & 255
        if missing == 0 {
            wide.load(modulus)
        } else {
            wide.setMultiple(modulus, ones: missing)
        }
    }
}
