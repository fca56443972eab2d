import ArgumentParser
import Foundation
import SmartCard

/// `faregate gate status`: how a running gate stands.
struct GateStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show how a running gate stands, once or as it goes on.",
        discussion: """
            SOCKET is the status socket of the gate's configuration. Exit code 1 where it takes nobody more, 69 where nobody \
            listens, nothing is said within 5 s, or what is said is no gate's status.

            Examples:
              faregate gate status /run/faregate/status
              faregate gate status /run/faregate/status --follow --json
            """)

    /// How long the first line may take, which a gate says at once.
    private static let longestSeconds = 5

    @Argument(help: "The status socket.")
    var socket: String

    @Flag(help: "Go on with what happens, a line each.")
    var follow = false

    @Flag(help: "Print the lines as they come: JSON.")
    var json = false

    @OptionGroup var words: LanguageOptions

    /// It takes the options that both have, wherever they stand.
    @ParentCommand var gate: GateCommand

    func run() throws {
        let isJSON = json || gate.json
        let language = gate.words.language
        let caller = try LineCaller(socket)
        guard let first = try caller.next(withinSeconds: Self.longestSeconds) else {
            throw failure(.noAnswer.at(socket), CommandExit.inputOutput)
        }
        let object = try? JSONSerialization.jsonObject(with: Data(first.utf8)) as? [String: Any]
        let isRefused = object?["ok"] as? Bool == false
        guard isRefused || object?["type"] as? String == "status" else {
            throw failure(.notStatusSocket.at(socket), CommandExit.unavailable)
        }
        Terminal.print((isJSON ? first : GateStatusText.status(first, language) ?? first) + "\n")
        if isRefused { throw CommandExit.failed }
        guard follow else { return }
        while let line = try caller.next() {
            Terminal.print((isJSON ? line : GateStatusText.event(line) ?? line) + "\n")
        }
    }
}
