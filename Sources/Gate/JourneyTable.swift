/// The journeys of all cards of a process, found by token.
///
/// - **Shape**: open addressing over two flat arrays; a row is found in one or two probes.
/// - **Limits**: grows by doubling when three quarters full; with `capacity` reserved at start it does not allocate.
package struct JourneyTable: Sendable {
    private var tokens: [CardToken?]
    private var journeys: [Journey]
    /// The number of cards.
    package private(set) var count = 0

    /// A table with room for `capacity` cards.
    package init(capacity: Int) {
        var slots = 16
        while slots * 3 < capacity * 4 { slots *= 2 }
        tokens = Array(repeating: nil, count: slots)
        journeys = Array(repeating: Journey(), count: slots)
    }

    /// Calls `body` with the journey of a card, which is new where the card is.
    package mutating func withJourney<Result>(of token: CardToken, _ body: (inout Journey) -> Result) -> Result {
        var slot = find(token)
        if tokens[slot] == nil {
            if (count + 1) * 4 > tokens.count * 3 {
                grow()
                slot = find(token)
            }
            tokens[slot] = token
            count += 1
        }
        return body(&journeys[slot])
    }

    /// Where a card stands; a card that was never here has a new journey.
    package func journey(of token: CardToken) -> Journey {
        let slot = find(token)
        return tokens[slot] == nil ? Journey() : journeys[slot]
    }

    /// Whether a card has been here.
    package func has(_ token: CardToken) -> Bool { tokens[find(token)] != nil }

    /// Calls `body` with every card and its journey, in an order that depends on the tokens and on the order they came
    /// in.
    package mutating func forEach(_ body: (CardToken, inout Journey) -> Void) {
        for slot in tokens.indices {
            if let token = tokens[slot] { body(token, &journeys[slot]) }
        }
    }

    private func find(_ token: CardToken) -> Int {
        let mask = tokens.count - 1
        var slot = Int(truncatingIfNeeded: ((token.low ^ token.high &* 31) &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
        while let other = tokens[slot], other != token { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func grow() {
        var larger = JourneyTable(capacity: tokens.count * 3 / 2)
        for slot in tokens.indices {
            guard let token = tokens[slot] else { continue }
            let place = larger.find(token)
            larger.tokens[place] = token
            larger.journeys[place] = journeys[slot]
        }
        larger.count = count
        self = larger
    }
}
