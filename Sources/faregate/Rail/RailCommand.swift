import ArgumentParser

/// `faregate rail`: high-speed rail tickets at a gate and behind it.
struct RailCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rail",
        abstract: "Rail tickets: the gate, documents, reservations; refunds, changes, surcharges.",
        discussion: """
            Examples:
              faregate rail refund --from 深圳北 --to 西九龙 --paid 75 --departure "2018-10-01 10:00" --at "2018-09-29 09:59:59"
              faregate rail change --from 福田 --to 西九龙 --paid 68 --departure "2024-06-01 12:00" --new-departure "2024-06-01 13:30" --at "2024-06-01 12:40" --flexi-ride
              faregate rail surcharge --from 深圳北 --ticket-to 福田
            """,
        subcommands: [
            RailGateCommand.self, RailDocumentHashCommand.self, RailReservationsCommand.self,
            RailRefundCommand.self, RailChangeCommand.self, RailSurchargeCommand.self, RailSaleFeeCommand.self,
        ])
}
