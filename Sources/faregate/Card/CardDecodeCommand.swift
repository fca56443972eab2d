import ArgumentParser
import SmartCard

/// `faregate card decode`: bytes of a card in words.
struct CardDecodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decode",
        abstract: "Put bytes of a card into words: objects, commands, answers, transcripts, single values.",
        discussion: """
            INPUT is hexadecimal, or a file, or "-" for stdin. Files hold hexadecimal, raw bytes, a transcript ("> " \
            and "< " lines, logs of pcscd, OpenSC, scriptor and gscriptor, or command and answer in turn), or JSON \
            with {"c": .., "r": ..} pairs. Without --as it is guessed which. Card numbers and names are masked unless \
            --reveal is given; what no public source shows is marked "unverified".

            Single values (--as): \(CardDecodeKind.valueNames).
            """)

    @Argument(help: "Hexadecimal, a file, or - for stdin.")
    var input: String

    @Option(name: .customLong("as"), help: "tlv, apdu, command, answer, transcript, atr, sw, or a single value.")
    var kind: CardDecodeKind?

    @Option(help: "Whose tags: \(TagContext.allCases.map(\.rawValue).joined(separator: ", ")) (default: as selected).")
    var context: TagContext?

    @Option(help: "Code table of text that is not ASCII, such as GBK or ISO-8859-5.")
    var charset = "GBK"

    @Flag(help: "Show card numbers, names and certificates in full.")
    var reveal = false

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var words: LanguageOptions

    func validate() throws {
        guard CardTextDecoder.exists(charset) else {
            throw wrongUsage(.noCharset(charset))
        }
    }

    func run() throws {
        let result: CardDecodeResult
        do throws(CardDecodeFailure) {
            result = try CardDecoder(
                kind: kind, scheme: context, reveals: reveal
            ).decode(input)
        } catch {
            throw failure(error.words, error.isUsage ? CommandExit.usage : CommandExit.badData)
        }
        let text = CardTextDecoder(charset)
        if json {
            Terminal.print(CardDecodeJSON(text: text).object(result, reveals: reveal).text() + "\n")
        } else {
            Terminal.print(CardDecodeText(text: text, language: words.language).text(result))
        }
        if let problem = result.problems.first {
            throw failure(.first(problem, of: result.problems.count), CommandExit.badData)
        }
    }
}

extension TagContext: ExpressibleByArgument {}
