import QRTickets

/// Look-ups in a table of shown codes, half of them of codes that are there.
struct ReplayLookUpBench {
    private static let questions = 1 << 20
    private static let now: UInt32 = 1_795_392_000

    private let table: ReplayTable
    private let store: ReplayMemory
    private let hits: [ReplayKey]
    private let misses: [ReplayKey]

    init(codes: Int) {
        var random = SeededGenerator(seed: 1)
        var table = ReplayTable(capacity: codes)
        let store = ReplayMemory(capacity: codes)
        var keys: [ReplayKey] = []
        for number in 0..<codes {
            let key = ReplayKey(high: random.next(), low: random.next())
            let entry = ReplayEntry(
                holder: ReplayHolder(device: "bench", lane: number & 3), time: Self.now, expires: Self.now + 600,
                sequence: UInt64(number))
            guard let stood = try? (table.restore(key, entry), store.restore(key, entry)), stood == (nil, nil) else {
                preconditionFailure("the table takes as many codes as it has places")
            }
            keys.append(key)
        }
        self.table = table
        self.store = store
        hits = (0..<Self.questions).map { _ in keys[Int.random(in: 0..<codes, using: &random)] }
        misses = (0..<Self.questions).map { _ in ReplayKey(high: random.next(), low: random.next()) }
    }

    func run(rounds: Int, into report: inout BenchReport) {
        let series = { (measure: () -> Double) -> [Double] in
            _ = measure()
            return (0..<rounds).map { _ in measure() }
        }
        let loop = series { perItem(hits) { Int(truncatingIfNeeded: $0.low & 1) + 1 } }
        let hit = series { perItem(hits) { table.entry(of: $0) == nil ? 0 : 1 } }
        let miss = series { perItem(misses) { table.entry(of: $0) == nil ? 1 : 0 } }
        let locked = series { perItem(hits) { store.entry(of: $0, now: Self.now) == nil ? 0 : 1 } }
        let count = grouped(table.count)
        report.add("loop over the keys alone", "ns", loop, decimals: 1)
        report.add("look-up among \(count), found", "ns", hit, decimals: 1, goal: "<= 1000")
        report.add("look-up among \(count), not found", "ns", miss, decimals: 1, goal: "<= 1000")
        report.add("the same with the lock, found", "ns", locked, decimals: 1, goal: "<= 1000")
        report.add(
            "look-up, found : loop alone", "times", zip(hit, loop).map { $0 / max($1, 0.01) }, decimals: 0)
    }

    private func perItem(_ keys: [ReplayKey], _ ask: (ReplayKey) -> Int) -> Double {
        let clock = Stopwatch()
        var sum = 0
        for key in keys { sum &+= ask(key) }
        // The sum is looked at, so that the loop has to make it.
        precondition(sum >= keys.count, "every question has its answer")
        return clock.processorSeconds * 1e9 / Double(keys.count)
    }
}
