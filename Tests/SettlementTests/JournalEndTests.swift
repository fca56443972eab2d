import Fares
import Gate
import Journal
import Settlement
import Simulator
import Testing

/// Journals as a gate leaves them that was killed, or has many media: what waits, what is whose day's, what ends by itself.
struct JournalEndTests {
    private static func moment(_ hour: Int, day: Int32 = 0) -> JournalMoment {
        let seconds = Int64(TapScene.date.dayNumber + day) * 86_400 + Int64(hour - 8) * 3600
        return JournalMoment(wallMilliseconds: seconds * 1000, monotonicNanoseconds: 1)
    }

    private static func tap(_ medium: String, _ hour: Int, fen: Int64 = 0, counter: UInt16? = nil) -> JournalTap {
        var tap = JournalTap(
            time: LocalTime(TapScene.date, secondOfDay: hour * 3600), serviceDate: TapScene.date, kind: .exit,
            station: JournalStation(index: 0, id: "SZ030"), token: TapScene.token, medium: medium, rider: "adult",
            fares: BatchChain.fares, outcome: .open, reason: .completed)
        tap.chargeFen = fen
        tap.transactionCounter = counter
        return tap
    }

    private static func purse(_ state: JournalPurse.State, counter: UInt32) -> JournalPurse {
        JournalPurse(
            state: state, token: TapScene.token, counter: counter, amountFen: 855, balanceFen: 5000, cardTime: 1)
    }

    private static func mode(_ new: GateMode, _ hour: Int) -> JournalMode {
        JournalMode(
            lane: 0, old: new == .emergency ? .normal : .emergency, new: new, easings: [], cause: .command,
            time: LocalTime(TapScene.date, secondOfDay: hour * 3600), station: JournalStation(index: 0, id: "SZ001"),
            actor: "staff")
    }

    private static func write(
        _ disk: SimulatedDisk, registers: Bool = false, _ records: [(any JournalBody, JournalMoment)]
    ) throws {
        disk.restartProcess()
        var writer = try JournalWriter.open(disk, device: "live", newEpoch: 1, durability: .none)
        for (record, moment) in records { try writer.append(record, at: moment) }
        if registers { try writer.appendRegisters(at: moment(9)) }
        try writer.close()
        disk.restartProcess()
    }

    @Test("a purse's tap without its proof waits, and holds up nobody", arguments: [false, true])
    func endsOnTheTap(registers: Bool) throws {
        let disk = SimulatedDisk(seed: 1)
        try Self.write(
            disk, registers: registers,
            [
                (Self.tap("qr-code", 8), Self.moment(8)), (Self.purse(.intended, counter: 5), Self.moment(9)),
                (Self.tap("t-union", 9, fen: 855, counter: 5), Self.moment(9)),
            ])
        var chain = BatchChain(TapScene.date, try TapScene.book())
        try chain.settle([disk])
        #expect(chain.taps.map(\.sequence) == [1])
        let journals = String(decoding: try #require(chain.batches.first?["journals.csv"]), as: UTF8.self)
        let row = try #require(journals.split(separator: "\n").last)
        #expect(row.hasPrefix("live,1,2,") && row.hasSuffix(",1,0,0,0"), "the batch has seen two records: \(row)")
        var proof = Self.purse(.proven, counter: 5)
        proof.tapSequence = 3
        try Self.write(disk, [(proof, Self.moment(9))])
        try chain.settle([disk])
        #expect(chain.taps.map(\.sequence) == [1, 3] && chain.all.last?.proofs.count == 1)
        #expect(chain.all.last?.collectFen == 855)
    }

    @Test("a debit that nobody knows the end of stands in the batch of its record's day, and in no other")
    func doubtful() throws {
        let disk = SimulatedDisk(seed: 1)
        // Half past two in the night is still the service day before.
        let night = Self.moment(2, day: 1)
        try Self.write(
            disk,
            [
                (Self.purse(.unresolved, counter: 1), Self.moment(12)), (Self.purse(.unresolved, counter: 2), night),
                (Self.purse(.unresolved, counter: 3), Self.moment(5, day: 1)),
            ])
        var listed: [[UInt64]] = []
        for day in 0..<4 as Range<Int32> {
            let date = ServiceDate(dayNumber: TapScene.date.dayNumber + day)
            var chain = BatchChain(date, try TapScene.book())
            try chain.settle([disk])
            try chain.settle([disk])
            listed.append(chain.all.flatMap(\.doubtful).map(\.id.sequence))
        }
        #expect(listed == [[1, 2], [3], [], []])
    }

    @Test(
        "a release that nobody has ended is over with the service day of the last record, or at the gate's next start",
        arguments: [
            (false, "+0 03:59:59"), (true, "+0 03:59:59"),
        ])
    func deadGate(startsAgain: Bool, until: String) throws {
        let disk = SimulatedDisk(seed: 1)
        var records: [(any JournalBody, JournalMoment)] = [(Self.mode(.emergency, 9), Self.moment(9))]
        let start = JournalStart(
            software: "1", fares: BatchChain.fares, denyListVersion: 0, station: nil, recordsFound: 1, tornBytes: 0)
        if startsAgain { records.append((start, Self.moment(7, day: 3))) }
        try Self.write(disk, records)
        func releases(_ day: Int32) throws -> [SettledRelease] {
            try JournalExtract.read(disk, day: ServiceDate(dayNumber: TapScene.date.dayNumber + day)).releases
        }
        let next = ServiceDate(dayNumber: TapScene.date.dayNumber + 1)
        #expect(try releases(0).map(\.until) == [LocalTime(next, secondOfDay: 4 * 3600 - 1)])
        #expect(try releases(7).count == 1 && releases(30).isEmpty)
        guard startsAgain else { return }
        let quick = SimulatedDisk(seed: 2)
        try Self.write(quick, [records[0], (start, Self.moment(10))])
        let extract = try JournalExtract.read(quick, day: TapScene.date)
        #expect(extract.releases.map(\.until) == [LocalTime(TapScene.date, secondOfDay: 10 * 3600)])
    }

    @Test("more media than a register has lines are settled, each by itself")
    func manyMedia() throws {
        let disk = SimulatedDisk(seed: 1)
        let taps = (0..<40).map { (Self.tap("medium-\($0)", 8, fen: 100), Self.moment(8)) }
        try Self.write(disk, registers: true, taps)
        var chain = BatchChain(TapScene.date, try TapScene.book())
        try chain.settle([disk])
        #expect(chain.taps.count == 40 && chain.all.first?.chargeFen == 4000)
    }
}
