import Journal
import TestSupport
import Testing

/// `journal export` on the real binary of a journal that a newer version has written.
struct NewerExportTests {
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

    @Test("taps of a form that is not known end the export by name; other records do not", arguments: [true, false])
    func newerForm(isTap: Bool) throws {
        let folder = try Folder()
        let newer: any JournalBody = isTap ? NewerTap() : NewerNote()
        try SettleEndTests.append([try SettleEndTests.exit(), newer], to: "gate", in: folder)
        for format in ["tides", "csv", "ndjson"] {
            let run = try Binary.run(
                ["journal", "export", "gate", "--format", format, "--lang", "en"], in: folder.path)
            #expect(run.code == (isTap ? 65 : 0), "\(format): \(run.code) \(run.words)")
            #expect(run.words.contains("newer") == isTap, "\(run.words)")
        }
    }
}
