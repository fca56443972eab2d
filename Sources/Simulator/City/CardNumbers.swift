/// Numbers of cards, written with nine letters: every counter below 10^9 has another one, in no visible order.
struct CardNumbers {
    /// How many there are.
    static let count = 1_000_000_000

    private let firstFactor: Int
    private let firstOffset: Int
    private let secondFactor: Int
    private let secondOffset: Int

    init(using random: inout RandomStream) {
        // A factor that ends in 1, 3, 7 or 9 has no divisor in common with 10^9, so the map is one to one.
        func factor() -> Int { random.within(10_000_000...99_999_999) * 10 + [1, 3, 7, 9][random.below(4)] }
        firstFactor = factor()
        firstOffset = random.below(Self.count)
        secondFactor = factor()
        secondOffset = random.below(Self.count)
    }

    /// The number of the card made as `counter`-th.
    func number(_ counter: Int) -> UInt32 {
        let once = (counter * firstFactor + firstOffset) % Self.count
        // Exchange the upper five digits with the lower four.
        let exchanged = once % 10_000 * 100_000 + once / 10_000
        return UInt32((exchanged * secondFactor + secondOffset) % Self.count)
    }
}
