import Foundation
import TestSupport
import Testing

@testable import Simulator

/// M/D/c: the series against other ways to the same number, and the simulated station against the series.
struct DeterministicQueueTests {
    /// One server: Pollaczek and Khinchine, load / (2 (1 - load)).
    @Test(arguments: [0.05, 0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99])
    func oneServer(load: Double) {
        let expected = load / (2 * (1 - load))
        #expect(abs(DeterministicQueue.meanWait(servers: 1, load: load) / expected - 1) < 1e-6)
    }

    /// Several servers: the number of riders at moments one service time apart is a Markov chain, whose even
    /// distribution is found step by step; its mean queue, by Little's law, is the mean wait.
    @Test(arguments: [(1, 0.9), (2, 0.5), (2, 0.9), (3, 0.8), (4, 0.8), (8, 0.9), (16, 0.5)])
    func severalServers(servers: Int, load: Double) {
        let oracle = Self.markovMeanWait(servers: servers, load: load)
        let series = DeterministicQueue.meanWait(servers: servers, load: load)
        #expect(abs(series / oracle - 1) < 1e-4, "\(series) and \(oracle)")
    }

    private static func markovMeanWait(servers: Int, load: Double) -> Double {
        let mean = load * Double(servers)
        let states = servers * 4 + Int(20 / (1 - load))
        var arrivals = [Double](repeating: 0, count: states)
        var point = exp(-mean)
        for number in arrivals.indices {
            arrivals[number] = point
            point *= mean / Double(number + 1)
        }
        var present = [Double](repeating: 0, count: states)
        present[0] = 1
        var last = -1.0
        while true {
            var next = [Double](repeating: 0, count: states)
            for (number, share) in present.enumerated() where share > 1e-12 {
                let left = max(0, number - servers)
                for come in 0..<(states - left) { next[left + come] += share * arrivals[come] }
            }
            present = next
            var queue = 0.0
            for (number, share) in present.enumerated() { queue += share * Double(max(0, number - servers)) }
            if abs(queue - last) < 1e-8 { return queue / mean }
            last = queue
        }
    }

    /// A few seeds in the suite; all 30 and more gates with FAREGATE_LONG_TESTS=1, and in `simulate station
    /// --check-theory`.
    @Test(arguments: runsLongTests ? [(1, 0.5), (1, 0.9), (4, 0.5), (4, 0.8), (4, 0.9)] : [(1, 0.5), (4, 0.8)])
    func theStationAgrees(gates: Int, load: Double) throws {
        var waits: [Double] = []
        for seed in 1...(runsLongTests ? 30 : 3) as ClosedRange<UInt64> {
            var plan = try StationScene.constant(gates: gates, load: load, minutes: runsLongTests ? 3000 : 120)
            plan.seed = seed
            waits.append(try StationScene.run(plan).waits.mean / 2_400_000)
        }
        let theory = DeterministicQueue.meanWait(servers: gates, load: load)
        let mean = ConfidenceInterval(waits).mean
        #expect(abs(mean / theory - 1) < (runsLongTests ? 0.03 : 0.1), "\(mean) and \(theory)")
    }
}
