import ArgumentParser

/// `faregate simulate`: a city day's tap log, a station's gates in virtual time, or gates under faults.
struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract:
            "Simulate a city day's tap log, a station's gates, or gates under faults; the same seed gives the same bytes.",
        discussion: """
            Without a subcommand: day, whose options are in faregate simulate day --help.

            Examples:
              faregate simulate --edition 2018-08 --taps 1000000 --seed 7 --date 2018-08-31 -o day.csv
              faregate simulate station --gates 8 --minutes 10 --arrivals 120 --seed 7
              faregate simulate faults --seed 1 --seeds 1000 --taps 10000
            """,
        subcommands: [SimulateDayCommand.self, SimulateStationCommand.self, SimulateFaultsCommand.self],
        defaultSubcommand: SimulateDayCommand.self)
}
