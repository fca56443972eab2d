import ArgumentParser

/// `faregate qr`: ticket codes from bytes to verdict, and test codes.
struct QRCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "qr",
        abstract: "Ticket codes: issue test codes, verify, decode.",
        discussion: """
            Examples:
              faregate qr issue --format fg-p256 --account 8800000000000001 --out code.bin
              faregate qr verify code.bin --test-roots
              faregate qr decode code.bin --json
            """,
        subcommands: [QRIssueCommand.self, QRVerifyCommand.self, QRDecodeCommand.self])
}
