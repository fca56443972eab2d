import Fares
import Gate
import Testing

/// The journey table against a dictionary on random cards, growing from nothing.
struct JourneyTableTests {
    @Test(arguments: UInt64(1)...4)
    func agreesWithADictionary(seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        var table = JourneyTable(capacity: 0)
        var known: [CardToken: UInt32] = [:]
        for step in 0..<20_000 {
            let token = CardToken(
                high: UInt64.random(in: 0...1, using: &random), low: UInt64.random(in: 0...4000, using: &random) << 40)
            let before = table.withJourney(of: token) { journey in
                defer { journey.bus = LocalTime(seconds: UInt32(step)) }
                return journey.bus?.seconds
            }
            #expect(before == known[token])
            known[token] = UInt32(step)
        }
        #expect(table.count == known.count)
        var found: [CardToken: UInt32] = [:]
        table.forEach { token, journey in found[token] = journey.bus?.seconds }
        #expect(found == known)
    }
}
