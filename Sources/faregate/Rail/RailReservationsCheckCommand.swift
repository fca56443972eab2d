import ArgumentParser
import Gate

/// `faregate rail reservations check`: whether a gate could use a list.
struct RailReservationsCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Read a list of tickets sold as a gate does; what is wrong is named with its line.",
        discussion: """
            Examples:
              faregate rail reservations check reservations.csv
            """)

    @Argument(help: "The list.")
    var file: String

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var words: LanguageOptions

    func run() throws {
        try reportingErrors {
            let list = try RailReservations.read(path: file)
            guard json else {
                let text = words.language.pick("\(list.count) 条预订，可用", "\(list.count) reservations, none of them wrong")
                Terminal.print(text + "\n")
                return
            }
            Terminal.print(JSONValue.object([("reservations", .integer(list.count)), ("ok", true)]).text() + "\n")
        }
    }
}
