import Gate
import Testing

@testable import Simulator

/// What a lane's barrier, its luggage and its torn cards do to the flow.
struct StationLaneTests {
    private static func saturated(_ minutes: Int, _ change: (inout StationPlan) -> Void) throws -> StationFigures {
        var plan = try StationScene.plan()
        (plan.gates, plan.minutes, plan.arrivals) = (1, minutes, .endless)
        plan.mishaps = .none
        change(&plan)
        return try StationScene.run(plan)
    }

    /// Luggage in the safety zone never helps: not more often, not for longer, not for a moment.
    @Test(arguments: [false, true])
    func luggageNeverHelps(isNormallyOpen: Bool) throws {
        func flow(_ share: Int, _ milliseconds: Int) throws -> Double {
            try Self.saturated(60) {
                $0.isNormallyOpen = isNormallyOpen
                $0.mishaps.objectPerMillion = share
                $0.times.object = TimeSpread(milliseconds: milliseconds)
            }.passengersPerMinute
        }
        let free = try flow(0, 1000)
        #expect(try flow(1_000_000, 1) <= free)
        var last = free
        for share in [200_000, 1_000_000] {
            let hindered = try flow(share, 1000)
            #expect(hindered < last, "\(share)")
            last = hindered
        }
        #expect(try flow(1_000_000, 20_000) < 4)
    }

    /// A torn card is tried again after a time that is drawn evenly, whatever share is torn.
    @Test func aSecondTryHasItsMean() throws {
        func flow(_ again: TimeSpread) throws -> Double {
            try Self.saturated(120) {
                $0.mishaps.tornPerMillion = 300_000
                $0.times.again = again
            }.passengersPerMinute
        }
        let (even, constant) = (
            try flow(TimeSpread(milliseconds: 0...30_000)), try flow(TimeSpread(milliseconds: 15_000))
        )
        #expect(abs(even - constant) < constant * 0.12, "\(even) and \(constant)")
    }

    /// Times of minutes leave no void events behind.
    @Test(arguments: [
        (8, "close", 260_000, 0), (1, "close", 170_000, 0), (1, "object", 300_000, 1_000_000),
        (1, "open", 260_000, 0), (3, "pass", 600_000, 0), (1, "walk", 600_000, 0), (2, "clear", 600_000, 1_000_000),
    ])
    func nothingPilesUp(gates: Int, time: String, milliseconds: Int, objects: Int) throws {
        var plan = try StationScene.plan()
        (plan.gates, plan.minutes, plan.arrivals) = (gates, 40, .endless)
        plan.mishaps.objectPerMillion = objects
        plan.mishaps.faultsPerThousandHours = time == "walk" ? 60_000 : 0
        _ = plan.times.set(time, TimeSpread(milliseconds: milliseconds))
        var run = try StationRun(plan, book: try StationScene.book.get())
        var most = 0
        while run.step() { most = max(most, run.agenda.count) }
        #expect(most <= gates * (time == "pass" ? 24 : 10) + 1, "\(most)")
    }
}
