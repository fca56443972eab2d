import ArgumentParser
import Fares
import TapLogs

/// `faregate bench replay`: re-rating a generated log by the fast way and by the full engine, beside another program.
struct BenchReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Measure re-rating of a generated log, in order and shuffled, on one core and two.",
        discussion: """
            --against runs another program in turn with ours on the same files: it is called with the log, the fare \
            table and the number of threads, and its output must begin with the same "stations N trips N revenue_fen N".

            Examples:
              faregate bench replay
              faregate bench replay --log day.csv --fare-table fares.csv --against "python3 rerate_duckdb.py"
            """)

    @Option(help: "Rows of the generated log.")
    var rows = 10_000_000

    @Option(help: "Repeats of each measurement, after one warm-up.")
    var repeats = 5

    @Option(help: "Measure on this CSV log instead of a generated one.")
    var log: String?

    @Option(help: "The fare table that goes with --log.")
    var fareTable: String?

    @Option(help: "The edition for the generated log and the full engine.")
    var edition = "2018-08"

    @Option(help: "A folder for the generated files (about 2.4 GB at 10 million rows).")
    var folder = "/tmp"

    @Option(help: "Another program to run in turn with ours.")
    var against: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    func validate() throws {
        guard (1000...100_000_000).contains(rows), (1...100).contains(repeats) else {
            throw ValidationError("--rows takes 1,000 to 100,000,000, --repeats 1 to 100.")
        }
        guard (log == nil) == (fareTable == nil) else { throw ValidationError("--log and --fare-table go together.") }
        guard Edition.shippedIDs.contains(edition) else {
            throw ValidationError(
                "No edition \"\(edition)\"; there are: \(Edition.shippedIDs.joined(separator: ", ")).")
        }
    }

    func run() throws {
        try reportingErrors {
            var files = BenchFiles(folder: folder)
            defer { files.remove() }
            let input = try log ?? files.generate(edition: edition, rows: rows)
            let table = try fareTable ?? files.writeFareTable(edition: edition)
            let shuffled = try files.shuffle(input)
            Terminal.say("measuring; each line is one run")
            var bench = ReplayBench(repeats: repeats, against: against)
            do {
                try bench.measure(input, shuffled, table, edition: edition)
                try bench.compareTrips(input, table, files: &files)
            } catch let error as ChildProcess.Failure {
                throw failure("\(error)", CommandExit.failed)
            }
            Terminal.print(json ? bench.report.json.text() + "\n" : bench.report.markdown)
            if bench.report.checks.contains(where: { !$0.holds }) { throw CommandExit.failed }
        }
    }
}

/// The temporary files of a benchmark.
struct BenchFiles {
    let folder: String
    private var made: [String] = []

    init(folder: String) { self.folder = folder }

    /// A new name, removed at the end.
    mutating func name(_ suffix: String) -> String {
        let path = "\(folder)/faregate-bench-\(Machine.processIdentifier)-\(suffix)"
        made.append(path)
        return path
    }

    func remove() {
        for path in made { Machine.remove(path) }
    }

    /// Generates a city day, in a process of its own: a child starts with its parent's peak memory on its account.
    mutating func generate(edition id: String, rows: Int) throws -> String {
        Terminal.say("generating \(grouped(rows)) rows")
        let path = name("log.csv")
        try runOwn(["simulate", "--edition", id, "--taps", String(rows), "--seed", "7", "-o", path])
        return path
    }

    /// A copy of a CSV file with its rows in a random order.
    mutating func shuffle(_ file: String) throws -> String {
        Terminal.say("shuffling a copy")
        let path = name("shuffled.csv")
        try runOwn(["bench", "shuffle", file, path])
        return path
    }

    private func runOwn(_ arguments: [String]) throws {
        let run: ChildProcess.Run
        do {
            run = try ChildProcess(arguments: [ChildProcess.own] + arguments).run()
        } catch let error as ChildProcess.Failure {
            throw failure("\(error)", CommandExit.failed)
        }
        guard run.exitCode == 0 else {
            throw failure("\(arguments.joined(separator: " ")) failed with exit \(run.exitCode)", CommandExit.failed)
        }
    }

    /// The edition's fares as a bare table of Chinese names.
    mutating func writeFareTable(edition id: String) throws -> String {
        guard let edition = try Edition.shipped(id) else { throw failure("no edition \(id)", CommandExit.usage) }
        let book = try FareBook(edition)
        var text = "origin,dest,fare_fen\n"
        for (from, origin) in edition.network.stations.enumerated() {
            for (to, destination) in edition.network.stations.enumerated() {
                let fen = book.undated.ordinary.fare(from: StationIndex(from), to: StationIndex(to))
                text += "\(origin.nameZh),\(destination.nameZh),\(fen)\n"
            }
        }
        let path = name("fares.csv")
        let output = try OutputFile(path)
        try output.write(Array(text.utf8))
        try output.complete()
        return path
    }
}
