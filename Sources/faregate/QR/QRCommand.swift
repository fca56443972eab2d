import ArgumentParser

/// `faregate qr`: ticket codes.
struct QRCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "qr",
        abstract: "Read ticket codes from pictures and camera frames.",
        subcommands: [QRScanCommand.self])
}
