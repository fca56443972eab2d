import ArgumentParser
import Journal
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

            Without --roots only codes of FareGate's own test authority are known, which everybody can sign.

            Examples:
              faregate qr verify code.bin --test-roots --json
              faregate qr verify code.bin --replay-store shown.sqlite --lane west
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

    @Option(help: "File of the codes that were shown: an accepted code is put there, and is a replay the next time.")
    var replayStore: String?

    @Option(help: "With --replay-store: the lane that it is shown to.")
    var lane = "lane-1"

    @Flag(help: "Show account and card number of a code that verifies.")
    var reveal = false

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var words: LanguageOptions

    func validate() throws {
        guard CodeMoment.read(now) != nil else { throw wrongUsage(.takesTime("--now")) }
        if let maxValidity, !(1...65_535).contains(maxValidity) {
            throw wrongUsage(.range("--max-validity", 1, 65_535))
        }
        guard (1...JournalFormat.longestDeviceID).contains(lane.utf8.count) else { throw wrongUsage(.takesLane) }
    }

    func run() throws {
        Machine.forbidCoreFiles()
        guard let moment = CodeMoment.read(now) else { throw CommandExit.usage }
        // It opens no gate: without keys it knows those that everybody has.
        let isTest = trust.namesNoKeys
        let store = try trust.store(acceptsTest: isTest)
        let railway = try trust.railwayStore(acceptsTest: isTest)
        if isTest { Terminal.say("faregate: \(Wording.noRoots.text)") }
        let code = try CodeInput.read(file)
        let shown = try replayStore.map { try open($0) }
        let validator = CodeValidator(
            roots: store, policy: policy(takesRailways: railway.count > 0),
            revocations: try trust.list(store, at: moment), replay: shown, railwayKeys: railway)
        let clock = CodeClock(now: moment.seconds)
        var verdict: CodeVerdict
        var isRepeated = false
        do throws(ReplayStoreFailure) {
            if let shown {
                let admission = CodeAdmission(validator, shown, holder: ReplayHolder(device: lane, lane: 0))
                let answer = try admission.admit(code.span, at: clock)
                (verdict, isRepeated) = (answer.verdict, answer.isRepeated)
            } else {
                verdict = try validator.validate(code.span, at: clock)
            }
        } catch {
            throw replayStoreFailure(error, replayStore ?? "")
        }
        let fields = try verdict.verified.map { code in
            CodeFields(
                claims: code.claims,
                accountHash: try AccountKey(path: accountKey).hash(
                    platform: code.platform, account: code.account, at: moment), reveals: reveal)
        }
        let report = CodeReport(verdict: verdict, fields: fields, isRepeated: isRepeated)
        Terminal.print(json ? report.json.text() + "\n" : report.text(words.language))
    }

    private func open(_ path: String) throws -> SQLiteReplayStore {
        do throws(ReplayStoreFailure) {
            return try SQLiteReplayStore(
                path, durability: .power, busyMilliseconds: SQLiteReplayStore.patientMilliseconds)
        } catch {
            throw replayStoreFailure(error, path)
        }
    }

    private func policy(takesRailways: Bool) -> CodePolicy {
        var policy = CodePolicy()
        if takesRailways { policy.formats.formUnion([.uicU1, .uicU2]) }
        if let maxValidity { policy.limitValidity(to: UInt32(maxValidity)) }
        return policy
    }
}
