/// The curve of Ed25519 as far as a public key must be looked at: -x² + y² = 1 + d x² y² modulo 2^255 - 19.
///
/// - **Shape**: libcrypto says only at a verification whether 32 bytes are a point, and takes points of small order.
/// - **Source**: RFC 8032, 5.1 and 5.1.3.
final class EdwardsCurve: @unchecked Sendable {
    // Nothing changes after `init` and libcrypto only reads the numbers, so threads may share the curve.
    static let ed25519 = EdwardsCurve()

    private let prime: BigNumber
    private let one = BigNumber()
    private let d = BigNumber()
    /// (p - 1) / 2, Euler's exponent.
    private let half: BigNumber
    /// y of the points of order 1, 2, 4 and 8, 32 bytes, the highest first.
    private let smallOrder: [[UInt8]]

    private init() {
        prime = BigNumber([0x7F] + [UInt8](repeating: 0xFF, count: 30) + [0xED])
        half = BigNumber([0x3F] + [UInt8](repeating: 0xFF, count: 30) + [0xF6])
        one.load(1)
        // RFC 8032, 5.1: d = -121665 / 121666.
        let (context, divisor) = (BigNumberContext(), BigNumber())
        divisor.load(121_666)
        let hasInverse = divisor.setInverse(divisor, modulo: prime, context)
        precondition(hasInverse, "a number below a prime has an inverse")
        d.load(121_665)
        d.setProduct(d, divisor, modulo: prime, context)
        d.setDifference(prime, d)
        // The root of d y⁴ + 2 y² - 1, that is y of a point whose double has y = 0; p less it is the other one.
        let eighth = BigNumber([
            0x05, 0xFC, 0x53, 0x6D, 0x88, 0x02, 0x38, 0xB1, 0x39, 0x33, 0xC6, 0xD3, 0x05, 0xAC, 0xDF, 0xD5,
            0xF0, 0x98, 0xEF, 0xF2, 0x89, 0xF4, 0xC3, 0x45, 0xB0, 0x27, 0xB2, 0xC2, 0x8F, 0x95, 0xE8, 0x26,
        ])
        let (zero, last, otherEighth) = (BigNumber(), BigNumber(), BigNumber())
        last.setDifference(prime, one)
        otherEighth.setDifference(prime, eighth)
        smallOrder = [zero, one, last, eighth, otherEighth].map { $0.bytes(length: RawKey.length) }
    }

    /// Whether 32 bytes are a point in its one encoding (RFC 8032, 5.1.3) that is not of order 1, 2, 4 or 8.
    func isSoundPoint(_ bytes: [UInt8]) -> Bool {
        guard bytes.count == RawKey.length else { return false }
        var digits = Array(bytes.reversed())
        // The sign of x; x = 0, which has none, is of order 1 or 2.
        digits[0] &= 0x7F
        let y = BigNumber(digits)
        return y < prime && !smallOrder.contains(digits) && hasX(y)
    }

    /// x² = (y² - 1) / (d y² + 1) is a square exactly if the product of both is one; neither is zero here.
    private func hasX(_ y: BigNumber) -> Bool {
        let (yy, product, factor, context) = (BigNumber(), BigNumber(), BigNumber(), BigNumberContext())
        yy.setProduct(y, y, modulo: prime, context)
        product.setDifference(yy, one, modulo: prime, context)
        factor.setProduct(yy, d, modulo: prime, context)
        factor.setSum(factor, one, modulo: prime, context)
        product.setProduct(product, factor, modulo: prime, context)
        product.setPower(product, half, modulo: prime, context)
        return product.bytes(length: RawKey.length) == one.bytes(length: RawKey.length)
    }
}
