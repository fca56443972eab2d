import ArgumentParser
import Bundles
import Journal

/// `faregate bench deny`: a signed deny list from its making to look-ups in the middle of exchanges.
struct BenchDenyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deny",
        abstract: "Measure a signed deny list: make, verify, put in force, look up, exchange.",
        discussion: """
            Entries are random, from a seed. Bundle and store are written to a new folder inside --directory, and removed. \
            Each look-up is timed by itself; the clock's own part, which is in every figure, stands in the first line.

            Example:
              faregate bench deny --entries 100000
            """)

    @Option(help: "Entries of the list.")
    var entries = 10_000_000

    @Option(help: "Entries that a change puts on the list and takes off it.")
    var changed = 100_000

    @Option(help: "Look-ups of each kind.")
    var lookUps = 1_000_000

    @Option(help: "Exchanges of the list while another thread looks up.")
    var exchanges = 20

    @Option(help: "A folder on the disk to measure.")
    var directory = "."

    @Option(help: "The seed of the entries.")
    var seed: UInt64 = 1

    @Flag(help: "Print one JSON object.")
    var json = false

    func validate() throws {
        guard (1000...DenyLayout.mostListed).contains(entries), (2...1_000_000).contains(changed),
            changed <= entries, (1000...100_000_000).contains(lookUps), (1...1000).contains(exchanges)
        else {
            throw ValidationError(
                "--entries 1000 to \(DenyLayout.mostListed), --changed 2 to 1000000 and not above --entries, --look-ups "
                    + "1000 to 100000000, --exchanges 1 to 1000.")
        }
    }

    func run() throws {
        do {
            let folder = try BenchFolder(in: directory)
            let bench = DenyBench(
                folder: folder, entries: entries, changed: changed, lookUps: lookUps, exchanges: exchanges, seed: seed)
            let report = try bench.run()
            Terminal.print(json ? report.json.text() + "\n" : report.markdown)
        } catch let error as JournalError {
            throw journalFailure(error)
        } catch let error as BundleStorageError {
            throw BundleKeyFile.failed(error)
        }
    }
}
