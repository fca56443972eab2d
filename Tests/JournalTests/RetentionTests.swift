import Fares
import Gate
import Journal
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
        let all = plan.due(through: through, settled: nil)
        #expect(all.count == plan.segments.count - 1, "never the last segment")
        #expect(plan.due(through: ServiceDate(dayNumber: Self.firstDay - 1), settled: nil).isEmpty)
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
