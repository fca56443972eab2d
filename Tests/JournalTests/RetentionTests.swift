import Fares
import Foundation
import Gate
import Journal
import QRTickets
import Simulator
import TestSupport
import Testing

/// Old segments lose what leads to a card; chain, codes, money and the next start hold.
@Suite(.serialized)
struct RetentionTests {
    private static let segmentLimit = 3000
    private static let firstDay: Int32 = 17_774
    private static let sealedByte: UInt8 = 0xC7

    private static func key(_ byte: UInt8 = 7, _ identifier: UInt16 = 1) throws -> DeviceKey {
        try #require(DeviceKey(identifier: identifier, key: [UInt8](repeating: byte, count: 32)))
    }

    /// A record of each kind with a card in it, one day after the other.
    private static func journal(_ disk: SimulatedDisk, days: Int32 = 4, key: DeviceKey? = nil) throws {
        disk.restartProcess()
        var writer = try JournalWriter.open(
            disk, device: Samples.device, newEpoch: 1, durability: .power, key: key, segmentLimit: segmentLimit)
        for day in 0..<days {
            for number in 0..<12 {
                let moment = JournalMoment(
                    wallMilliseconds: Int64(firstDay + day) * 86_400_000 + Int64(number), monotonicNanoseconds: 1)
                var tap = Samples.tap(number)
                tap.serviceDate = ServiceDate(dayNumber: firstDay + day)
                tap.token = canary
                tap.transactionCounter = 0xBEEF
                tap.sealedData = [UInt8](repeating: sealedByte, count: 40)
                try writer.append(tap, at: moment)
                var purse = JournalPurse(
                    state: .proven, token: canary, counter: 0xBEEF, amountFen: 475, balanceFen: 9000, cardTime: 1)
                purse.terminalTransaction = UInt32(day) * 100 + UInt32(number)
                purse.cardMAC = [sealedByte, sealedByte, sealedByte, sealedByte]
                purse.resumeData = [UInt8](repeating: sealedByte, count: 20)
                try writer.append(purse, at: moment)
                try writer.append(JournalOpened(tapSequence: writer.lastSequence - 1), at: moment)
                try writer.commit()
            }
            try writer.appendRegisters(
                at: JournalMoment(wallMilliseconds: Int64(firstDay + day) * 86_400_000, monotonicNanoseconds: 1))
        }
        try writer.close()
        disk.restartProcess()
    }

    private static let canary = JournalToken(
        token: CardToken(high: 0xCAFE_F00D_1234_5678, low: 0x8765_4321_D00D_FACE), keyIdentifier: 1)

    private static let evidence = RetentionPlan.Evidence(today: ServiceDate(dayNumber: firstDay + 57), days: 1)

    private static let moment = JournalMoment(
        wallMilliseconds: Int64(firstDay + 60) * 86_400_000, monotonicNanoseconds: 1)

    /// Runs of bytes of the canary that may not be anywhere: token as numbers, as hex, and sealed data.
    private static func leaks(_ bytes: [UInt8]) -> Bool {
        func little(_ word: UInt64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * UInt64($0))) } }
        let hex = Array("cafef00d12345678".utf8)
        let needles = [
            little(canary.token.high), little(canary.token.low), little(canary.token.high).reversed(), hex,
            [UInt8](repeating: sealedByte, count: 4),
        ]
        return needles.contains { needle in bytes.firstRange(of: needle) != nil }
    }

    @Test(arguments: [false, true])
    func cardsAreGoneAndTheRestHolds(hasKey: Bool) throws {
        let key = hasKey ? try Self.key() : nil
        let disk = SimulatedDisk(seed: 1)
        try Self.journal(disk, key: key)
        let keys = key.map { [$0] } ?? []
        let before = try JournalReader.read(disk, keys: keys)
        var old = RegisterCheck()
        _ = try JournalReader.read(disk) { (header, body) throws(BodyFault) in try old.take(header, body) }
        let through = ServiceDate(dayNumber: Self.firstDay + 2)
        let outcome = try JournalRetainer(disk, keys: keys).forget(through: through, settled: nil, at: Self.moment)
        #expect(outcome.segments.count > 3 && outcome.kept >= 1)
        disk.restartProcess()
        for name in try disk.names() {
            let isOld = outcome.segments.contains { JournalFormat.segmentName($0) == name }
            let leaks = Self.leaks(try #require(disk.contents(of: name)))
            if isOld { #expect(!leaks, "\(name)") }
        }
        var new = RegisterCheck()
        var redacted = 0
        var opened = 0
        let after = try JournalReader.read(disk, keys: keys) { (header, body) throws(BodyFault) in
            try new.take(header, body)
            if header.isRedacted { redacted += 1 }
            guard header.isRedacted, case .tap(let tap) = try JournalEntry.read(header, body) else { return }
            if tap.token.token != CardToken(low: 0) { opened += 1 }
        }
        #expect(after.isSound && opened == 0 && redacted > 50 && after.redactedSegments == outcome.segments.count)
        #expect(after.lastSequence == before.lastSequence + 1, "the record of what was done")
        if hasKey { #expect(after.authenticated == after.lastSequence && after.authenticatedFrom == 1) }
        #expect(new.differences.isEmpty && new.counted.lines == old.counted.lines)
        let again = try JournalRetainer(disk, keys: keys).forget(through: through, settled: nil, at: Self.moment)
        #expect(again.segments.isEmpty)
        disk.restartProcess()
        try Self.journal(disk, days: 1, key: key)
        #expect(try JournalReader.read(disk, keys: keys).isSound, "the journal goes on")
    }

    /// In the gate's process: the writer goes on, another opening of the folder rewrites what is old.
    @Test func besideTheWriter() throws {
        let folder = try TemporaryFolder()
        let key = try Self.key()
        var writer = try JournalWriter.open(
            try FileStorage(folder.path, creates: true), device: Samples.device, newEpoch: 1, durability: .power,
            key: key, segmentLimit: Self.segmentLimit)
        func write(_ day: Int32, _ writer: inout JournalWriter) throws {
            for number in 0..<30 {
                var tap = Samples.tap(number)
                tap.token = Self.canary
                tap.serviceDate = ServiceDate(dayNumber: Self.firstDay + day)
                let moment = JournalMoment(
                    wallMilliseconds: Int64(Self.firstDay + day) * 86_400_000, monotonicNanoseconds: 1)
                try writer.append(tap, at: moment)
                try writer.commit()
            }
        }
        try write(0, &writer)
        try write(50, &writer)
        let other = try FileStorage(folder.path, creates: false)
        var announced: [JournalRetention] = []
        let outcome = try JournalRetainer(other, keys: [key]).forgetBesideWriter(
            through: ServiceDate(dayNumber: Self.firstDay), evidence: Self.evidence
        ) { (record) throws(JournalError) in
            announced.append(record)
            try writer.append(record, at: Self.moment)
            try writer.commit()
        }
        #expect(outcome.segments.first == 1 && outcome.segments.count > 1 && outcome.kept > 1)
        #expect(announced.map(\.lastSegment) == [outcome.segments.count].map(UInt32.init))
        try write(51, &writer)
        try writer.close()
        for number in outcome.segments {
            let path = "\(folder.path)/\(JournalFormat.segmentName(number))"
            #expect(!Self.leaks([UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))))
        }
        let scan = try JournalReader.read(try FileStorage(folder.path, creates: false), keys: [key])
        #expect(scan.isSound && scan.lastSequence == 91 && scan.authenticatedFrom == 1)
        #expect(throws: JournalError.keyNeeded(identifier: 1)) {
            _ = try JournalRetainer(other).forgetBesideWriter(
                through: ServiceDate(dayNumber: Self.firstDay), evidence: Self.evidence
            ) { _ in }
        }
    }

    @Test("an index that is built while segments are rewritten goes too")
    func indexMeanwhile() throws {
        let disk = SimulatedDisk(seed: 1)
        try Self.journal(disk, days: 2)
        disk.put(JournalFormat.indexName, [1])
        disk.onOperation = { _ in
            if (try? disk.names().contains("redacted.new")) ?? false { disk.put(JournalFormat.indexName, [2]) }
        }
        let outcome = try JournalRetainer(disk).forget(
            through: ServiceDate(dayNumber: Self.firstDay), settled: nil, at: Self.moment)
        #expect(!outcome.segments.isEmpty && outcome.removed.filter { $0 == JournalFormat.indexName }.count == 2)
        #expect(!(try disk.names().contains(JournalFormat.indexName)))
    }

    /// One of every kind, with the card in every field that can lead to it.
    private static func oneOfEach(_ writer: inout JournalWriter, _ moment: JournalMoment) throws {
        let place = JournalStation(index: 1, id: "SZ001")
        let bytes = [UInt8](repeating: sealedByte, count: 16)
        for easings in [[], .fareFree] as [GateEasings] {
            var tap = Samples.tap(1)
            tap.token = canary
            tap.easings = easings
            tap.replayKey = ReplayKey(high: canary.token.high, low: canary.token.low)
            tap.sealedData = bytes
            try writer.append(tap, at: moment)
        }
        let sequence = writer.lastSequence
        try writer.append(JournalOpened(tapSequence: sequence), at: moment)
        for state in JournalPurse.State.allCases {
            var purse = JournalPurse(
                state: state, token: canary, counter: 1, amountFen: 1, balanceFen: 1, cardTime: 1)
            (purse.terminalMAC, purse.cardMAC, purse.authorisationCode, purse.resumeData) = (bytes, bytes, bytes, bytes)
            purse.purchase = JournalPurse.Purchase(
                terminal: 2, type: 9, keyVersion: 1, algorithm: 0, sealedIdentity: bytes)
            try writer.append(purse, at: moment)
        }
        for state in JournalTorn.State.allCases {
            var torn = JournalTorn(
                state: state, token: canary, direction: .exit, station: place, transactionCounter: 1,
                unpredictableNumber: 1, amountFen: 1, balanceFen: 1)
            torn.resumeData = bytes
            try writer.append(torn, at: moment)
        }
        try writer.append(
            JournalStart(
                software: "1", fares: Samples.fares, denyListVersion: 1, station: place, recordsFound: 0, tornBytes: 0),
            at: moment)
        try writer.append(
            JournalSweep(
                token: canary, serviceDate: ServiceDate(dayNumber: firstDay),
                entry: JournalTap.Entry(time: LocalTime(seconds: 1), station: place), chargeFen: 1), at: moment)
        for text in [noteOfCard, "card suspect: CAFEF00D123456788765-4321D00DFACE", "scanner lost: 12 tries, cafe"] {
            try writer.append(JournalNote(text: text), at: moment)
        }
        try writer.append(JournalTokenKey(identifier: 1, checkValue: 5), at: moment)
        for outcome in JournalPassage.Outcome.allCases {
            try writer.append(JournalPassage(tapSequence: sequence, outcome: outcome, milliseconds: 7), at: moment)
        }
        try writer.append(
            JournalMode(
                lane: 1, old: .normal, new: .emergency, easings: .orderFree, cause: .command,
                time: LocalTime(seconds: 1), station: place, actor: "li.wei"), at: moment)
        try writer.commit()
    }

    private static let noteOfCard =
        "card suspect: authentication-failed ctq_mismatch, claims token cafef00d1234567887654321d00dface"

    @Test("no kind of record keeps the card, in numbers or in words; who has commanded stays")
    func everyKind() throws {
        let disk = SimulatedDisk(seed: 1)
        var writer = try JournalWriter.open(
            disk, device: Samples.device, newEpoch: 1, durability: .power, segmentLimit: Self.segmentLimit)
        let day = { (number: Int32) in
            JournalMoment(wallMilliseconds: Int64(Self.firstDay + number) * 86_400_000, monotonicNanoseconds: 1)
        }
        try Self.oneOfEach(&writer, day(0))
        for number in 0..<40 {
            try writer.append(JournalNote(text: "filler \(number): " + String(repeating: "x", count: 90)), at: day(1))
            try writer.commit()
        }
        try writer.close()
        disk.restartProcess()
        let before = try JournalContents.read(disk)
        let outcome = try JournalRetainer(disk).forget(
            through: ServiceDate(dayNumber: Self.firstDay), settled: nil, at: Self.moment)
        #expect(!outcome.segments.isEmpty)
        disk.restartProcess()
        for name in try disk.names() {
            #expect(!Self.leaks(try #require(disk.contents(of: name))), "\(name)")
        }
        let after = try JournalContents.read(disk)
        #expect(after.kinds.starts(with: before.kinds) && after.modes == before.modes)
        #expect(after.modes.map(\.actor) == ["li.wei"] && after.passages == before.passages)
        #expect(
            after.notes.prefix(3) == [
                "card suspect: authentication-failed ctq_mismatch, claims token (removed)",
                "card suspect: (removed)-(removed)", "scanner lost: 12 tries, cafe",
            ])
    }

    /// What the next start, registers and the plan make of taps that were eased, once they are redacted.
    @Test func easedTaps() throws {
        let disk = SimulatedDisk(seed: 1)
        var writer = try JournalWriter.open(
            disk, device: Samples.device, newEpoch: 1, durability: .power, segmentLimit: Self.segmentLimit)
        let moment = { (day: Int32) in
            JournalMoment(wallMilliseconds: Int64(Self.firstDay + day) * 86_400_000, monotonicNanoseconds: 1)
        }
        for day in 0..<3 as Range<Int32> {
            for number in 0..<20 {
                var tap = Samples.tap(number)
                tap.token = Self.canary
                // The wall clock is behind: the service day alone says how old a tap is.
                tap.serviceDate = ServiceDate(dayNumber: Self.firstDay + day)
                if number % 3 == 0 { tap.easings = .fareFree }
                try writer.append(tap, at: moment(-9))
                try writer.commit()
            }
            try writer.appendRegisters(at: moment(-9))
        }
        try writer.close()
        disk.restartProcess()
        let plan = try RetentionPlan(disk)
        #expect(plan.segments[0].lastDate == ServiceDate(dayNumber: Self.firstDay))
        #expect(plan.segments.last?.lastDate == ServiceDate(dayNumber: Self.firstDay + 2))
        let through = ServiceDate(dayNumber: Self.firstDay)
        let outcome = try JournalRetainer(disk).forget(through: through, settled: nil, at: Self.moment)
        #expect(outcome.segments.first == 1 && outcome.kept > 1)
        disk.restartProcess()
        var check = RegisterCheck()
        let scan = try JournalReader.read(disk) { (header, body) throws(BodyFault) in try check.take(header, body) }
        #expect(scan.isSound && check.compared == 3 && check.differences.isEmpty)
        #expect(check.counted.lines.reduce(0) { $0 + $1.approved } == 60)
        for day in 0..<3 as Range<Int32> {
            var check = RegisterCheck(day: ServiceDate(dayNumber: Self.firstDay + day))
            _ = try JournalReader.read(disk) { (header, body) throws(BodyFault) in try check.take(header, body) }
            #expect(check.ofDay.lines.reduce(0) { $0 + $1.approved } == 20)
        }
    }

    @Test("every changed byte of a redacted segment is noticed")
    func changes() throws {
        let key = try Self.key()
        let disk = SimulatedDisk(seed: 1)
        try Self.journal(disk, days: 2, key: key)
        _ = try JournalRetainer(disk, keys: [key]).forget(
            through: ServiceDate(dayNumber: Self.firstDay), settled: nil, at: Self.moment)
        let name = JournalFormat.segmentName(1)
        let count = try #require(disk.contents(of: name)).count
        for byte in stride(from: 0, to: count, by: runsLongTests ? 1 : 11) {
            let copy = disk.copy(seed: 1)
            copy.flip(bit: byte % 8, of: byte, in: name)
            let isNoticed: Bool
            do { isNoticed = !(try JournalReader.read(copy, keys: [key]).isSound) } catch { isNoticed = true }
            #expect(isNoticed, "byte \(byte)")
        }
    }

    @Test("whoever has no key can take a body out of a redacted record, but not put another in")
    func anotherKey() throws {
        let disk = SimulatedDisk(seed: 1)
        let key = try Self.key()
        try Self.journal(disk, days: 2, key: key)
        let other = try Self.key(8)
        try SegmentRedaction(disk, key: other).redact(1)
        #expect(try JournalReader.read(disk, keys: [key]).damage?.fault == .mac)
        let none = SimulatedDisk(seed: 2)
        try Self.journal(none, days: 2, key: key)
        try SegmentRedaction(none, key: nil).redact(1)
        let scan = try JournalReader.read(none, keys: [key])
        #expect(scan.damage == nil && !scan.isSound && scan.notAuthenticated?.sequence == 1)
    }

    @Test func whatStandsInTheWay() throws {
        let disk = SimulatedDisk(seed: 1)
        let key = try Self.key()
        try Self.journal(disk, days: 3, key: key)
        let last = try JournalReader.read(disk).lastSequence
        let through = ServiceDate(dayNumber: Self.firstDay + 10)
        #expect(throws: JournalError.keyNeeded(identifier: 1)) {
            _ = try JournalRetainer(disk).forget(through: through, settled: nil, at: Self.moment)
        }
        disk.restartProcess()
        let unsettled = try JournalRetainer(disk, keys: [key]).forget(
            through: through, settled: { _ in 0 }, at: Self.moment)
        #expect(unsettled.segments.isEmpty)
        disk.restartProcess()
        let writer = try JournalWriter.open(disk, device: Samples.device, newEpoch: 1, durability: .power, key: key)
        #expect(throws: JournalError.inUse(path: "simulated")) {
            _ = try JournalRetainer(disk, keys: [key]).forget(through: through, settled: { _ in last }, at: Self.moment)
        }
        try writer.close()
        disk.restartProcess()
        let plan = try RetentionPlan(disk, keys: [key])
        let all = plan.due(through: through, settled: nil).segments
        #expect(all.count == plan.segments.count - 1, "never the last segment")
        #expect(plan.due(through: ServiceDate(dayNumber: Self.firstDay - 1), settled: nil).segments.isEmpty)
    }

    /// The power fails after every write and sync of a retention run; the next run does the rest.
    @Test(arguments: PowerLoss.allCases)
    func powerCuts(loss: PowerLoss) throws {
        let disk = SimulatedDisk(seed: 1)
        let key = try Self.key()
        try Self.journal(disk, days: 2, key: key)
        let sequence = try JournalReader.read(disk).lastSequence
        let through = ServiceDate(dayNumber: Self.firstDay)
        var cuts = 0
        var failure: (any Error)?
        disk.onOperation = { operation in
            guard failure == nil else { return }
            cuts += 1
            do {
                let cut = disk.afterPowerCut(loss, seed: UInt64(operation))
                let scan = try JournalReader.read(cut, keys: [key])
                try #require(scan.damage == nil && scan.notAuthenticated == nil && scan.lastSequence >= sequence)
                _ = try JournalRetainer(cut, keys: [key]).forget(through: through, settled: nil, at: Self.moment)
                try #require(try JournalReader.read(cut, keys: [key]).isSound)
                try #require(!Self.leaks(try #require(cut.contents(of: JournalFormat.segmentName(1)))))
                try #require(!(try cut.names().contains("redacted.new")))
            } catch {
                failure = error
                Issue.record("power cut after operation \(operation), \(loss): \(error)")
            }
        }
        _ = try JournalRetainer(disk, keys: [key]).forget(through: through, settled: nil, at: Self.moment)
        #expect(cuts > 10)
    }
}

/// What stands in a journal, for comparing.
private struct JournalContents {
    var kinds: [UInt8] = []
    var notes: [String] = []
    var modes: [JournalMode] = []
    var passages: [JournalPassage] = []

    static func read(_ disk: SimulatedDisk) throws -> JournalContents {
        var contents = JournalContents()
        _ = try JournalReader.read(disk) { (header, body) throws(BodyFault) in
            contents.kinds.append(header.kind)
            switch try JournalEntry.read(header, body) {
            case .note(let note): contents.notes.append(note.text)
            case .mode(let mode): contents.modes.append(mode)
            case .passage(let passage): contents.passages.append(passage)
            default: break
            }
        }
        return contents
    }
}
