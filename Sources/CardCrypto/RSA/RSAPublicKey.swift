/// An RSA key that is used many times: a CA's, or an issuer's out of a cache.
///
/// - **Errors**: nil for a modulus that is even, starts with 00, or has not 512 to 2048 bits; nil for an exponent other
///   than 3 and 65537.
///
/// Nothing changes after `init`, and libcrypto only reads what is kept here, so threads may share a key; each brings
/// its own ``RSAWorkspace``.
package final class RSAPublicKey: @unchecked Sendable {
    /// Bytes of the modulus, and so of every signature and every recovered block.
    package let modulusLength: Int
    package let exponent: UInt32
    let modulus: BigNumber
    let montgomery = MontgomeryContext()
    /// Whether `montgomery` belongs to a multiple of the modulus, so that a result must still be reduced.
    let isWidened: Bool

    package init?(modulus: Span<UInt8>, exponent: Span<UInt8>) {
        guard RSAKeyForm.isUsable(modulus: modulus), let exponent = RSAKeyForm.exponent(exponent) else { return nil }
        modulusLength = modulus.count
        self.exponent = exponent
        let number = BigNumber()
        number.load(modulus)
        self.modulus = number
        let context = BigNumberContext()
        // Two multiplications are too few to win back the reduction: 3 stays with the modulus itself.
        if exponent == 3 {
            isWidened = false
            montgomery.prepare(number, context)
        } else {
            let wide = BigNumber()
            RSAKeyForm.widen(number, into: wide)
            isWidened = wide.bitCount > number.bitCount
            montgomery.prepare(wide, context)
        }
    }
}
