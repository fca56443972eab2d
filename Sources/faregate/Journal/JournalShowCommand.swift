import ArgumentParser
import Journal
import SmartCard

/// `faregate journal show DIR`: one JSON object a record.
struct JournalShowCommand: ParsableCommand {
    /// Text is written in pieces of about this size.
    private static let piece = 64 << 10

    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print the records of a journal, one JSON object a line.",
        discussion: "Stops with exit code 65 where the journal is damaged, after what stands before.")

    @Argument(help: "The journal's folder.")
    var folder: String

    @Flag(help: "One JSON object a line: there is no other form.")
    var json = false

    @Option(help: "From this sequence on.")
    var from: Int = 1

    @OptionGroup var words: LanguageOptions

    func validate() throws {
        guard from >= 1 else { throw wrongUsage(.takesSequence) }
    }

    func run() throws {
        var text = ""
        let scan = try JournalFolder.read(folder) { header, body throws(BodyFault) in
            let entry = try JournalEntry.read(header, body)
            guard header.sequence >= UInt64(from) else { return }
            text += JournalRecordJSON(header: header, entry: entry).value.line + "\n"
            guard text.utf8.count >= Self.piece else { return }
            Terminal.print(text)
            text = ""
        }
        Terminal.print(text)
        if scan.tornTailBytes > 0 {
            Terminal.say("faregate: \(Wording.tornTailNotShown(scan.tornTailBytes).at(folder).text)")
        }
        if let damage = scan.damage { throw failure(Wording(of: damage).at(folder), CommandExit.badData) }
    }
}
