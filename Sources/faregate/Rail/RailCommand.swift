import ArgumentParser

/// `faregate rail`: high-speed rail tickets at a gate and behind it.
struct RailCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rail",
        abstract: "Rail tickets: the gate, documents, reservations.",
        discussion: """
            Examples:
              faregate rail gate --scanner /dev/ttyACM0 --roots roots.bin --station 深圳北 --direction entry --trains trains.csv --journal day
              faregate rail document-hash --document-key document.key < numbers
              faregate rail reservations check reservations.csv
            """,
        subcommands: [RailGateCommand.self, RailDocumentHashCommand.self, RailReservationsCommand.self])
}
