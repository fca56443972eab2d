import ArgumentParser

/// `faregate qr revocations`: signed lists of what codes are refused for.
struct QRRevocationsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revocations",
        abstract: "Revocation lists: sign one, or look at one.",
        discussion: """
            Examples:
              faregate qr revocations make --keys keys --number 1 --date 2026-11-23 --issuer fg:00000007 --out list
              faregate qr revocations show list --roots roots.bin
            """,
        subcommands: [QRRevocationsMakeCommand.self, QRRevocationsShowCommand.self])
}
