import ArgumentParser
import Gate
import Lane
import SmartCard

/// `faregate rail document-hash`: the keyed hashes of document numbers, for lists of reservations and for issuing.
struct RailDocumentHashCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "document-hash",
        abstract: "Hash document numbers from stdin; they are never arguments, and never printed.",
        discussion: """
            A number a line, as people write it: spaces and hyphens do not count. The hashes come in the same order, 16 hex \
            digits each; a line that is no number has an empty line, and the exit code is 65 then. The key file has 32 bytes \
            in hex, mode 0600.

            Examples:
              faregate rail document-hash --document-key document.key < numbers
              faregate rail document-hash --document-key document.key --type permit < numbers
            """)

    @Option(help: "The key of documents as hex in a file, mode 0600.")
    var documentKey: String

    @Option(help: "resident-id, permit, passport or home-return-permit (default: told from each number's form).")
    var type: RailDocumentKind?

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var words: LanguageOptions

    func run() throws {
        Machine.forbidCoreFiles()
        let key = try RailDocumentKeyFile.read(documentKey)
        let lines = RailLines()
        var hashes: [String?] = []
        while let line = lines.wait() {
            let document = line.read { RailDocumentLine.read($0, kind: type) }
            hashes.append(document.map { RailDocumentKeyFile.text($0.hash(by: key)) })
        }
        if json {
            let list = JSONValue.array(hashes.map { .optional($0) })
            Terminal.print(JSONValue.object([("document_hashes", list)]).text() + "\n")
        } else {
            Terminal.print(hashes.map { ($0 ?? "") + "\n" }.joined())
        }
        let bad = hashes.indices.filter { hashes[$0] == nil }.map { $0 + 1 }
        guard let first = bad.first else { return }
        throw failure(.noDocumentNumber(bad.count, line: first), CommandExit.badData)
    }
}

extension RailDocumentKind: ExpressibleByArgument {}
