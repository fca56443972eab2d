import ArgumentParser
import EMV
import Lane
import SmartCard

/// How the gate takes payment cards.
struct GateCardOptions: ParsableArguments {
    @Option(help: "The amount the card is told, in fen: nominal, the fare is charged later.")
    var amountFen: UInt64 = 1

    @Option(help: "CA public keys beside the emulator's own: capk.json, or CSV as in Docs/cards.md.")
    var caKeys: String?

    @Flag(
        inversion: .prefixedNo,
        help:
            "Accept test keys of --ca-keys too, or not even the emulator's (default: the emulator's only; at a reader none)."
    )
    var testKeys: Bool?

    @Flag(help: "Do not tell the card that the gate can check SM2 signatures.")
    var noSm2 = false

    @Flag(help: "Look for a stored-value purse first; without it for a payment application first.")
    var purse = false

    @Flag(help: "Accept fDDA version 00, which signs neither amount nor qualifiers.")
    var allowFdda00 = false

    @OptionGroup var tokens: GateTokenOptions

    @Option(help: "Seconds for which a number whose card failed authentication is refused here; 0: not at all.")
    var barSeconds: UInt32 = BarredCards.usualSeconds

    @Option(help: "The acquirer's X25519 public key as hex: authorisation data are sealed to it.")
    var acquirerKey: String?

    func validate() throws {
        if let acquirerKey {
            guard let key = Hex.bytes(acquirerKey), key.count == 32 else {
                throw wrongUsage(.takesKey)
            }
        }
        guard barSeconds <= BarredCards.mostSeconds else {
            throw wrongUsage(.range("--bar-seconds", 0, Int(BarredCards.mostSeconds)))
        }
        guard amountFen <= TransactionData.largestAmount else {
            throw wrongUsage(.range("--amount-fen", 0, Int(TransactionData.largestAmount)))
        }
    }

    /// The same options for a gate at a reader: unless it is asked for, no card passes that anybody can make.
    var atReader: GateCardOptions {
        var options = self
        options.testKeys = testKeys ?? false
        return options
    }

    /// The files that the options name, which nothing may be written over.
    var files: [String] { (caKeys.map { [$0] } ?? []) + tokens.files }

    /// Refuses a file that cannot be read before anything else is done.
    func checkFiles() throws {
        for file in files {
            if let reason = Machine.reasonNotToRead(file) {
                throw failure(.cannotRead(reason).at(file), CommandExit.badData)
            }
        }
    }
}
