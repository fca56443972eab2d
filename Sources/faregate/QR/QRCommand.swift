import ArgumentParser

/// `faregate qr`: ticket codes from bytes to verdict, and test codes.
struct QRCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "qr",
        abstract: "Ticket codes: issue, verify, decode, scan; roots and revocation lists.",
        discussion: """
            Examples:
              faregate qr issue --format fg-p256 --account 8800000000000001 --out code.bin
              faregate qr verify code.bin --test-roots
              faregate qr decode code.bin --json
              faregate qr scan code.png
            """,
        subcommands: [
            QRIssueCommand.self, QRVerifyCommand.self, QRDecodeCommand.self, QRScanCommand.self, QRRootsCommand.self,
            QRRevocationsCommand.self,
        ])
}
