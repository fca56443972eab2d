extension RandomStream {
    /// A stream of its own for each cause and rider, so that a change in one shifts no other.
    init(seed: UInt64, cause: UInt64, rider: UInt64 = 0) {
        self.init(seed: seed &* 0x9E37_79B9_7F4A_7C15 ^ cause &* 0xD1B5_4A32_D192_ED03 ^ rider &* 0x2545_F491_4F6C_DD1D)
    }

    /// The gap before the next of events that come by chance, as a multiple of the mean gap (exponential).
    ///
    /// - **Source**: -ln of an even number in (0, 1], by ``naturalLogarithm(_:)``, so that a stream of arrivals at
    ///   another rate is the same stream, stretched.
    mutating func gap() -> Double { -Self.naturalLogarithm(1 - fraction()) }

    /// ln of a positive number, by IEEE additions, multiplications and divisions only: the same on every machine.
    ///
    /// - **Shape**: x = 2^e m with m between √½ and √2; ln m = 2 artanh((m - 1)/(m + 1)) as a series.
    static func naturalLogarithm(_ value: Double) -> Double {
        var exponent = Double(value.exponent)
        var mantissa = value.significand
        if mantissa > 1.4142135623730951 {
            mantissa /= 2
            exponent += 1
        }
        let ratio = (mantissa - 1) / (mantissa + 1)
        let square = ratio * ratio
        // The ratio is below 0.1716: after the term of the 23rd power less is left than a bit of the result.
        var sum = 0.0
        var power = 23.0
        while power >= 1 {
            sum = sum * square + 1 / power
            power -= 2
        }
        return exponent * 0.6931471805599453 + 2 * ratio * sum
    }
}
