import ArgumentParser
import QRTickets
import SmartCard

/// `faregate qr verify`: a code's verdict, as a gate would give it.
struct QRVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verify a ticket code: signatures from the root to the phone, times, revocation.",
        discussion: """
            FILE holds one code: raw bytes, hexadecimal or base64; which of them is found by looking (Docs/qr.md). \
            Fields are shown of codes that verify, and of no others; the account is a keyed hash of the day. Exit code \
            0 whatever the verdict is.

            Example:
              faregate qr verify code.bin --test-roots --json
            """)

    @Argument(help: "The code; - reads stdin.")
    var file: String

    @OptionGroup var trust: CodeTrustOptions

    @Option(help: "The gate's time: seconds since 1970, or YYYY-MM-DD HH:MM:SS in China (default: now).")
    var now: String?

    @Option(
        help: "The longest validity that a code may claim, seconds (default: 600 for mot-v2, 300 for uic-u2, else 60).")
    var maxValidity: Int?

    @Option(
        help: "Key of the account hash: a file of at least 32 hex digits (default: one in the user's state folder).")
    var accountKey: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var words: LanguageOptions

    func validate() throws {
        guard CodeMoment.read(now) != nil else { throw wrongUsage(.takesTime("--now")) }
        if let maxValidity, !(1...65_535).contains(maxValidity) {
            throw wrongUsage(.range("--max-validity", 1, 65_535))
        }
    }

    func run() throws {
        guard let moment = CodeMoment.read(now) else { throw CommandExit.usage }
        let store = try trust.store()
        let railway = try trust.railwayStore()
        if store.count == 0, railway.count == 0 { Terminal.say("faregate: \(Wording.noRoots.text)") }
        let validator = CodeValidator(
            roots: store, policy: policy(takesRailways: railway.count > 0),
            revocations: try trust.list(store, at: moment), railwayKeys: railway)
        let code = try CodeInput.read(file)
        let verdict = try validator.validate(code.span, at: CodeClock(now: moment.seconds))
        let fields = try verdict.verified.map { code in
            CodeFields(
                claims: code.claims,
                accountHash: try AccountKey(path: accountKey).hash(
                    platform: code.platform, account: code.account, at: moment), reveals: false)
        }
        let report = CodeReport(verdict: verdict, fields: fields)
        Terminal.print(json ? report.json.text() + "\n" : report.text(words.language))
    }

    private func policy(takesRailways: Bool) -> CodePolicy {
        var policy = CodePolicy()
        if takesRailways { policy.formats.formUnion([.uicU1, .uicU2]) }
        if let maxValidity {
            policy.longestValiditySeconds = UInt32(maxValidity)
            policy.longestValidityByFormat = [:]
        }
        return policy
    }
}
