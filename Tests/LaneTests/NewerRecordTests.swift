import Fares
import Gate
import Journal
import Lane
import Simulator
import Testing

/// Records of a version to come, as a gate meets them at its start.
struct NewerRecordTests {
    private struct NewerTap: JournalBody {
        static var kind: RecordKind { .tap }
        static var form: UInt8 { JournalTap.form + 1 }
        func write(into writer: inout BodyWriter) throws(JournalError) { writer.number(UInt64(1)) }
        static func read(_ body: Span<UInt8>) throws(BodyFault) -> NewerTap { NewerTap() }
    }

    private struct NewerNote: JournalBody {
        static var kind: RecordKind { .note }
        static var form: UInt8 { 2 }
        func write(into writer: inout BodyWriter) throws(JournalError) { writer.number(UInt64(1)) }
        static func read(_ body: Span<UInt8>) throws(BodyFault) -> NewerNote { NewerNote() }
    }

    private static let moment = JournalMoment(wallMilliseconds: 1, monotonicNanoseconds: 1)

    private static func start(_ disk: SimulatedDisk) throws {
        var state = DeskState(try #require(LaneRig.book), capacity: 10)
        _ = try JournalWriter.open(disk, device: "test", newEpoch: 1, durability: .power) {
            (header, body) throws(BodyFault) in try state.take(header, body)
        }.recovery
    }

    @Test("a newer form of what the gate must understand is no damage; of what it need not, nothing")
    func newerForms() throws {
        let disk = SimulatedDisk(seed: 1)
        var writer = try JournalWriter.open(disk, device: "test", newEpoch: 1, durability: .power)
        try writer.append(NewerNote(), at: Self.moment)
        try writer.close()
        disk.unlock()
        try Self.start(disk)
        disk.unlock()
        writer = try JournalWriter.open(disk, device: "test", newEpoch: 1, durability: .power)
        try writer.append(NewerTap(), at: Self.moment)
        try writer.close()
        disk.unlock()
        #expect(throws: JournalError.newerRecord(file: "00000001.fgj", sequence: 2, kind: 1, form: JournalTap.form + 1))
        {
            try Self.start(disk)
        }
    }

    /// Eased taps have form 2; once they are redacted, the next start knows nobody of them and goes on.
    @Test func redactedForms() throws {
        let disk = SimulatedDisk(seed: 1)
        var writer = try JournalWriter.open(
            disk, device: "test", newEpoch: 1, durability: .power, segmentLimit: 3000)
        let token = JournalToken(token: CardToken(high: 1, low: 2), keyIdentifier: 1)
        let sweep = JournalSweep(
            token: token, serviceDate: ServiceDate(dayNumber: 1),
            entry: JournalTap.Entry(time: LocalTime(seconds: 1), station: nil), chargeFen: 1)
        for number in 0..<40 {
            var tap = JournalTap(
                time: LocalTime(seconds: UInt32(number)), serviceDate: ServiceDate(dayNumber: 0), kind: .entry,
                station: JournalStation(index: 0, id: "SZ001"), token: token, medium: "quickpass", rider: "adult",
                fares: FareVersion(edition: "current", hash: 1), outcome: .open, reason: .entered)
            if number % 2 == 0 { tap.easings = .orderFree }
            try writer.append(tap, at: Self.moment)
            if number % 8 == 0 { try writer.append(sweep, at: Self.moment) }
            try writer.commit()
        }
        try writer.close()
        disk.unlock()
        var before = DeskState(try #require(LaneRig.book), capacity: 10)
        _ = try JournalReader.read(disk) { (header, body) throws(BodyFault) in try before.take(header, body) }
        #expect(before.cardCount == 1)
        try SegmentRedaction(disk, key: nil).redact(1)
        var first = DeskState(try #require(LaneRig.book), capacity: 10)
        var forms: Set<UInt8> = []
        _ = try JournalReader.read(disk) { (header, body) throws(BodyFault) in
            guard header.isRedacted else { return }
            forms.insert(header.form)
            try first.take(header, body)
        }
        #expect(forms == [1, 2] && first.cardCount == 0)
        try Self.start(disk)
    }
}
