/// The private number of a key on a curve, and the arithmetic modulo the order that signatures share.
struct SigningScalar: Hashable, Sendable {
    let bytes: [UInt8]

    /// - **Errors**: nil unless there are 32 bytes and the number is 1 to order - 2 (SM2's limit, harmless for ECDSA).
    init?(_ bytes: [UInt8], on curve: EllipticCurve) {
        guard bytes.count == EllipticCurve.fieldLength else { return nil }
        let (number, one) = (BigNumber(bytes), BigNumber())
        one.load(1)
        one.setSum(one, number)
        guard !number.isZero, one < curve.order else { return nil }
        self.bytes = bytes
    }

    /// For arithmetic whose time does not tell the number.
    var number: BigNumber {
        let number = BigNumber(bytes)
        number.markSecret()
        return number
    }

    static func generate(
        on curve: EllipticCurve, using generator: inout some RandomNumberGenerator
    ) -> SigningScalar {
        while true {
            let bytes = randomBytes(EllipticCurve.fieldLength, using: &generator)
            if let scalar = SigningScalar(bytes, on: curve) { return scalar }
        }
    }

    /// The first r || s that the nonces give; `formula` says no where the standard draws anew.
    func sign(
        digest: [UInt8], on curve: EllipticCurve, formula: (SignatureInput, BigNumberContext) -> [UInt8]?
    ) -> [UInt8] {
        let (context, scalar, reduced) = (BigNumberContext(), number, BigNumber())
        reduced.setRemainder(BigNumber(digest), curve.order, context)
        var nonces = DeterministicNonces(
            scalar: bytes, reducedDigest: reduced.bytes(length: EllipticCurve.fieldLength))
        while true {
            let nonce = BigNumber(nonces.next())
            guard !nonce.isZero, nonce < curve.order else { continue }
            nonce.markSecret()
            let x = BigNumber()
            x.load(curve.point(nonce).span.extracting(first: EllipticCurve.fieldLength))
            let input = SignatureInput(digest: reduced, scalar: scalar, nonce: nonce, x: x, order: curve.order)
            if let signature = formula(input, context) { return signature }
        }
    }
}
