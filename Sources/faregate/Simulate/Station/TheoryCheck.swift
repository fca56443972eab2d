import Fares
import Simulator

/// The simulated station beside what queueing theory knows exactly: M/D/c.
struct TheoryCheck {
    /// Gates and loads that are compared.
    static let gates = [1, 4, 8, 16]
    static let loads = [0.5, 0.8, 0.9]
    /// What a difference may be.
    static let tolerance = 0.03
    /// The service time: 25 passengers a minute.
    static let serviceMilliseconds = 2400
    /// Minutes of a run at one gate, and fewer in proportion at more, of which the first are left out: at a load of 0.9
    /// a queue forgets slowly.
    static let minutes = StationPlan.mostMinutes
    static let warmUpMinutes = 60

    /// One number of gates at one load.
    struct Case {
        let gates: Int
        let load: Double
        let theoryMilliseconds: Double
        let simulated: ConfidenceInterval

        var difference: Double { simulated.mean / theoryMilliseconds - 1 }
        var holds: Bool { difference.magnitude <= TheoryCheck.tolerance }
    }

    let seeds: Int
    let seed: UInt64

    /// Runs all cases.
    func run(_ plan: StationPlan, book: FareBook, progress: () -> Void) throws(StationPlanError) -> [Case] {
        var cases: [Case] = []
        for gates in Self.gates {
            for load in Self.loads {
                var plan = plan
                plan.makeConstant(milliseconds: Self.serviceMilliseconds)
                plan.queues = .common
                plan.gates = gates
                (plan.minutes, plan.warmUpMinutes) = (Self.minutes / gates, Self.warmUpMinutes)
                let rate = load * Double(gates) * 60_000 / Double(Self.serviceMilliseconds)
                plan.arrivals = .chance(perThousandMinutes: Int((rate * 1000).rounded()))
                var means: [Double] = []
                for number in 0..<seeds {
                    plan.seed = seed &+ UInt64(number)
                    var run = try StationRun(plan, book: book)
                    run.run()
                    means.append(run.figures.waits.mean / 1000)
                    progress()
                }
                cases.append(
                    Case(
                        gates: gates, load: load,
                        theoryMilliseconds: DeterministicQueue.meanWait(servers: gates, load: load)
                            * Double(Self.serviceMilliseconds), simulated: ConfidenceInterval(means)))
            }
        }
        return cases
    }

    static func json(_ cases: [Case], seeds: Int) -> JSONValue {
        .object([
            ("seeds", .integer(seeds)), ("service_ms", .integer(serviceMilliseconds)),
            ("tolerance", .number(tolerance, decimals: 3)), ("ok", .bool(cases.allSatisfy(\.holds))),
            (
                "cases",
                .array(
                    cases.map {
                        .object([
                            ("gates", .integer($0.gates)), ("load", .number($0.load, decimals: 2)),
                            ("theory_mean_ms", .number($0.theoryMilliseconds, decimals: 3)),
                            ("simulated_mean_ms", .number($0.simulated.mean, decimals: 3)),
                            (
                                "confidence_95_ms",
                                $0.simulated.halfWidth.map { .number($0, decimals: 3) } ?? .null
                            ),
                            ("difference", .number($0.difference, decimals: 5)), ("holds", .bool($0.holds)),
                        ])
                    })
            ),
        ])
    }

    static func text(_ cases: [Case], seeds: Int, _ language: Language) -> String {
        var lines = [
            language.pick(
                "M/D/c：服务时间恒为 \(serviceMilliseconds) 毫秒，\(seeds) 个种子，容许偏差 3 %",
                "M/D/c: constant service of \(serviceMilliseconds) ms, \(seeds) seeds, tolerance 3 %"), "",
            language.pick(
                "| c | 负荷 | M/D/c 毫秒 | 模拟 毫秒 | ±95 % | 偏差 | 容许 |",
                "| c | load | M/D/c ms | simulated ms | ±95 % | difference | within |"),
            "|---|---|---|---|---|---|---|",
        ]
        for item in cases {
            lines.append(
                "| \(item.gates) | \(fixed(item.load, 2)) | \(fixed(item.theoryMilliseconds, 2)) | "
                    + "\(fixed(item.simulated.mean, 2)) | \(item.simulated.halfWidth.map { fixed($0, 2) } ?? "-") | "
                    + "\(fixed(item.difference * 100, 2)) % | "
                    + "\(item.holds ? language.pick("是", "yes") : language.pick("否", "NO")) |")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
