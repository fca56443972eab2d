import ArgumentParser

/// `faregate rail reservations`: the lists of tickets sold.
struct RailReservationsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reservations",
        abstract: "Lists of tickets sold: look at one before a gate does.",
        discussion: """
            Examples:
              faregate rail reservations check reservations.csv
              faregate rail reservations check reservations.csv --json
            """,
        subcommands: [RailReservationsCheckCommand.self])
}
