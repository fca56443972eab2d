import CAllocationCounter
import Fares
import Gate
import TestSupport
import Testing

#if DEBUG
    private let isOptimised = false
#else
    private let isOptimised = true
#endif

/// The table of journeys against a dictionary, and the data plane's allocations.
@Suite(.serialized) struct JourneyTableTests {
    @Test(arguments: UInt64(0)..<16)
    func agreesWithADictionary(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var table = JourneyTable(capacity: seed % 2 == 0 ? 0 : 500)
        var expected: [CardToken: UInt32] = [:]
        // Tokens in rows, tokens that differ in the upper half only, and random ones.
        let width = [40, 3000, Int(UInt32.max)][Int(seed % 3)]
        for _ in 0..<5000 {
            let number = UInt64(random.below(width))
            let token =
                switch random.below(3) {
                case 0: CardToken(low: number)
                case 1: CardToken(high: number, low: 7)
                default: CardToken(high: number << 32, low: number << 40)
                }
            let seen = table.withJourney(of: token) { journey in
                defer { journey.use.passStart += 1 }
                return journey.use.passStart
            }
            #expect(seen == expected[token] ?? 0)
            expected[token] = seen + 1
        }
        #expect(table.count == expected.count)
        var found: [CardToken: UInt32] = [:]
        table.forEach { token, journey in
            #expect(found.updateValue(journey.use.passStart, forKey: token) == nil)
        }
        #expect(found == expected)
    }

    /// A tap through the table and the processor, all outcomes mixed, allocates nothing.
    @Test(.enabled(if: isOptimised, "unoptimised code allocates in generic loops; run with -c release"))
    func theDataPlaneAllocatesNothing() throws {
        let processor = TapProcessor(try Scene.strict.get())
        let start = try #require(LocalTime("2018-08-31 06:00:00"))
        var random = SplitMix64(seed: 1)
        let taps = (0..<20_000).map { number in
            Tap(
                token: CardToken(low: UInt64(random.below(900))),
                time: LocalTime(seconds: start.seconds + UInt32(number)),
                kind: random.one(of: [.entry, .exit, .exit, .bus]),
                station: random.below(20) == 0 ? nil : StationIndex(random.below(166)),
                medium: FareMedia(index: UInt8(random.below(8))), isRecorded: random.below(2) == 0)
        }
        var table = JourneyTable(capacity: 1000)
        func run() -> Int {
            var charged = 0
            for tap in taps {
                charged += table.withJourney(of: tap.token) { journey in
                    processor.process(tap, journey: &journey).chargeFen
                }
            }
            return charged
        }
        #expect(run() > 0)
        table = JourneyTable(capacity: 1000)
        faregate_reset_allocation_count()
        let charged = run()
        let count = faregate_allocation_count()
        #expect(count == 0)
        #expect(charged > 0)
    }
}
