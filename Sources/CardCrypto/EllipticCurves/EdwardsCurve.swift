/// The curve of Ed25519 as far as a public key must be looked at: -x² + y² = 1 + d x² y² modulo 2^255 - 19.
///
/// - **Shape**: libcrypto says only at a verification whether 32 bytes are a point, and takes points of small order.
/// - **Source**: RFC 8032, 5.1 and 5.1.3.
final class EdwardsCurve: @unchecked Sendable {
    static let ed25519 = EdwardsCurve()

    private let prime: BigNumber
    private let one = BigNumber()
    private let d = BigNumber()
    /// (p - 1) / 2, Euler's exponent.
    private let half: BigNumber

    // Nothing changes after `init` and libcrypto only reads the numbers, so threads may share the curve.
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
    }

    /// Whether 32 bytes are a point in its one encoding (RFC 8032, 5.1.3) that is not of order 1, 2, 4 or 8.
    func isSoundPoint(_ bytes: [UInt8]) -> Bool {
        guard bytes.count == RawKey.length else { return false }
        var digits = Array(bytes.reversed())
        let isOdd = digits[0] >= 0x80
        digits[0] &= 0x7F
        let (y, context) = (BigNumber(digits), BigNumberContext())
        guard y < prime, let xx = squareOfX(y, context), isSquare(xx, context) else { return false }
        if xx.isZero, isOdd { return false }
        return !hasSmallOrder(xx, y, context)
    }

    /// x² = (y² - 1) / (d y² + 1); the divisor is never zero, as -1/d is no square.
    private func squareOfX(_ y: BigNumber, _ context: BigNumberContext) -> BigNumber? {
        let (yy, xx, divisor) = (BigNumber(), BigNumber(), BigNumber())
        yy.setProduct(y, y, modulo: prime, context)
        xx.setDifference(yy, one, modulo: prime, context)
        divisor.setProduct(yy, d, modulo: prime, context)
        divisor.setSum(divisor, one, modulo: prime, context)
        guard divisor.setInverse(divisor, modulo: prime, context) else { return nil }
        xx.setProduct(xx, divisor, modulo: prime, context)
        return xx
    }

    private func isSquare(_ value: BigNumber, _ context: BigNumberContext) -> Bool {
        if value.isZero { return true }
        let power = BigNumber()
        power.setPower(value, half, modulo: prime, context)
        return power.bytes(length: RawKey.length) == one.bytes(length: RawKey.length)
    }

    /// Doubles the point three times by y alone: y(2P) = (y² + x²) / (1 - d x² y²), and x² follows from y.
    private func hasSmallOrder(_ xx: BigNumber, _ y: BigNumber, _ context: BigNumberContext) -> Bool {
        var (xx, y) = (xx, y)
        for _ in 0..<3 {
            let (yy, sum, divisor) = (BigNumber(), BigNumber(), BigNumber())
            yy.setProduct(y, y, modulo: prime, context)
            sum.setSum(yy, xx, modulo: prime, context)
            divisor.setProduct(yy, xx, modulo: prime, context)
            divisor.setProduct(divisor, d, modulo: prime, context)
            divisor.setDifference(one, divisor, modulo: prime, context)
            guard divisor.setInverse(divisor, modulo: prime, context) else { return true }
            sum.setProduct(sum, divisor, modulo: prime, context)
            guard let next = squareOfX(sum, context) else { return true }
            (xx, y) = (next, sum)
        }
        return xx.isZero && y.bytes(length: RawKey.length) == one.bytes(length: RawKey.length)
    }
}
