import Fares
import Gate
import Journal
import Simulator
import Testing

/// What is old, and what keeps it: clocks that jump, days that nobody has settled, torn bytes.
struct RetentionPlanTests {
    private static let first: Int32 = 17_774

    private static func day(_ day: Int32) -> ServiceDate { ServiceDate(dayNumber: first + day) }

    private static func moment(_ day: Int32) -> JournalMoment {
        JournalMoment(wallMilliseconds: Int64(first + day) * 86_400_000, monotonicNanoseconds: 1)
    }

    private static func tap(_ day: Int32, _ outcome: GateOutcome = .open) -> JournalTap {
        var tap = Samples.tap(Int(day))
        tap.serviceDate = Self.day(day)
        tap.outcome = outcome
        return tap
    }

    /// Ten taps on each of these days; a segment takes about as many.
    private static func journal(_ days: [Int32]) throws -> SimulatedDisk {
        let disk = SimulatedDisk(seed: 1)
        var writer = try JournalWriter.open(
            disk, device: Samples.device, newEpoch: 1, durability: .power, segmentLimit: 2000)
        for day in days {
            for _ in 0..<10 {
                try writer.append(tap(day), at: moment(day))
                try writer.commit()
            }
        }
        try writer.close()
        disk.restartProcess()
        return disk
    }

    private static func forget(_ disk: SimulatedDisk, today: Int32, wanted: Int) throws -> JournalRetainer.Outcome {
        try JournalRetainer(disk).forgetBesideWriter(
            through: day(today - 57), evidence: RetentionPlan.Evidence(today: day(today), days: wanted)
        ) { _ in }
    }

    @Test("a doubtful debit that no batch has listed keeps its segment, though all taps of it are settled")
    func doubtfulDebits() throws {
        for isTorn in [false, true] {
            let disk = SimulatedDisk(seed: 1)
            var writer = try JournalWriter.open(
                disk, device: Samples.device, newEpoch: 1, durability: .power, segmentLimit: 2000)
            try writer.append(Self.tap(0), at: Self.moment(0))
            if isTorn {
                try writer.append(
                    JournalTorn(
                        state: .suspect, token: Samples.token(1), direction: .exit, station: nil,
                        transactionCounter: 1, unpredictableNumber: 1, amountFen: 1, balanceFen: 1),
                    at: Self.moment(0))
            } else {
                try writer.append(
                    JournalPurse(
                        state: .unresolved, token: Samples.token(1), counter: 1, amountFen: 1, balanceFen: 1,
                        cardTime: 1), at: Self.moment(0))
            }
            for _ in 0..<30 {
                try writer.append(Self.tap(0, .refused), at: Self.moment(0))
                try writer.commit()
            }
            try writer.close()
            disk.restartProcess()
            let plan = try RetentionPlan(disk)
            let due = plan.due(through: Self.day(0), settled: { _ in 1 })
            #expect(due.segments.isEmpty && due.stop == .notListed(segment: 1, record: 2))
            #expect(!plan.due(through: Self.day(0), settled: { _ in 1 }, listed: { $0 == 2 }).segments.isEmpty)
            #expect(!plan.due(through: Self.day(0), settled: nil).segments.isEmpty, "nobody asks")
        }
    }

    @Test(
        "a clock that jumps ahead makes nothing old, with or without records of the moment", arguments: [false, true])
    func clockJumps(hasRecords: Bool) throws {
        let days = Array(0..<12) as [Int32]
        let disk = try Self.journal(days + (hasRecords ? [70] : []))
        for wanted in [28, 56] {
            let outcome = try Self.forget(disk, today: 70, wanted: wanted)
            #expect(outcome.segments.isEmpty && outcome.removed.isEmpty)
            guard case .fewDays(segment: 1, let seen, wanted) = outcome.stop else {
                Issue.record("\(String(describing: outcome.stop))")
                return
            }
            #expect(seen == (hasRecords ? 12 : 11))
        }
    }

    @Test("where the days have really gone by, what is old goes and no more; days in the future prove nothing")
    func daysGoneBy() throws {
        let days = Array(0..<60) as [Int32]
        let disk = try Self.journal(days + [900])
        let outcome = try Self.forget(disk, today: 59, wanted: 56)
        #expect(!outcome.segments.isEmpty)
        guard case .young(let segment, let last) = outcome.stop else {
            Issue.record("\(String(describing: outcome.stop))")
            return
        }
        #expect(outcome.segments.last == segment - 1 && last == Self.day(3))
        #expect(try Self.forget(try Self.journal([0, 1, 900, 901, 902]), today: 60, wanted: 3).segments.isEmpty)
    }

    @Test("a refused tap after the settlement of its day keeps nothing; an approved one does, and is named")
    func refusedTaps() throws {
        for outcome in [GateOutcome.refused, .open] {
            let disk = try Self.journal([0])
            var writer = try JournalWriter.open(
                disk, device: Samples.device, newEpoch: 1, durability: .power, segmentLimit: 2000)
            let settled = writer.lastSequence
            try writer.append(Self.tap(0, outcome), at: Self.moment(0))
            for _ in 0..<40 {
                try writer.append(JournalOpened(tapSequence: settled), at: Self.moment(0))
                try writer.commit()
            }
            for _ in 0..<20 {
                try writer.append(Self.tap(1), at: Self.moment(1))
                try writer.commit()
            }
            try writer.close()
            disk.restartProcess()
            let due = try RetentionPlan(disk).due(through: Self.day(0), settled: { _ in settled })
            if outcome == .open {
                guard case .notSettled(_, Self.day(0)) = due.stop else {
                    Issue.record("\(String(describing: due.stop))")
                    return
                }
            } else {
                #expect(due.stop.map { "\($0)".contains("has a record of") } ?? false)
                #expect(!due.segments.isEmpty)
            }
        }
    }

    @Test("each file of torn bytes has the day of the start that tells of it, though older ones are gone")
    func tornFiles() throws {
        let disk = try Self.journal([0])
        var writer = try JournalWriter.open(
            disk, device: Samples.device, newEpoch: 1, durability: .power, segmentLimit: 2000)
        for (day, bytes) in [(1, 10), (20, 10), (40, 33), (50, 0), (60, 7)] as [(Int32, UInt64)] {
            let start = JournalStart(
                software: "1", fares: Samples.fares, denyListVersion: 0, station: nil, recordsFound: 1,
                tornBytes: bytes)
            try writer.append(start, at: Self.moment(day))
            try writer.commit()
        }
        try writer.close()
        disk.restartProcess()
        // The first is forgotten already; nobody tells of the fourth: the gate died before its start's record.
        for (number, size) in [(2, 10), (3, 33), (4, 5), (5, 7)] {
            let file = try disk.create("torn-\(number)")
            try disk.write(file, at: 0, [UInt8](repeating: 1, count: size).span)
            disk.close(file)
        }
        let plan = try RetentionPlan(disk)
        #expect(plan.tornFiles.map(\.name) == ["torn-2", "torn-3", "torn-4", "torn-5"])
        #expect(plan.tornFiles.map(\.date) == [20, 40, 60, 60].map(Self.day))
    }
}
