import COpenSSL

/// What libcrypto prepares once per odd modulus to multiply without dividing.
@safe final class MontgomeryContext {
    private let pointer: OpaquePointer

    init() { unsafe pointer = required(BN_MONT_CTX_new()) }

    deinit { unsafe BN_MONT_CTX_free(pointer) }

    func prepare(_ modulus: BigNumber, _ context: BigNumberContext) {
        unsafe require(BN_MONT_CTX_set(pointer, modulus.pointer, context.pointer))
    }

    /// `power` = `base`^(2^squarings + 1), that is the exponent 3 or 65537.
    ///
    /// BN_mod_exp_mont builds a table and scans the exponent's bits; these exponents need neither. The last factor is
    /// not in Montgomery form, which brings the product out of it without a step of its own.
    func raise(_ base: BigNumber, squarings: Int, into power: BigNumber, _ context: BigNumberContext) {
        let result = unsafe power.pointer
        unsafe require(BN_to_montgomery(result, base.pointer, pointer, context.pointer))
        for _ in 0..<squarings {
            unsafe require(BN_mod_mul_montgomery(result, result, result, pointer, context.pointer))
        }
        unsafe require(BN_mod_mul_montgomery(result, result, base.pointer, pointer, context.pointer))
    }
}
