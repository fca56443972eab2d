import Fares
import Gate
import Journal
import Lane
import Settlement
import Simulator
import Testing

/// Journals as a gate leaves them that was killed, or has many media: what waits, what is whose day's, what ends by
/// itself.
struct JournalEndTests {
    static func moment(_ hour: Int, day: Int32 = 0) -> JournalMoment {
        let seconds = Int64(TapScene.date.dayNumber + day) * 86_400 + Int64(hour - 8) * 3600
        return JournalMoment(wallMilliseconds: seconds * 1000, monotonicNanoseconds: 1)
    }

    static func tap(_ medium: String, _ hour: Int, fen: Int64 = 0, counter: UInt16? = nil) -> JournalTap {
        var tap = JournalTap(
            time: LocalTime(TapScene.date, secondOfDay: hour * 3600), serviceDate: TapScene.date, kind: .exit,
            station: JournalStation(index: 0, id: "SZ030"), token: TapScene.token, medium: medium, rider: "adult",
            fares: BatchChain.fares, outcome: .open, reason: .completed)
        tap.chargeFen = fen
        tap.transactionCounter = counter
        return tap
    }

    static func purse(_ state: JournalPurse.State, counter: UInt32) -> JournalPurse {
        JournalPurse(
            state: state, token: TapScene.token, counter: counter, amountFen: 855, balanceFen: 5000, cardTime: 1)
    }

    private static func mode(_ new: GateMode, _ hour: Int) -> JournalMode {
        JournalMode(
            lane: 0, old: new == .emergency ? .normal : .emergency, new: new, easings: [], cause: .command,
            time: LocalTime(TapScene.date, secondOfDay: hour * 3600), station: JournalStation(index: 0, id: "SZ001"),
            actor: "staff")
    }

    static func write(
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
        #expect(chain.taps.map(\.sequence) == [1] && chain.heldBack.map(\.id.sequence) == [3])
        let journals = String(decoding: try #require(chain.batches.first?["journals.csv"]), as: UTF8.self)
        let row = try #require(journals.split(separator: "\n").last)
        #expect(
            row.hasPrefix("live,1,2,") && row.hasSuffix(",1,0,0,0,live-1-3,855"),
            "the batch has seen two records: \(row)")
        var proof = Self.purse(.proven, counter: 5)
        proof.tapSequence = 3
        (proof.terminalMAC, proof.authorisationCode) = ([1, 2, 3, 4], [5, 6, 7, 8])
        proof.purchase = JournalPurse.Purchase(
            terminal: 0x3000_0000_0001, type: 9, keyVersion: 1, algorithm: 0, sealedIdentity: [10, 11])
        try Self.write(disk, [(proof, Self.moment(9))])
        try chain.settle([disk])
        let file = try #require(chain.batches.last?.first { $0.key.hasSuffix("-purse.csv") }?.value)
        #expect(
            String(decoding: file, as: UTF8.self).hasSuffix(",01020304,,05060708,300000000001,09,01,00,0A0B\n"),
            "\(String(decoding: file, as: UTF8.self))")
        #expect(chain.taps.map(\.sequence) == [1, 3] && chain.all.last?.proofs.count == 1)
        #expect(chain.all.last?.collectFen == 855)
    }

    @Test("a gate that is gone for good: its last tap is settled as recorded and doubtful, and a proof may still come")
    func endsForGood() throws {
        let disk = SimulatedDisk(seed: 1)
        try Self.write(
            disk, registers: true,
            [
                (Self.tap("qr-code", 8), Self.moment(8)), (Self.purse(.intended, counter: 5), Self.moment(9)),
                (Self.tap("t-union", 9, fen: 855, counter: 5), Self.moment(9)),
            ])
        var chain = BatchChain(TapScene.date, try TapScene.book())
        for isFinal in [false, true, true, false] { try chain.settle([disk], isFinal: isFinal) }
        #expect(chain.batches.count == 2 && chain.taps.map(\.sequence) == [1, 3] && chain.heldBack.isEmpty)
        #expect(chain.all[1].collectFen == 855 && chain.all[1].doubtful.map(\.state) == ["no-proof"])
        #expect(chain.all[1].doubtful.map(\.amountFen) == [855])
        var proof = Self.purse(.proven, counter: 5)
        proof.tapSequence = 3
        try Self.write(disk, [(proof, Self.moment(9))])
        try chain.settle([disk])
        try chain.settle([disk])
        #expect(chain.batches.count == 3 && chain.all[2].proofs.count == 1 && chain.all[2].chargeFen == 0)
        #expect(chain.batches[2]["metro-t-union-purse.csv"] != nil)
    }

    @Test(
        "a debit that nobody knows the end of stands in the batch of its record's day, or the next one, and in no other"
    )
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
        var known: Set<String> = []
        var listed: [[UInt64]] = []
        for day in 0..<4 as Range<Int32> {
            let date = ServiceDate(dayNumber: TapScene.date.dayNumber + day)
            var chain = BatchChain(date, try TapScene.book())
            try chain.settle([disk], listed: known)
            try chain.settle([disk], listed: known)
            listed.append(chain.all.flatMap(\.doubtful).map(\.id.sequence))
            for folder in chain.batches {
                known.formUnion(try SettledDay.doubtful(in: "batch") { folder[$0] }.records)
            }
        }
        #expect(listed == [[1, 2], [3], [], []])
        var late = BatchChain(ServiceDate(dayNumber: TapScene.date.dayNumber + 2), try TapScene.book())
        try late.settle([disk])
        #expect(late.all.flatMap(\.doubtful).map(\.id.sequence) == [1, 2, 3], "what no batch has listed")
    }

    @Test("a clock that was ahead for a minute loses no doubtful debit: the day on which it came back lists them, once")
    func doubtfulUnderAJump() throws {
        let disk = SimulatedDisk(seed: 1)
        var ahead = Self.tap("qr-code", 8)
        ahead.serviceDate = ServiceDate(dayNumber: TapScene.date.dayNumber + 400)
        let jump = Self.moment(8, day: 400)
        try Self.write(
            disk,
            [
                (Self.tap("qr-code", 8), Self.moment(8)), (Self.purse(.unresolved, counter: 1), jump), (ahead, jump),
                (Self.purse(.unresolved, counter: 2), jump), (ahead, jump), (Self.tap("qr-code", 9), Self.moment(9)),
            ])
        var chain = BatchChain(TapScene.date, try TapScene.book())
        try chain.settle([disk])
        try chain.settle([disk])
        #expect(chain.all.map { $0.doubtful.map(\.id.sequence) } == [[2, 4]])
    }

    private static let start = JournalStart(
        software: "1", fares: BatchChain.fares, denyListVersion: 0, station: nil, recordsFound: 1, tornBytes: 0)

    @Test(
        "a release that nobody has ended is over with the service day of the last record, or at the gate's next start",
        arguments: [false, true])
    func deadGate(startsAgain: Bool) throws {
        let disk = SimulatedDisk(seed: 1)
        var records: [(any JournalBody, JournalMoment)] = [(Self.mode(.emergency, 9), Self.moment(9))]
        if startsAgain { records.append((Self.start, Self.moment(7, day: 3))) }
        try Self.write(disk, records)
        func releases(_ day: Int32) throws -> [SettledRelease] {
            try JournalExtract.read(disk, day: ServiceDate(dayNumber: TapScene.date.dayNumber + day)).releases
        }
        #expect(try releases(0).map(\.until) == [Self.endOfDay])
        #expect(try releases(7).count == 1 && releases(30).isEmpty)
        guard startsAgain else { return }
        #expect(
            try Self.gateReleases(disk, startsAt: nil) == [Self.endOfDay], "the gate's own, by its records")
        let unstarted = SimulatedDisk(seed: 3)
        try Self.write(unstarted, [records[0]])
        #expect(try Self.gateReleases(unstarted, startsAt: records[1].1) == [Self.endOfDay], "and at its start")
    }

    @Test(
        "a start ends what was released before: not before the last sign of life, whatever its clock says",
        arguments: [(10, 10), (13, 13), (7, 9), (8, 9)])
    func startEnds(hour: Int, until: Int) throws {
        let disk = SimulatedDisk(seed: 1)
        try Self.write(
            disk, [(Self.mode(.emergency, 8), Self.moment(8)), (Self.tap("qr-code", 9), Self.moment(9))])
        let expected: [LocalTime?] = [LocalTime(TapScene.date, secondOfDay: until * 3600)]
        #expect(try Self.gateReleases(disk, startsAt: Self.moment(hour)) == expected)
        try Self.write(disk, [(Self.start, Self.moment(hour))])
        #expect(try JournalExtract.read(disk, day: TapScene.date).releases.map(\.until) == expected)
        #expect(try Self.gateReleases(disk, startsAt: nil) == expected)
    }

    @Test(
        "what a command writes while no gate runs is no sign of life; a gate's record is",
        arguments: ["register", "key", "retention", "note"])
    func afterItsDeath(kind: String) throws {
        let disk = SimulatedDisk(seed: 1)
        try Self.write(disk, [(Self.mode(.emergency, 9), Self.moment(9))])
        var writer = try JournalWriter.open(disk, device: "live", newEpoch: 1, durability: .none)
        let later = Self.moment(9, day: 3)
        switch kind {
        case "register": try writer.appendRegisters(at: later)
        case "key": try writer.append(JournalKeyChange(role: .token, identifier: 2), at: later)
        case "retention":
            try writer.append(JournalRetention(firstSegment: 1, lastSegment: 1, throughDate: TapScene.date), at: later)
        default: try writer.append(JournalNote(text: "alive"), at: later)
        }
        try writer.close()
        disk.restartProcess()
        let date = ServiceDate(dayNumber: TapScene.date.dayNumber + 4)
        let alive = LocalTime(date, secondOfDay: 4 * 3600 - 1)
        let expected: [LocalTime?] = [kind == "note" ? alive : Self.endOfDay]
        #expect(try JournalExtract.read(disk, day: TapScene.date).releases.map(\.until) == expected)
        #expect(try Self.gateReleases(disk, startsAt: Self.moment(9, day: 5)) == expected)
    }

    /// The last second of the service day.
    private static let endOfDay = LocalTime(
        ServiceDate(dayNumber: TapScene.date.dayNumber + 1), secondOfDay: 4 * 3600 - 1)

    /// When the gate takes the releases of its journal to be over.
    private static func gateReleases(_ disk: SimulatedDisk, startsAt moment: JournalMoment?) throws -> [LocalTime?] {
        var state = DeskState(try TapScene.book(), capacity: 10)
        _ = try JournalReader.read(disk) { (header, body) throws(BodyFault) in try state.take(header, body) }
        if let moment { state.begin(at: moment) }
        return state.releases.releases.map(\.until)
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
