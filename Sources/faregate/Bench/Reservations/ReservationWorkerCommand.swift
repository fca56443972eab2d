import ArgumentParser
import Journal
import QRTickets

/// `faregate bench reservation-worker STORE`: a gate that takes codes 0, 1, 2 ... and nothing else, for the tests of
/// the store: reserve, record, confirm, as a lane does.
struct ReservationWorkerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reservation-worker", abstract: "Take codes from a replay store, as a gate does.",
        shouldDisplay: false)

    @Argument(help: "The store.")
    var store: String

    @Option(help: "The device; its records are in the file DEVICE.")
    var device: String

    @Option(help: "Lanes, each a thread.")
    var lanes = 2

    @Option(help: "Codes, each shown to every lane.")
    var codes = 10_000

    @Option(help: "Microseconds between a record and its confirmation.")
    var pause: UInt32 = 0

    func validate() throws {
        guard (1...16).contains(lanes), (1...1_000_000).contains(codes), pause <= 1_000_000 else {
            throw ValidationError("--lanes 1 to 16, --codes 1 to 1000000, --pause to 1000000.")
        }
    }

    func run() throws {
        do throws(ReplayStoreFailure) {
            let work = try ReservationWork(
                store: try SQLiteReplayStore(store, durability: .crash), device: device, codes: codes, pause: pause)
            try work.run(lanes: lanes)
        } catch {
            throw replayStoreFailure(error)
        }
    }
}
