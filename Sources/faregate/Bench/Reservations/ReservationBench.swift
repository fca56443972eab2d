import Journal
import QRTickets

/// Reserve and confirm in a file, each followed by the disk's own append and fdatasync.
struct ReservationBench {
    let folder: BenchFolder
    let count: Int

    private static let page = 4096
    private static let now: UInt32 = 1_795_392_000

    /// Milliseconds of each step of a round.
    private struct Round {
        var reserve: [Double] = []
        var confirm: [Double] = []
        var disk: [Double] = []
    }

    func run(rounds: Int, into report: inout BenchReport) throws {
        for (durability, name) in [(Durability.power, "FULL"), (.crash, "NORMAL")] {
            var list: [Round] = []
            for round in 0..<rounds { list.append(try self.round("\(durability.rawValue)-\(round)", durability)) }
            for percent in [50, 99] {
                for (step, values) in [
                    ("reserve, \(name)", list.map(\.reserve)), ("confirm, \(name)", list.map(\.confirm)),
                    ("append + fdatasync in turn with \(name)", list.map(\.disk)),
                ] {
                    report.add(
                        "\(step), p\(percent)", "ms", values.map { Series($0).percentile(percent) }, decimals: 3)
                }
            }
        }
    }

    private func round(_ name: String, _ durability: Durability) throws -> Round {
        let storage = try folder.storage(name)
        let store = try SQLiteReplayStore("\(folder.path)/\(name)/codes", durability: durability)
        let disk = try storage.create("disk")
        defer { storage.close(disk) }
        let bytes = [UInt8](repeating: 0x5A, count: Self.page)
        let holder = ReplayHolder(device: "bench", lane: 0)
        var random = SeededGenerator(seed: 1)
        var round = Round()
        for number in 0..<count {
            let key = ReplayKey(high: random.next(), low: random.next())
            var clock = MonotonicClock.now()
            guard try store.reserve(key, for: holder, now: Self.now, expires: Self.now + 600) == nil else {
                preconditionFailure("a key twice")
            }
            round.reserve.append(Self.milliseconds(since: clock))
            clock = MonotonicClock.now()
            try store.confirm(key, for: holder, sequence: UInt64(number))
            round.confirm.append(Self.milliseconds(since: clock))
            clock = MonotonicClock.now()
            try storage.write(disk, at: number * Self.page, bytes.span)
            try storage.sync(disk)
            round.disk.append(Self.milliseconds(since: clock))
        }
        return round
    }

    private static func milliseconds(since clock: UInt64) -> Double { Double(MonotonicClock.now() - clock) / 1e6 }
}
