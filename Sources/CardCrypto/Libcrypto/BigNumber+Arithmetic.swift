import COpenSSL

/// Each replaces the receiver's value by a result; the operands may be the receiver itself.
extension BigNumber {
    func setSum(_ left: BigNumber, _ right: BigNumber) {
        unsafe require(BN_add(pointer, left.pointer, right.pointer))
    }

    /// `left` must not be less than `right`.
    func setDifference(_ left: BigNumber, _ right: BigNumber) {
        unsafe require(BN_sub(pointer, left.pointer, right.pointer))
    }

    func setProduct(_ left: BigNumber, _ right: BigNumber, _ context: BigNumberContext) {
        unsafe require(BN_mul(pointer, left.pointer, right.pointer, context.pointer))
    }

    /// `value` times 2^bits - 1; not in place.
    func setMultiple(_ value: BigNumber, ones bits: Int) {
        unsafe require(BN_lshift(pointer, value.pointer, Int32(bits)))
        unsafe require(BN_sub(pointer, pointer, value.pointer))
    }

    func setRemainder(_ value: BigNumber, _ modulus: BigNumber, _ context: BigNumberContext) {
        unsafe require(BN_div(nil, pointer, value.pointer, modulus.pointer, context.pointer))
    }

    func setSum(_ left: BigNumber, _ right: BigNumber, modulo modulus: BigNumber, _ context: BigNumberContext) {
        unsafe require(BN_mod_add(pointer, left.pointer, right.pointer, modulus.pointer, context.pointer))
    }

    func setDifference(_ left: BigNumber, _ right: BigNumber, modulo modulus: BigNumber, _ context: BigNumberContext) {
        unsafe require(BN_mod_sub(pointer, left.pointer, right.pointer, modulus.pointer, context.pointer))
    }

    func setProduct(_ left: BigNumber, _ right: BigNumber, modulo modulus: BigNumber, _ context: BigNumberContext) {
        unsafe require(BN_mod_mul(pointer, left.pointer, right.pointer, modulus.pointer, context.pointer))
    }

    func setSquare(_ value: BigNumber, _ context: BigNumberContext) {
        unsafe require(BN_sqr(pointer, value.pointer, context.pointer))
    }

    func setPower(
        _ base: BigNumber, _ exponent: BigNumber, modulo modulus: BigNumber, _ context: BigNumberContext
    ) {
        unsafe require(
            BN_mod_exp(pointer, base.pointer, exponent.pointer, modulus.pointer, context.pointer))
    }

    /// - **Errors**: false if the value has no inverse.
    func setInverse(_ value: BigNumber, modulo modulus: BigNumber, _ context: BigNumberContext) -> Bool {
        if unsafe BN_mod_inverse(pointer, value.pointer, modulus.pointer, context.pointer) != nil { return true }
        ERR_clear_error()
        return false
    }

    /// Probabilistic, with the number of rounds that libcrypto takes for keys.
    func isPrime(_ context: BigNumberContext) -> Bool {
        unsafe BN_check_prime(pointer, context.pointer, nil) == 1
    }
}
