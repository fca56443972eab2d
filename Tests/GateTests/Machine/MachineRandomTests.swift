import CAllocationCounter
import Gate
import TestSupport
import Testing

/// Random streams of events: what must hold whatever happens, and whatever controllers and readers say.
@Suite(.serialized)
struct MachineRandomTests {
    private static let lanes: [GateSettings] = [
        GateSettings(.entry), GateSettings(.exit, rest: .open), GateSettings(.twoWay),
        {
            var settings = GateSettings(.twoWay, rest: .open, credits: 4)
            settings.reportMilliseconds = 3000
            settings.releasesOnLinkLoss = true
            settings.releasesOnPowerLoss = false
            return settings
        }(),
    ]

    @Test("16 seeds of 10,000 events on four kinds of lanes", arguments: 0..<16)
    func invariants(seed: Int) {
        for (index, settings) in Self.lanes.enumerated() {
            var watch = MachineWatch(settings, seed: UInt64(seed * 4 + index))
            for _ in 0..<10_000 {
                if let fault = watch.step() {
                    Issue.record("lane \(index), seed \(seed): \(fault)")
                    return
                }
            }
            #expect(watch.ended > 500)
        }
    }

    @Test("no event allocates")
    func allocations() {
        for settings in Self.lanes {
            var machine = GateMachine(settings)
            var random = SplitMix64(seed: 5)
            var events: [(GateEvent, UInt64)] = []
            var now: UInt64 = 0
            for number in 0..<20_000 {
                now += UInt64.random(in: 0...1500, using: &random)
                events.append((MachineWatch.event(UInt64(number), using: &random), now))
            }
            var count = 0
            for (event, moment) in events.prefix(10_000) { count += machine.handle(event, at: moment).count }
            faregate_reset_allocation_count()
            for index in 10_000..<20_000 {
                count += machine.handle(events[index].0, at: events[index].1).count
                if machine.accepts(.entry) { count += 1 }
                count += Int(truncatingIfNeeded: machine.nextDeadline ?? 0)
            }
            let allocations = faregate_allocation_count()
            #expect(allocations == 0)
            #expect(count != 0)
        }
    }
}
