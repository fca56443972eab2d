import ArgumentParser
import Journal

/// `faregate bench journal`: commits against the disk's own speed, recovery, and the cost of a record.
struct BenchJournalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal",
        abstract: "Measure commits at power durability, recovery, and the cost of a record.",
        discussion: """
            Commits and the disk's own append + fdatasync take turns in the same run: the disk repeats the sizes and \
            the rhythm of the journal's commits just before. Everything is written to a new folder inside --directory, \
            and removed.
            """)

    @Option(help: "A folder on the disk to measure.")
    var directory = "."

    @Option(help: "Records a second that ask for a commit.")
    var rate = 400

    @Option(help: "Records of a round of commits.")
    var commits = 1000

    @Option(help: "Rounds of commits.")
    var rounds = 5

    @Option(help: "The group window in milliseconds.")
    var windowMs = 3

    @Option(help: "Records of the journal to recover; 0: leave that out.")
    var records = 2_000_000

    @Flag(help: "Print one JSON object.")
    var json = false

    func validate() throws {
        guard (1...20_000).contains(rate), (10...1_000_000).contains(commits), (1...1000).contains(rounds),
            (0...1000).contains(windowMs), (0...100_000_000).contains(records)
        else {
            throw ValidationError(
                "--rate 1 to 20000, --commits 10 to 1000000, --rounds 1 to 1000, --window-ms 0 to 1000, --records 0 to "
                    + "100000000.")
        }
    }

    func run() throws {
        let folder = try BenchFolder(in: directory)
        do throws(JournalError) {
            var report = JournalBenchReport(fileSystem: Mounts.fileSystem(of: directory))
            let commitBench = JournalCommitBench(
                folder: folder, rate: rate, records: commits, windowNanoseconds: UInt64(windowMs) * 1_000_000)
            for round in 0..<rounds { try commitBench.run(round: round, into: &report) }
            report.window = UInt64(windowMs) * 1_000_000
            if records > 0 {
                try JournalRecoveryBench(folder: folder, records: records).run(into: &report)
            }
            Terminal.print(json ? report.json.text() + "\n" : report.markdown)
        } catch {
            throw journalFailure(error)
        }
    }
}
