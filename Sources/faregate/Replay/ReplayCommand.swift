import ArgumentParser
import Fares
import Gate
import TapLogs

/// `faregate replay LOG`: real taps through the gate's decision code, compared with what was charged.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Run a tap log through the gates and compare with what was charged.",
        discussion: """
            Formats, found by themselves: the Shenzhen open-data CSV (any column order and quoting), its JSON (pages or \
            one record a line), FareGate's NDJSON; each also gzipped.

            Examples:
              faregate replay taps.csv --edition 2018-08
              faregate replay taps.csv.gz --edition 2018-08 --check --differences diff.csv --rejects rejects.csv
              faregate replay day.csv --edition current --tariff what-if.yaml --json
              faregate replay day.csv --fare-table fares.csv --medium-percent 95
            """)

    @Argument(help: "The log; - is stdin.")
    var log: String

    @OptionGroup var fares: EditionOptions

    @Option(help: "Re-rate by a bare table origin,dest,fare_fen of station names instead of an edition.")
    var fareTable: String?

    @Option(help: "With --fare-table: the share of the fare that is charged, in percent, rounded down.")
    var mediumPercent = 100

    @Flag(help: "With --fare-table: go through the full gate engine instead of the fast way (same trips).")
    var fullEngine = false

    @Flag(help: "Print one JSON object.")
    var json = false

    @Flag(help: "Exit with 2 if anything differs.")
    var check = false

    @Flag(help: "Stop at the first row that cannot be used.")
    var strict = false

    @Option(help: "Write rows that cannot be used: line,reason,text.")
    var rejects: String?

    @Option(help: "Write every pair that differs, with reasons.")
    var differences: String?

    @Option(help: "Write every joined trip with its price.")
    var trips: String?

    @Option(help: "Worker threads (default: one a processor, at most 8).")
    var threads: Int?

    @OptionGroup var words: LanguageOptions

    func validate() throws {
        guard fares.isGiven || fareTable != nil else {
            throw ValidationError(
                "Say which fares: --edition (\(Edition.shippedIDs.joined(separator: ", "))), --network or --fare-table."
            )
        }
        if fareTable != nil, fares.isGiven || fares.tariff != nil {
            throw ValidationError("--fare-table stands alone: no --edition, --network or --tariff beside it.")
        }
        if fareTable == nil, fullEngine || mediumPercent != 100 {
            throw ValidationError("--medium-percent and --full-engine go with --fare-table.")
        }
        if fareTable != nil, !fullEngine, strict || rejects != nil || differences != nil || check {
            throw ValidationError(
                "--strict, --rejects, --differences and --check need the full engine: add --full-engine.")
        }
        let outputs = [rejects, trips, differences].compactMap { $0 }
        guard Set(outputs).count == outputs.count else {
            throw ValidationError("--rejects, --trips and --differences need a file each.")
        }
        if outputs.contains(log), log != "-" { throw ValidationError("An output would take the place of the log.") }
        if json, outputs.contains("-") { throw ValidationError("--json and an output cannot both go to stdout.") }
        guard (0...100).contains(mediumPercent) else { throw ValidationError("--medium-percent takes 0 to 100.") }
        guard (1...64).contains(threads ?? 1) else { throw ValidationError("--threads takes 1 to 64.") }
    }

    private var workers: Int { threads ?? min(8, Machine.processorCount) }

    func run() throws {
        try reportingErrors {
            if let fareTable, !fullEngine {
                try runBareTable(fareTable)
            } else {
                try runFullEngine()
            }
        }
    }

    // MARK: Fast re-rating

    private func runBareTable(_ path: String) throws {
        let clock = Stopwatch()
        let table = try FareTableFile(path: path)
        let output = try trips.map { try OutputFile($0) }
        let progress = ReadProgress()
        let report = try bar(progress).during {
            try FareTableReplay(table, percent: mediumPercent).run(
                log, threads: workers, progress: progress, trips: output)
        }
        try output?.complete()
        let result = [
            ("stations", JSONValue.integer(report.stations)), ("trips", .integer(report.trips)),
            ("revenue_fen", .integer(report.revenueFen)),
        ]
        print(bare: result, report.totals, clock)
    }

    private func print(bare result: [(String, JSONValue)], _ totals: RowTotals, _ clock: Stopwatch) {
        let report = ReplayText(language: words.language)
        if json {
            Terminal.print(
                JSONValue.object(
                    result + [("rows", .integer(totals.rows)), ("rejected", report.rejected(totals))]
                        + timing(totals.rows, clock)
                ).text() + "\n")
        } else {
            Terminal.print(result.map { "\($0.0) \($0.1.text())" }.joined(separator: " ") + "\n")
            Terminal.say(report.speed(totals.rows, clock))
        }
    }

    // MARK: Full engine

    private func runFullEngine() throws {
        let clock = Stopwatch()
        let replay: Replay
        let names: [Station]
        if let fareTable {
            replay = try Replay(try FareTableFile(path: fareTable), percent: mediumPercent, file: fareTable)
            names = []
        } else {
            let book = try fares.readBook()
            replay = try Replay(book)
            names = book.edition.network.stations
        }
        var options = Replay.Options()
        options.threads = workers
        options.isStrict = strict
        options.rejects = try rejects.map { try OutputFile($0) }
        options.trips = try trips.map { try OutputFile($0) }
        options.differences = try differences.map { try OutputFile($0) }
        let report = try bar(options.progress).during { try replay.run(log, options) }
        try options.rejects?.complete()
        try options.trips?.complete()
        try options.differences?.complete()
        if fareTable != nil {
            let stations = report.tripsByStation.count { $0 > 0 }
            let result = [
                ("stations", JSONValue.integer(stations)),
                ("trips", .integer(report.tripsByStation.reduce(0, +))),
                ("revenue_fen", .integer(report.revenueByStation.reduce(0, +))),
            ]
            print(bare: result, report.totals, clock)
        } else if json {
            Terminal.print(
                ReplayText(language: words.language).object(report, timing(report.totals.rows, clock)).text() + "\n")
        } else {
            Terminal.print(ReplayText(language: words.language).text(report, names, log))
            Terminal.say(ReplayText(language: words.language).speed(report.totals.rows, clock))
        }
        if check, report.hasDifferences { throw CommandExit.differences }
    }

    private func timing(_ rows: Int, _ clock: Stopwatch) -> [(String, JSONValue)] {
        let seconds = max(clock.wallSeconds, 1e-9)
        return [
            ("elapsed_seconds", .number(seconds, decimals: 3)),
            ("cpu_seconds", .number(clock.processorSeconds, decimals: 3)),
            ("rows_per_second", .integer(Int(Double(rows) / seconds))),
        ]
    }

    private func bar(_ progress: ReadProgress) -> ProgressBar {
        ProgressBar(total: Machine.fileSize(log), unit: "MB", perUnit: 1_000_000) { progress.bytesRead }
    }
}
