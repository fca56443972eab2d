import Fares
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
}
