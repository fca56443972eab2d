import ArgumentParser

/// The command line: `faregate COMMAND`.
@main
struct FareGate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "faregate",
        abstract: "An open transit fare gate: exact metro fares, tap-log replay and re-rating.",
        discussion: """
            Examples:
              faregate fare 罗湖 机场东 --medium shenzhen-tong
              faregate replay taps.csv --edition 2018-08
              faregate simulate --edition 2018-08 --taps 1000000 --seed 7 --date 2018-08-31 -o day.csv

            Data goes to stdout, words to stderr. "-" is stdin or stdout. Exit codes: 0 fine, 1 failed, 2 differences \
            found (with --check), 64 usage, 65 bad data, 69 service unavailable, 73 cannot create, 74 I/O, \
            78 configuration.
            """,
        version: Version.isOption(of: CommandLine.arguments) ? "" : Version.text,
        subcommands: commands)

    fileprivate static let commands: [any ParsableCommand.Type] = [
        FareCommand.self, GateCommand.self, ReplayCommand.self, SimulateCommand.self, CardCommand.self,
        QRCommand.self, RailCommand.self, BundleCommand.self, JournalCommand.self, VectorsCommand.self,
        BenchCommand.self, DoctorCommand.self, SymbolHelperCommand.self,
    ]

    /// Runs the command; a wrong command line is told of in the language of this run.
    static func main() {
        Machine.holdStandardDescriptors()
        Terminal.outliveFileLimits()
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            let message = fullMessage(for: error)
            guard Language.current == .zh, exitCode(for: error) == .validationFailure, !message.isEmpty else {
                exit(withError: error)
            }
            Terminal.say(ArgumentWords.chinese(message))
            exit(withError: CommandExit.usage)
        }
    }
}

/// The version of this build.
enum Version {
    static let text = "0.1.0"

    /// Whether the command of a command line has an option `--version` of its own: the built-in flag would answer it
    /// where another option is missing.
    static func isOption(of arguments: [String]) -> Bool {
        var commands = FareGate.commands
        for word in arguments.dropFirst() {
            guard let command = commands.first(where: { $0.configuration.commandName == word }) else { return false }
            if Mirror(reflecting: command.init()).children.contains(where: { $0.label == "_version" }) { return true }
            commands = command.configuration.subcommands
        }
        return false
    }
}
