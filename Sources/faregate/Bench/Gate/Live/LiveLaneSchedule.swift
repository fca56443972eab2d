/// When taps are due at the lanes of a gate, fixed before anything runs: at random, but no lane's within half its mean
/// gap.
///
/// - **Shape**: `taps` in all over `seconds`; between two of a lane lie half the mean, as the next rider cannot be
///   nearer, and an exponential time, as riders arrive who know nothing of each other. The same seed gives the same
///   moments.
/// - **Unit**: nanoseconds from the beginning.
struct LiveLaneSchedule {
    /// The shortest time between two taps of a lane, in shares of the mean.
    private static let nearest = 0.5

    /// Due moments by lane, rising.
    let lanes: [[UInt64]]

    init(lanes count: Int, taps: Int, seconds: Double, seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        lanes = (0..<count).map { lane in
            let own = taps / count + (lane < taps % count ? 1 : 0)
            var sum = 0.0
            let sums = (0..<own).map { _ in
                sum += Self.nearest + (1 - Self.nearest) * Self.exponential(&random)
                return sum
            }
            let scale = sum > 0 ? seconds * 1e9 / (sum + Self.exponential(&random)) : 0
            return sums.map { UInt64($0 * scale) }
        }
    }

    /// By the table of ever smaller halves (von Neumann, 1951): no logarithm is needed.
    private static func exponential(_ random: inout SeededGenerator) -> Double {
        var whole = 0.0
        while true {
            let first = fraction(&random)
            var last = first
            var isOdd = true
            while true {
                let next = fraction(&random)
                guard next < last else { break }
                last = next
                isOdd.toggle()
            }
            if isOdd { return whole + first }
            whole += 1
        }
    }

    private static func fraction(_ random: inout SeededGenerator) -> Double { Double(random.next() >> 11) * 0x1p-53 }
}
