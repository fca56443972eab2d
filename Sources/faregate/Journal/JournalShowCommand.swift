import ArgumentParser
import Fares
import Journal
import Settlement
import SmartCard

/// `faregate journal show DIR`: one JSON object a record.
struct JournalShowCommand: ParsableCommand {
    /// Text is written in pieces of about this size.
    private static let piece = 64 << 10

    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print the records of a journal, one JSON object a line.",
        discussion: """
            Stops with exit code 65 where the journal is damaged, after what stands before. Where an index is there (faregate \
            journal index), only the records that it names are decoded.

            Examples:
              faregate journal show gate-1 --kind tap --date 2026-11-27
              faregate journal show gate-1 --token 00000000000000ab0000000000000002
            """)

    @Argument(help: "The journal's folder.")
    var folder: String

    @Flag(help: "One JSON object a line: there is no other form.")
    var json = false

    @Option(help: "From this sequence on.")
    var from: Int = 1

    @Option(help: "Up to this sequence.")
    var to: Int?

    @Option(help: "Records of this card only: 32 hex digits.")
    var token: String?

    @Option(help: "Records of this kind only, such as tap or purse.")
    var kind: String?

    @Option(help: "Taps and sweeps of this service day only, YYYY-MM-DD.")
    var date: ServiceDate?

    @OptionGroup var words: LanguageOptions

    func validate() throws {
        guard from >= 1, to ?? from >= from else { throw wrongUsage(.takesSequence) }
        if let token, JournalToken(text: token, keyIdentifier: 0) == nil {
            throw wrongUsage(.takes("--token", "32 hex digits", "32 位十六进制数"))
        }
        if let kind, !RecordKind.allCases.contains(where: { $0.code == kind }) {
            throw wrongUsage(.takesKind(RecordKind.allCases.map(\.code)))
        }
    }

    private var query: JournalQuery {
        var query = JournalQuery()
        query.from = UInt64(from)
        if let to { query.through = UInt64(to) }
        query.token = token.flatMap { JournalToken(text: $0, keyIdentifier: 0)?.token }
        query.kind = RecordKind.allCases.first { $0.code == kind }?.rawValue
        query.date = date
        return query
    }

    func run() throws {
        var text = ""
        let query = query
        let known = JournalIndexFile.sequences(query, in: folder)
        let scan = try JournalFolder.read(folder) { header, body throws(BodyFault) in
            if let known, header.sequence <= known.last, !known.sequences.contains(header.sequence) { return }
            let entry = try JournalEntry.read(header, body)
            guard try query.matches(header, body) else { return }
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
