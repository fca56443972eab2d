/// What queueing theory says of M/D/c: arrivals by chance, a constant service time, c servers, one queue.
///
/// - **Source**: C. D. Crommelin, "Delay probability formulae when the holding times are constant" (1932). The series
///   here is derived anew: with constant service every server gets each c-th arrival, so that a rider's wait is that of
///   a single server with Erlang-c gaps, and its mean is Spitzer's sum over i of E[(i D - A)+] / i, A Erlang of order i
///   c.
package enum DeterministicQueue {
    /// Terms below this share of the sum are left out.
    private static let precision = 1e-12
    /// The most terms: enough for a load of 0.99.
    private static let mostTerms = 200_000

    /// The mean wait before service, as a multiple of the service time.
    ///
    /// - **Limits**: 1 or more servers; a load (arrival rate × service time / servers) above 0 and up to 0.99.
    package static func meanWait(servers: Int, load: Double) -> Double {
        precondition(servers >= 1 && load > 0 && load <= 0.99, "a queue that has a mean wait")
        var sum = 0.0
        for term in 1...mostTerms {
            let count = term * servers
            let mean = Double(count) * load
            let (atLeast, point) = poissonTail(count, mean: mean)
            // P(N >= n) - P(N > n) c/a, times D: the service time is 1.
            let value = atLeast - (atLeast - point) / load
            sum += value
            if value < precision * sum { break }
        }
        return sum
    }

    /// P(N >= count) and P(N = count) of a Poisson number, for a count not below the mean.
    private static func poissonTail(_ count: Int, mean: Double) -> (atLeast: Double, point: Double) {
        // ln P(N = n) = n ln m - m - ln n!; the terms after it fall by m / (n + 1), m / (n + 2), ...
        let logarithm = Double(count) * RandomStream.naturalLogarithm(mean) - mean - logFactorial(count)
        let point = exponential(logarithm)
        var sum = 1.0
        var term = 1.0
        var next = Double(count) + 1
        while term > precision * 1e-4 * sum {
            term *= mean / next
            sum += term
            next += 1
        }
        return (point * sum, point)
    }

    /// ln n! by Stirling's series; exact sums below 20.
    private static func logFactorial(_ number: Int) -> Double {
        if number < 20 {
            return (1...max(1, number)).reduce(0.0) { $0 + RandomStream.naturalLogarithm(Double($1)) }
        }
        let value = Double(number)
        let square = value * value
        let series = (1 / 12.0 - (1 / 360.0 - 1 / (1260 * square)) / square) / value
        return (value + 0.5) * RandomStream.naturalLogarithm(value) - value + 0.9189385332046727 + series
    }

    /// e to a power, by halving it until the series is short.
    private static func exponential(_ power: Double) -> Double {
        if power < -700 { return 0 }
        var halvings = 0
        var small = power
        while small.magnitude > 0.5 {
            small /= 2
            halvings += 1
        }
        var sum = 1.0
        var term = 1.0
        for index in 1...20 {
            term *= small / Double(index)
            sum += term
        }
        for _ in 0..<halvings { sum *= sum }
        return sum
    }
}
