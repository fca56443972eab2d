import ArgumentParser
import QRTickets
import SmartCard

/// `faregate qr decode`: what a code says of itself.
struct QRDecodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decode",
        abstract: "Show what a ticket code says of itself; nothing is verified.",
        discussion: """
            FILE holds one code: raw bytes, hexadecimal or base64; which of them is found by looking (Docs/qr.md). \
            The account is a keyed hash and the card number masked unless --reveal is given. Exit code 65 where the \
            code cannot be read.

            Example:
              faregate qr decode code.bin --json
            """)

    @Argument(help: "The code; - reads stdin.")
    var file: String

    @Flag(help: "Show account, card number and custom field in clear.")
    var reveal = false

    @Option(
        help: "Key of the account hash: a file of at least 32 hex digits (default: one in the user's state folder).")
    var accountKey: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var words: LanguageOptions

    func run() throws {
        Machine.forbidCoreFiles()
        guard let moment = CodeMoment.read(nil) else { throw CommandExit.usage }
        let bytes = try CodeInput.read(file)
        let format = CodeFormat.recognise(bytes.span)
        let claims: CodeClaims
        do throws(CodeFault) { claims = try CodeDecoding.claims(bytes.span, near: moment.seconds) } catch {
            if json { Terminal.print(Self.report(error, format, bytes.count).text() + "\n") }
            throw failure(Wording(of: error).at(CardInputFile.shown(file)), CommandExit.badData)
        }
        let hash =
            reveal
            ? "" : try AccountKey(path: accountKey).hash(platform: claims.platform, account: claims.account, at: moment)
        let fields = CodeFields(claims: claims, accountHash: hash, reveals: reveal)
        let members: [(name: String, value: JSONValue)] = [
            ("format", .string(claims.name)), ("bytes", .integer(bytes.count)), ("verified", .bool(false)),
            ("account", .string(fields.account)),
        ]
        if json {
            Terminal.print(JSONValue.object(members + [("fields", .object(fields.members))]).text() + "\n")
        } else {
            Terminal.print(CodeFields.lines(members + fields.members).joined(separator: "\n") + "\n")
        }
    }

    private static func report(_ fault: CodeFault, _ format: CodeFormat?, _ count: Int) -> JSONValue {
        let display = CodeDisplay(fault.result, format)
        return .object([
            ("format", .optional(format?.rawValue)), ("bytes", .integer(count)), ("verified", .bool(false)),
            ("result", .string(fault.result.rawValue)), ("fault_offset", .integer(fault.offset)),
            ("display", .object([("zh", .string(display.chinese)), ("en", .string(display.english))])),
        ])
    }
}
