import ArgumentParser

/// `faregate bench`: measured speed of each part.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure the speed of each part, as a table or JSON.",
        discussion: """
            Every figure is the median of several runs after a warm-up. Quote it with the machine line, from an idle \
            machine.
            """,
        subcommands: [
            BenchFareCommand.self, BenchReplayCommand.self, BenchCardCommand.self, BenchJournalCommand.self,
            BenchGateCommand.self, BenchQRCommand.self, BenchFramesCommand.self, BenchReservationsCommand.self,
            BenchDenyCommand.self, BenchShuffleCommand.self, ReservationWorkerCommand.self,
        ])
}
