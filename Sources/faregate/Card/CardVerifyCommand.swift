import ArgumentParser
import EMV
import SmartCard

/// `faregate card verify`: offline data authentication of recorded cards, stage by stage.
struct CardVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check the signatures of a recorded card: a transcript, or a vector file.",
        discussion: """
            A transcript is text with the card's commands and answers (see "card decode"), or JSON with "apdus"; each \
            application selected in it gives a result. The result says whether the card is genuine by the CA keys \
            given, and else which check failed first; a vector that brings a CA key of its own is checked with that, \
            and the result says so. Exit code 0 however the checks come out; 65 if there is nothing to check, as in a \
            transcript whose numbers and certificates are masked.

            Examples:
              faregate card tap --profile quickpass-debit --station 罗湖 --direction entry --transcript tap.log --reveal
              faregate card verify tap.log --test-keys
            """)

    @Argument(help: "The transcript or vector file; - reads stdin.")
    var file: String

    @Option(help: "CA public keys: capk.json, or CSV as in Docs/cards.md (default: the public list in the program).")
    var caKeys: String?

    @Flag(help: "Accept test keys, the emulator's too, and keys of which no list says what they are for.")
    var testKeys = false

    @Flag(help: "Check certificates against the date of the recorded transaction.")
    var checkDates = false

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var words: LanguageOptions

    func run() throws {
        var keys: CAPublicKeyStore
        do {
            keys =
                try caKeys.map { try CAKeyLists.read($0, allowsTestKeys: testKeys) }
                ?? CAKeyLists.builtIn(allowsTestKeys: testKeys)
        } catch {
            throw failure(Wording(of: error), CommandExit.badData)
        }
        // The emulator's own CA, unless the list has keys of the same names.
        if testKeys { try? EmulatorKeys.add(to: &keys) }
        let cards = try verify(CardVerifier(keys: keys, checksDates: checkDates))
        if json {
            let list = cards.map(\.json)
            Terminal.print(JSONValue.object([("file", .string(file)), ("items", .array(list))]).text() + "\n")
        } else {
            for card in cards { Terminal.print(card.text(words.language) + "\n") }
        }
        guard cards.contains(where: \.isChecked) else {
            throw failure(.nothingToVerify.at(CardInputFile.shown(file)), CommandExit.badData)
        }
    }

    private func verify(_ verifier: CardVerifier) throws -> [VerifiedCard] {
        let bytes: [UInt8]
        do throws(CardDecodeFailure) {
            bytes = try CardInputFile.content(file, mostBytes: CardVerifier.mostBytes)
        } catch {
            throw failure(error.words, CommandExit.badData)
        }
        do throws(CardDecodeFailure) {
            return try verifier.verify(bytes, file: file)
        } catch {
            throw failure(error.words.at(CardInputFile.shown(file)), CommandExit.badData)
        }
    }
}
