import Journal

/// Who may be next in a day of many lanes: a card's taps follow each other, and no lane runs far ahead.
final class GateDayOrder: @unchecked Sendable {
    /// How many turns a lane may be ahead of the first one that is not over.
    private static let lead = 512

    private let turns: [GateDayPlan.Turn]
    private let monitor = Monitor()
    // Under the monitor's lock.
    private var isOver: [Bool]
    private var first = 0
    private var count = 0
    private var counts: [Int: Int] = [:]
    private var isGivenUp = false

    init(_ turns: [GateDayPlan.Turn]) {
        self.turns = turns
        isOver = [Bool](repeating: false, count: turns.count)
    }

    /// How many turns are over.
    var done: Int {
        monitor.lock()
        defer { monitor.unlock() }
        return count
    }

    /// How many turns are over at the lanes of a process.
    func done(at process: Int) -> Int {
        monitor.lock()
        defer { monitor.unlock() }
        return counts[process, default: 0]
    }

    /// Waits until a turn may be; false if the day was given up.
    func wait(for turn: Int) -> Bool {
        monitor.lock()
        defer { monitor.unlock() }
        while !isGivenUp, turn >= first + Self.lead || !(turns[turn].before.map { isOver[$0] } ?? true) {
            monitor.wait()
        }
        return !isGivenUp
    }

    /// A turn is over.
    func end(_ turn: Int) {
        monitor.lock()
        defer { monitor.unlock() }
        isOver[turn] = true
        count += 1
        counts[turns[turn].lane / GateDayPlan.lanesOfProcess, default: 0] += 1
        while first < isOver.count, isOver[first] { first += 1 }
        monitor.wakeAll()
    }

    /// Whether the day was given up.
    var isLost: Bool {
        monitor.lock()
        defer { monitor.unlock() }
        return isGivenUp
    }

    /// Gives the day up: nobody waits any more.
    func giveUp() {
        monitor.lock()
        isGivenUp = true
        monitor.wakeAll()
        monitor.unlock()
    }
}
