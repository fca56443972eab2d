import ArgumentParser

/// `faregate qr roots`: files of root keys.
struct QRRootsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roots",
        abstract: "Root keys: look at a roots file, or make an own authority's.",
        discussion: """
            Examples:
              faregate qr roots make --keys keys --out roots.bin
              faregate qr roots show roots.bin
            """,
        subcommands: [QRRootsMakeCommand.self, QRRootsShowCommand.self])
}
