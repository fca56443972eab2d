import ArgumentParser
import QRTickets
import SmartCard

/// `faregate qr revocations show`: what a list refuses.
struct QRRevocationsShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a revocation list that one of the pinned keys has signed.",
        discussion: """
            A list with a fault, or signed by none of the keys, is not shown; exit code 65. Accounts are hashes. Without \
            --roots only the key of FareGate's own test authority is known.

            Example:
              faregate qr revocations show list --roots roots.bin --json
            """)

    @Argument(help: "The list; - reads stdin.")
    var file: String

    @Option(help: "Roots file with the keys that may have signed it (Docs/qr.md).")
    var roots: String?

    @Option(help: "The time at which they must be good: seconds since 1970, or YYYY-MM-DD HH:MM:SS (default: now).")
    var now: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var words: LanguageOptions

    func validate() throws {
        guard CodeMoment.read(now) != nil else { throw wrongUsage(.takesTime("--now")) }
    }

    func run() throws {
        guard let moment = CodeMoment.read(now) else { throw CommandExit.usage }
        let store = try CodeTrustOptions.store(roots: roots, testRoots: roots == nil)
        let bytes = try CodeTrustOptions.content(file, RevocationList.mostBytes)
        let list: RevocationList
        do throws(RevocationFault) {
            list = try RevocationList(parsing: bytes, keys: store.revocationKeys(at: moment.seconds))
        } catch {
            throw failure(Wording(of: error).at(CardInputFile.shown(file)), CommandExit.badData)
        }
        Terminal.print(json ? Self.report(list).text() + "\n" : Self.text(list))
    }

    private static func text(_ list: RevocationList) -> String {
        (["number \(list.number)", "date \(list.date)"] + list.listed.map(\.line)).joined(separator: "\n") + "\n"
    }

    private static func report(_ list: RevocationList) -> JSONValue {
        let items = list.listed.map { item -> JSONValue in
            .object([
                ("kind", .string(item.kind.rawValue)), ("format", .string(item.format.rawValue)),
                ("id", .string(item.parts.map(hex).joined(separator: ":"))),
            ])
        }
        return .object([
            ("number", .integer(Int(list.number))), ("date", .string(list.date)), ("items", .array(items)),
        ])
    }

    private static func hex(_ bytes: [UInt8]) -> String { Hex.text(bytes).lowercased() }
}
