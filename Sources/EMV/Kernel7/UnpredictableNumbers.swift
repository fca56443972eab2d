/// The random numbers (`9F37`) of one terminal: never 0, and none twice within the last ``remembered``.
///
/// - **Shape**: drawn from a generator that the executable brings: the system's secure one in a gate, a seeded one in
///   tests.
package struct UnpredictableNumbers: Sendable {
    /// How many numbers back none is repeated.
    package static let remembered = 65_536

    private var recent: Set<UInt32> = []
    private var ring: [UInt32] = []
    private var next = 0

    package init() {}

    /// How often a repeated number is drawn anew.
    package static let mostTries = 64

    /// The next number; nil if the generator gives nothing but repetitions, which a sound one never does.
    package mutating func draw(using generator: inout some RandomNumberGenerator) -> UInt32? {
        for _ in 0..<Self.mostTries {
            let number = UInt32.random(in: 1...UInt32.max, using: &generator)
            guard recent.insert(number).inserted else { continue }
            if ring.count < Self.remembered {
                ring.append(number)
            } else {
                recent.remove(ring[next])
                ring[next] = number
                next = (next + 1) % Self.remembered
            }
            return number
        }
        return nil
    }
}
