import ArgumentParser

/// `faregate card`: cards, recorded and emulated.
struct CardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "card",
        abstract: "Decode, verify, make, tap, emulate and read cards.",
        discussion: """
            Examples:
              faregate card decode 770D82027C009F360200019F270180
              faregate card decode --as ttq 21800080 --context unionpay
              faregate card make --profile quickpass-debit -o my.card
              faregate card tap --card my.card --station 罗湖 --direction entry --transcript tap.log --reveal
              faregate card decode tap.log --json
              faregate card verify tap.log --test-keys
            """,
        subcommands: [
            CardDecodeCommand.self, CardVerifyCommand.self, CardMakeCommand.self, CardTapCommand.self,
            CardEmulateCommand.self, CardPSAMCommand.self, CardReadersCommand.self, CardReadCommand.self,
        ])
}
