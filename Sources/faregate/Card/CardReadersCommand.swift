import ArgumentParser

/// `faregate card readers`: the names that `--reader` takes.
struct CardReadersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "readers",
        abstract: "List the PC/SC readers.",
        discussion: "Exit code 69 where the smart card service does not answer or has no reader.")

    @Flag(help: "Print a JSON array.")
    var json = false

    @OptionGroup var words: LanguageOptions

    func run() throws {
        let names = try ReaderNames.all()
        Terminal.print(
            json
                ? JSONValue.array(names.map { .string($0) }).line + "\n" : names.map { $0 + "\n" }.joined())
    }
}
