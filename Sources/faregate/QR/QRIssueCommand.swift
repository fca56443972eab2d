import ArgumentParser
import QRTickets
import SmartCard

/// `faregate qr issue`: a code of FareGate's test authority, or of an operator's own.
struct QRIssueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "issue",
        abstract: "Issue a code, signed by FareGate's own test authority, or yours, from the root to the phone.",
        discussion: """
            The test authority's keys are made from fixed labels that everybody knows: such codes open no gate unless \
            it is started with test roots. With --keys the keys of an own authority sign (faregate qr roots make). The \
            same options give the same bytes.

            Examples:
              faregate qr issue --format mot-v2 --account 8800000000000001 --out code.bin
              faregate qr issue --format fg-p256 --account 8800000000000001 --keys keys --out code.bin
              faregate qr issue --format fg-ed25519 --account E123456789 --rail-train G5711 --rail-date 2026-11-23 --rail-from IOQ --rail-to XJA --out code.bin
            """)

    /// What can be issued.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case ministry = "mot-v2"
        case sm2 = "fg-sm2"
        case p256 = "fg-p256"
        case ed25519 = "fg-ed25519"
        case railway = "uic-u2"

        /// Of FareGate's own codes.
        var algorithm: CodeAlgorithm? {
            switch self {
            case .ministry, .railway: nil
            case .sm2: .sm2
            case .p256: .p256
            case .ed25519: .ed25519
            }
        }
    }

    @Option(help: "mot-v2, fg-sm2, fg-p256, fg-ed25519, or uic-u2 (which has no limit).")
    var format: Format

    @Option(help: "The account: 1 to 16 printable ASCII characters, filled up with spaces. No real wallet's.")
    var account: String

    @Option(help: "The code's time: seconds since 1970, or YYYY-MM-DD HH:MM:SS in China (default: now).")
    var at: String?

    @Option(help: "Seconds for which the code is good, 1 to 65535.")
    var valid = 60

    @Option(help: "The most that one ride may cost, fen, 0 to 16777215.")
    var limitFen = 2000

    @OptionGroup var rail: RailTicketOptions

    @Option(help: "The file for the code; - is stdout.")
    var out: String

    @Option(help: "Folder of an own authority, which signs in place of the test authority.")
    var keys: String?

    @Flag(help: "Write hexadecimal text, not bytes.")
    var hex = false

    @OptionGroup var words: LanguageOptions

    /// How long the issuer's authorisation lasts after the code's time.
    private static let authorisedSeconds: UInt32 = 86_400

    func validate() throws {
        guard (1...16).contains(account.utf8.count), account.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw wrongUsage(.takesAccount)
        }
        guard CodeMoment.read(at) != nil else { throw wrongUsage(.takesTime("--at")) }
        guard (1...65_535).contains(valid) else { throw wrongUsage(.range("--valid", 1, 65_535)) }
        if format == .railway, !UICIssuer.durations.contains(valid) {
            throw wrongUsage(.range("--valid", 1, UICIssuer.durations.upperBound))
        }
        if format == .railway, keys != nil { throw wrongUsage(.railwayHasNoKeys) }
        if format == .ministry, rail.railTrain != nil { throw wrongUsage(.railTicketNeedsFormat) }
        if rail.railTrain != nil, account.contains(" ") { throw wrongUsage(.railNumberHasNoSpaces) }
        guard (0...0xFF_FFFF).contains(limitFen) else { throw wrongUsage(.range("--limit-fen", 0, 0xFF_FFFF)) }
    }

    func run() throws {
        if keys != nil { Machine.forbidCoreFiles() }
        guard let moment = CodeMoment.read(at) else { throw CommandExit.usage }
        let file = out == "-" ? nil : try WholeFile(out)
        if let keys, let file, AuthorityFolder(path: keys).owns(file) { throw wrongUsage(.takesOtherFile("--out")) }
        guard let code = try code(at: moment.seconds) else { throw wrongUsage(.takesTime("--at")) }
        let bytes = hex ? Array((Hex.text(code).lowercased() + "\n").utf8) : code
        if let file { try file.write(bytes) } else { Terminal.print(bytes) }
    }

    private func code(at generated: UInt32) throws -> [UInt8]? {
        let folder = keys.map { AuthorityFolder(path: $0) }
        let (until, _) = generated.addingReportingOverflow(Self.authorisedSeconds)
        let account = Array(account.utf8) + [UInt8](repeating: 0x20, count: 16 - account.utf8.count)
        let (limit, validity) = (UInt32(limitFen), UInt16(valid))
        if format == .railway {
            let issuer = UICIssuer.test
            return issuer.ticket(
                account: Array(self.account.utf8), validitySeconds: valid, endOfValidity: max(until, generated),
                rail: try rail.ticket()
            ).map { issuer.code($0, at: generated) }
        }
        guard let algorithm = format.algorithm else {
            return try (folder?.ministryIssuer() ?? MinistryIssuer()).code(
                .init(
                    account: account, limitFen: limit, authorisedUntil: max(until, generated),
                    validitySeconds: validity, generated: generated))
        }
        var content = FareGateIssuer.Content(
            account: account, limitFen: limit, authorisedUntil: max(until, generated), validitySeconds: validity,
            generated: generated)
        content.custom = try rail.ticket()?.bytes ?? []
        return try (folder?.issuer(algorithm) ?? FareGateIssuer(algorithm)).code(content)
    }
}
