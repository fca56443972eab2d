import CChecksum
import CardCrypto
import Fares
import Gate
import Journal
import QRTickets
import Simulator
import Testing

/// Every kind of record comes back as it was written; the numbers in the file stay what they are.
struct RecordTests {
    private static let entry = JournalTap.Entry(time: LocalTime(seconds: 9), station: nil)

    private static func purse(_ state: JournalPurse.State) -> JournalPurse {
        var purse = JournalPurse(
            state: state, token: Samples.token(3), counter: 77, amountFen: 475, balanceFen: -100, cardTime: 12)
        purse.station = state == .intended ? JournalStation(index: 7, id: "SZ008") : nil
        purse.resumeData = state == .intended ? [1, 2, 3] : []
        purse.tapSequence = 4
        purse.terminalTransaction = 5
        purse.terminalMAC = [1, 2, 3, 4]
        purse.cardMAC = state == .proven ? [5, 6, 7, 8] : []
        purse.authorisationCode = state == .proven ? [9, 10, 11, 12] : []
        if state == .proven {
            purse.purchase = JournalPurse.Purchase(
                terminal: 0x3000_0000_0001, type: 9, keyVersion: 1, algorithm: 0, sealedIdentity: [13, 14])
        }
        return purse
    }

    private static func torn(_ state: JournalTorn.State) -> JournalTorn {
        var torn = JournalTorn(
            state: state, token: Samples.token(3), direction: .exit, station: JournalStation(index: 3, id: "SZ004"),
            transactionCounter: 9, unpredictableNumber: 10, amountFen: 300, balanceFen: -1)
        torn.closes = state == .void ? 12 : 0
        torn.resumeData = [8, 1, 1, 0]
        return torn
    }

    private static func longTap() -> JournalTap {
        var tap = Samples.tap(2)
        tap.station = nil
        tap.medium = String(repeating: "m", count: BodyWriter.longestText)
        tap.carriage = .business
        tap.transfer = .granted
        tap.isRecorded = true
        tap.outcome = .again
        tap.reason = .passExpired
        tap.transactionCounter = nil
        tap.unpredictableNumber = nil
        tap.chargeFen = -250
        tap.entry = entry
        tap.replayKey = ReplayKey(high: .max - 1, low: 7)
        tap.sealedData = (0..<1024).map { UInt8(truncatingIfNeeded: $0) }
        return tap
    }

    private static func easedTap(_ easings: GateEasings, _ reason: GateReason) -> JournalTap {
        var tap = longTap()
        tap.easings = easings
        tap.reason = reason
        return tap
    }

    @Test("a tap has the form that older versions know unless it needs the newer one")
    func forms() {
        #expect(Samples.tap(1).form == 1 && JournalTap.form == 2)
        #expect(Self.easedTap(.fareFree, .completed).form == 2 && Self.easedTap([], .fareFree).form == 2)
        #expect(Self.easedTap([], .noTicket).form == 1)
        #expect(Self.purse(.intended).form == 1 && Self.purse(.proven).form == 2)
    }

    @Test(
        "an easing or a mode that is not known is not guessed at",
        arguments: [([0, 1, 1, 0x40], 3), ([0, 1, 7, 0], 2)])
    func unknownMode(bytes: [UInt8], offset: Int) throws {
        let disk = SimulatedDisk(seed: 1)
        var writer = try JournalWriter.open(disk, device: Samples.device, newEpoch: 1, durability: .power)
        try writer.append(FalseMode(bytes: bytes), at: Samples.moment(1))
        try writer.close()
        let scan = try JournalReader.read(disk) { header, body throws(BodyFault) in
            _ = try JournalEntry.read(header, body)
        }
        #expect(scan.damage?.fault == .body(kind: 11, offset: offset))
    }

    private struct FalseMode: JournalBody {
        let bytes: [UInt8]
        static var kind: RecordKind { .mode }
        func write(into writer: inout BodyWriter) throws(JournalError) { for byte in bytes { writer.number(byte) } }
        static func read(_ body: Span<UInt8>) throws(BodyFault) -> FalseMode { FalseMode(bytes: []) }
    }

    private static func add<Body: JournalBody>(
        _ body: Body, to writer: inout JournalWriter, _ expected: inout [JournalEntry], _ entry: (Body) -> JournalEntry
    ) throws {
        expected.append(entry(body))
        try writer.append(body, at: Samples.moment(expected.count))
    }

    @Test(arguments: [nil, DeviceKey(identifier: 3, key: [UInt8](repeating: 1, count: 16))])
    func everyKind(key: DeviceKey?) throws {
        let disk = SimulatedDisk(seed: 1)
        var writer = try JournalWriter.open(
            disk, device: Samples.device, newEpoch: 1, durability: .power, key: key, segmentLimit: 2000)
        var expected: [JournalEntry] = []
        try Self.add(
            JournalStart(
                software: "0.1.0", fares: Samples.fares, denyListVersion: 3, station: nil, recordsFound: 8, tornBytes: 9
            ), to: &writer, &expected
        ) { .start($0) }
        for number in 0..<4 { try Self.add(Samples.tap(number), to: &writer, &expected) { .tap($0) } }
        try Self.add(Self.longTap(), to: &writer, &expected) { .tap($0) }
        try Self.add(JournalOpened(tapSequence: 5), to: &writer, &expected) { .opened($0) }
        for state in JournalPurse.State.allCases {
            try Self.add(Self.purse(state), to: &writer, &expected) { .purse($0) }
        }
        for state in JournalTorn.State.allCases { try Self.add(Self.torn(state), to: &writer, &expected) { .torn($0) } }
        try Self.add(
            JournalSweep(
                token: Samples.token(1), serviceDate: ServiceDate(dayNumber: 17_774), entry: Self.entry, chargeFen: 1400
            ), to: &writer, &expected
        ) { .sweep($0) }
        for role in JournalKeyChange.Role.allCases {
            try Self.add(JournalKeyChange(role: role, identifier: 9), to: &writer, &expected) { .keyChange($0) }
        }
        try Self.add(JournalNote(text: "大门已换 / gate replaced"), to: &writer, &expected) { .note($0) }
        try Self.add(JournalTokenKey(identifier: 7, checkValue: .max - 1), to: &writer, &expected) { .tokenKey($0) }
        for outcome in JournalPassage.Outcome.allCases {
            try Self.add(
                JournalPassage(tapSequence: 6, outcome: outcome, milliseconds: 8000), to: &writer, &expected
            ) { .passage($0) }
        }
        for mode in GateMode.allCases {
            try Self.add(
                JournalMode(
                    lane: 63, old: .normal, new: mode, easings: [.orderFree, .trainFault], cause: .emergencyLine,
                    time: LocalTime(seconds: 11), station: JournalStation(index: 7, id: "SZ008"), actor: "值班员 7"),
                to: &writer, &expected
            ) { .mode($0) }
        }
        for release in GateModeCause.allCases + [nil] {
            try Self.add(
                JournalMode(
                    lane: 2, old: .outOfService, new: .outOfService, easings: [], cause: .command,
                    time: LocalTime(seconds: 12), station: nil,
                    standing: JournalMode.Standing(id: "闸机 2", mode: .closed, release: release)),
                to: &writer, &expected
            ) { .mode($0) }
        }
        for ways in [LaneDirections.entry, .exit, .twoWay] {
            try Self.add(
                JournalMode(
                    lane: 3, old: .normal, new: .emergency, easings: [], cause: .emergencyLine,
                    time: LocalTime(seconds: 13), station: nil,
                    standing: JournalMode.Standing(id: "3", mode: .normal, release: .emergencyLine, ways: ways)),
                to: &writer, &expected
            ) { .mode($0) }
        }
        try Self.add(Self.easedTap(.all, .entered), to: &writer, &expected) { .tap($0) }
        try Self.add(Self.easedTap([], .emergencyRelease), to: &writer, &expected) { .tap($0) }
        try writer.close()

        var found: [JournalEntry] = []
        var moments: [JournalMoment] = []
        let scan = try JournalReader.read(disk, keys: key.map { [$0] } ?? []) { header, body throws(BodyFault) in
            found.append(try JournalEntry.read(header, body))
            moments.append(header.moment)
        }
        #expect(scan.isSound)
        #expect(scan.authenticated == (key == nil ? 0 : UInt64(expected.count)))
        #expect(found == expected)
        #expect(moments == (1...expected.count).map(Samples.moment))
    }

    @Test func whatIsTooLong() throws {
        var writer = try JournalWriter.open(
            SimulatedDisk(seed: 1), device: Samples.device, newEpoch: 1, durability: .power)
        var tap = Samples.tap(1)
        tap.sealedData = [UInt8](repeating: 0, count: 1025)
        #expect(throws: JournalError.tooLong(field: "sealed data", bytes: 1025, limit: 1024)) {
            try writer.append(tap, at: Samples.moment(1))
        }
        tap = Samples.tap(1)
        tap.medium = String(repeating: "m", count: 65)
        #expect(throws: JournalError.tooLong(field: "medium", bytes: 65, limit: 64)) {
            try writer.append(tap, at: Samples.moment(1))
        }
        #expect(try writer.append(Samples.tap(1), at: Samples.moment(1)) == 1)
    }

    /// A record of a kind or form that this version does not know is kept as it stands.
    @Test func newerKinds() throws {
        let disk = SimulatedDisk(seed: 1)
        var writer = try JournalWriter.open(disk, device: Samples.device, newEpoch: 1, durability: .power)
        try writer.append(NewerNote(), at: Samples.moment(1))
        try writer.close()
        var found: [JournalEntry] = []
        let scan = try JournalReader.read(disk) { header, body throws(BodyFault) in
            found.append(try JournalEntry.read(header, body))
        }
        #expect(scan.isSound)
        #expect(found == [.unknown(kind: 8, form: 2, bytes: [1, 2, 3])])
    }

    private struct NewerNote: JournalBody {
        static var kind: RecordKind { .note }
        static var form: UInt8 { 2 }
        func write(into writer: inout BodyWriter) throws(JournalError) {
            for byte: UInt8 in 1...3 { writer.number(byte) }
        }
        static func read(_ body: Span<UInt8>) throws(BodyFault) -> NewerNote { NewerNote() }
    }

    /// A whole record whose contents make no sense.
    @Test func aBodyThatCannotBeRead() throws {
        let disk = SimulatedDisk(seed: 1)
        var writer = try JournalWriter.open(disk, device: Samples.device, newEpoch: 1, durability: .power)
        try writer.append(FalseTap(), at: Samples.moment(1))
        try writer.close()
        let scan = try JournalReader.read(disk) { header, body throws(BodyFault) in
            _ = try JournalEntry.read(header, body)
        }
        let damage = try #require(scan.damage)
        #expect(damage.fault == .body(kind: 1, offset: 8))
        #expect("\(damage)".contains("00000001.fgj, byte 128, record 1: the body (tap) cannot be read at its byte 8"))
    }

    private struct FalseTap: JournalBody {
        static var kind: RecordKind { .tap }
        func write(into writer: inout BodyWriter) throws(JournalError) {
            writer.number(UInt64(0))
            writer.number(UInt32.max)
        }
        static func read(_ body: Span<UInt8>) throws(BodyFault) -> FalseTap { FalseTap() }
    }

    /// What stands in old journals must keep its meaning.
    @Test func numbersInTheFile() {
        #expect(
            GateReason.allCases.map { "\($0.rawValue) \($0.code)" } == [
                "0 entered", "1 entered-again", "2 pass-back", "3 completed", "4 completed-unpriced", "5 fare-pending",
                "6 exited-again", "7 entry-unknown", "8 late-entry", "9 out-of-order", "10 bus-ride",
                "11 medium-not-accepted", "12 rider-not-known", "13 no-fare", "14 no-business-fare",
                "15 medium-not-in-business", "16 pass-expired", "17 resumed", "18 denied", "19 barred",
                "20 limit-exceeded", "21 already-used", "22 document-mismatch", "23 wrong-station", "24 wrong-date",
                "25 check-in-not-open", "26 check-in-closed", "27 unknown-train", "28 train-cancelled", "29 no-ticket",
                "30 order-free", "31 fare-free", "32 charge-later", "33 train-fault", "34 emergency-release",
            ])
        #expect(TapKind.allCases.map(\.rawValue) == [0, 1, 2])
        #expect([TransferMark.notStated, .granted, .notGranted].map(\.rawValue) == [0, 1, 2])
        #expect(RecordKind.allCases.map(\.rawValue) == Array(1...13))
        #expect(GateMode.allCases.map(\.rawValue) == Array(1...6))
        #expect(GateModeCause.allCases.map(\.rawValue) == Array(1...6))
        #expect(JournalPassage.Outcome.allCases.map(\.rawValue) == Array(1...3))
        #expect(
            GateEasings.named.map { "\($0.easing.rawValue) \($0.code)" } == [
                "1 charge-later", "2 order-free", "4 time-free", "8 date-free", "16 fare-free", "32 train-fault",
            ])
        #expect(JournalPurse.State.allCases.map(\.rawValue) == Array(1...5))
    }
}
