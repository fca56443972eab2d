import ArgumentParser
import Journal
import QRTickets

/// `faregate bench reservations`: looking a shown code up in memory, and taking one in a file.
struct BenchReservationsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reservations",
        abstract: "Measure the replay store: a look-up in memory, a durable reservation.",
        discussion: """
            Reservations and the disk's own append + fdatasync of 4 KiB take turns in the same run. Everything is written \
            to a new folder inside --directory, and removed.
            """)

    @Option(help: "A folder on the disk to measure.")
    var directory = "."

    @Option(help: "Codes in memory.")
    var codes = 1_000_000

    @Option(help: "Reservations of a round, for each way of syncing.")
    var reservations = 500

    @Option(help: "Rounds of each measurement.")
    var rounds = 5

    @Flag(help: "Print one JSON object.")
    var json = false

    func validate() throws {
        guard (1000...8_000_000).contains(codes), (10...100_000).contains(reservations), (1...1000).contains(rounds)
        else {
            throw ValidationError("--codes 1000 to 8000000, --reservations 10 to 100000, --rounds 1 to 1000.")
        }
    }

    func run() throws {
        var report = BenchReport()
        let lookUps = ReplayLookUpBench(codes: codes)
        lookUps.run(rounds: rounds, into: &report)
        do {
            let bench = ReservationBench(folder: try BenchFolder(in: directory), count: reservations)
            try bench.run(rounds: rounds, into: &report)
        } catch let error as JournalError {
            throw journalFailure(error)
        } catch let error as StorageError {
            throw journalFailure(.storage(error))
        } catch let error as ReplayStoreFailure {
            throw replayStoreFailure(error)
        }
        let fileSystem = Mounts.fileSystem(of: directory)
        Terminal.print(
            json
                ? JSONValue.object([("file_system", .string(fileSystem)), ("report", report.json)]).text() + "\n"
                : "File system: \(fileSystem)\n\(report.markdown)")
    }
}
