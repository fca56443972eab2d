import Gate
import Lane
import Testing

/// The barrier that is not there behaves as one that is.
struct SimulatedAisleTests {
    private static func events(_ aisle: inout SimulatedAisle, until end: UInt64) -> [GateEvent] {
        var events: [GateEvent] = []
        for now in 0...end { while let event = aisle.event(at: now) { events.append(event) } }
        return events
    }

    @Test("told twice to open for one tap, it lets one rider through")
    func oneRiderATap() {
        var aisle = SimulatedAisle()
        aisle.perform(.open(.entry, tapSequence: 7), at: 0)
        aisle.perform(.open(.entry, tapSequence: 7), at: 10)
        aisle.perform(.open(.entry, tapSequence: 8), at: 20)
        #expect(Self.events(&aisle, until: 20_000).count { $0 == .sensor(.passed) } == 2)
    }

    @Test("turned round on its way, it reports the end that it comes to alone")
    func turnedRound() {
        var aisle = SimulatedAisle(riders: [.staysAway, .staysAway])
        aisle.perform(.open(.entry, tapSequence: 1), at: 0)
        aisle.perform(.close, at: 1)
        aisle.perform(.open(.entry, tapSequence: 2), at: 2)
        #expect(Self.events(&aisle, until: 20_000) == [.barrier(.opened)])
    }
}
