import ArgumentParser

/// `faregate card`: what cards and readers say.
struct CardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "card",
        abstract: "Decode what cards and readers say.",
        discussion: """
            Examples:
              faregate card decode 770A82027C009F360200019F2701
              faregate card decode tap.log --json
              faregate card decode --as ttq 21800080 --context unionpay
            """,
        subcommands: [CardDecodeCommand.self])
}
