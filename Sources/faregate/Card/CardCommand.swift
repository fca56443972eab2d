import ArgumentParser

/// `faregate card`: cards, recorded and emulated.
struct CardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "card",
        abstract: "Decode, verify, make and tap cards.",
        discussion: """
            Examples:
              faregate card decode 770A82027C009F360200019F2701
              faregate card decode tap.log --json
              faregate card verify tap.log --test-keys
              faregate card decode --as ttq 21800080 --context unionpay
            """,
        subcommands: [
            CardDecodeCommand.self, CardVerifyCommand.self, CardMakeCommand.self, CardTapCommand.self,
            CardEmulateCommand.self,
        ])
}
