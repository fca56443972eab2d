import ArgumentParser
import Fares
import Simulator
import TapLogs

extension TapStreamFormat: ExpressibleByArgument {}

/// `faregate simulate day`: a seeded, realistic day of taps, and the truth about every trip in it.
struct SimulateDayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "day",
        abstract: "Write a seeded, realistic tap log of a city day; the same seed gives the same bytes.",
        discussion: """
            Examples:
              faregate simulate --edition 2018-08 --taps 1000000 --seed 7 --date 2018-08-31 -o day.csv
              faregate simulate --edition current --taps 50000 --format ndjson --truth truth.csv -o day.ndjson
            """)

    @OptionGroup var fares: EditionOptions

    @Option(help: "Rows in the log: entries, exits and bus rides.")
    var taps = 1_000_000

    @Option(help: "The seed.")
    var seed: UInt64 = 1

    @Option(help: "The service date (default: the last of the edition's validity, else its first).")
    var date: ServiceDate?

    @Option(help: "The format of the log: szt-csv or ndjson.")
    var format = TapStreamFormat.sztCSV

    @Option(name: [.short, .long], help: "The log file; - is stdout.")
    var output = "-"

    @Option(help: "Write what every joinable trip should cost, by a separate naive pricer.")
    var truth: String?

    @Flag(help: "Print what the day contains as one JSON object on stderr.")
    var json = false

    func validate() throws {
        guard (1...CityDay.maximumTaps).contains(taps) else {
            throw ValidationError("--taps takes 1 to \(grouped(CityDay.maximumTaps)).")
        }
        if output == truth, output != "-" { throw ValidationError("The log and the truth need a file each.") }
        if output == "-", truth == "-" { throw ValidationError("The log and the truth cannot both go to stdout.") }
    }

    func run() throws {
        try reportingErrors {
            let clock = Stopwatch()
            let edition = try fares.readEdition(on: date)
            let folder = fares.network.map { DataFolder.directory($0) } ?? .embedded("editions/\(edition.id)")
            let tariff = try fares.tariff.map { (name: $0, bytes: try readWholeFile($0)) }
            if truth != nil { try refuseUnknownRules(fares.compile(edition), on: date ?? edition.referenceDate) }
            let day: CityDay
            do {
                day = try CityDay(
                    edition: edition, folder: folder, taps: taps, seed: seed, date: date ?? edition.referenceDate,
                    tariff: tariff)
            } catch let error as SimulationError {
                throw failure("\(error)", CommandExit.badData)
            }
            let log = try OutputFile(output)
            let truthFile = try truth.map { try OutputFile($0) }
            let written = ProgressCount()
            let bar = ProgressBar(total: taps, unit: "k taps", perUnit: 1000) { written.count }
            try bar.during {
                try unsafe day.write(
                    format: format, log: { try unsafe log.write($0) },
                    truth: truthFile.map { file in { try unsafe file.write($0) } }, progress: { written.set($0) })
            }
            try log.complete()
            try truthFile?.complete()
            report(day.counts, clock)
        }
    }

    /// The naive pricer behind the truth knows no caps and no promotions.
    private func refuseUnknownRules(_ book: FareBook, on date: ServiceDate) throws {
        let rules = book.rules(on: date)
        let medium = book.tariff.medium("shenzhen-tong")
        let hasPromotion = rules.promotions.contains { promotion in
            medium.map { promotion.media & (1 << UInt64($0.index)) != 0 } ?? true
        }
        guard rules.dayCaps.isEmpty, rules.weekCaps.isEmpty, !hasPromotion else {
            throw failure(
                "--truth knows no caps and no promotions, which this tariff has on \(date); leave one of them out",
                CommandExit.badData)
        }
    }

    private func report(_ counts: DayCounts, _ clock: Stopwatch) {
        let figures = [
            ("taps", taps), ("cards", counts.cards), ("trips", counts.trips), ("bus_taps", counts.busTaps),
            ("missing_exits", counts.missingExits), ("missing_entries", counts.missingEntries),
            ("double_entries", counts.doubleEntries), ("double_exits", counts.doubleExits),
            ("unknown_stations", counts.unknownStations), ("skewed_taps", counts.skewedTaps),
        ]
        if json {
            Terminal.say(
                JSONValue.object(
                    figures.map { ($0.0, .integer($0.1)) } + [
                        ("elapsed_seconds", .number(clock.wallSeconds, decimals: 3))
                    ]
                ).text())
        } else {
            let rate = Int(Double(taps) / max(clock.wallSeconds, 1e-9))
            Terminal.say(
                "\(grouped(taps)) taps, \(grouped(counts.trips)) trips of \(grouped(counts.cards)) cards in "
                    + "\(fixed(clock.wallSeconds, 2)) s, \(grouped(rate)) taps/s")
        }
    }
}
