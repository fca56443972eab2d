import ArgumentParser
import Fares
import Foundation
import Simulator
import SmartCard

/// `faregate simulate station`: passengers a minute, queues and waiting times of a station's gates, in virtual time.
struct SimulateStationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "station",
        abstract: "Passengers a minute, queues and waiting times at a station's gates, in virtual time.",
        discussion: """
            Riders come, queue, present and pass; the taps are decided by the real processor with the edition's fares, each \
            lane by the real gate machine. The model, its times and their sources: Docs/throughput.md.

            Examples:
              faregate simulate station --gates 8 --minutes 10 --arrivals 120 --seed 7
              faregate simulate station --gates 6 --headway 150 --per-train 300 --direction exit --minutes 20 --json
              faregate simulate station --sweep gates=4..16 --arrivals 200 --seeds 10 --svg throughput.svg --csv sweep.csv
              faregate simulate station --saturate --gates 1 --minutes 60 --media quickpass=1 --mishaps none
              faregate simulate station --saturate --gates 1 --media shenzhen-tong=1 --card-times shenzhen-tong=suica
              faregate simulate station --gates 4 --queue common --service-ms 2400 --arrivals 80 --minutes 600 --seeds 30
            """)

    /// The most seeds of one point.
    static let mostSeeds = 1000
    /// The most riders of all runs of a command together.
    static let mostRiders = 40_000_000

    @OptionGroup var fares: EditionOptions

    @OptionGroup(title: "Station") var station: StationOptions

    @Option(help: "Runs with so many seeds, from --seed on; means with their 95 % interval.")
    var seeds: Int?

    @Option(
        help:
            "A point for each of several numbers: gates=4..16 or arrivals=60..240/20 (steps of 1 gate or 10 arrivals unless said)."
    )
    var sweep: String?

    @Flag(help: "Compare with M/D/c at loads 0.5, 0.8, 0.9 (30 seeds unless --seeds); exit code 2 beyond 3 %.")
    var checkTheory = false

    @Flag(help: "Print one JSON object.")
    var json = false

    @Flag(help: "Leave out what this machine took, so that the same seed gives the same bytes.")
    var noTiming = false

    @Option(help: "Write a row a point (of a single run: a minute) to this file.")
    var csv: String?

    @Option(help: "Write a chart to this file.")
    var svg: String?

    @OptionGroup var words: LanguageOptions

    func validate() throws {
        if let seeds, !(1...Self.mostSeeds).contains(seeds) { throw wrongUsage(.range("--seeds", 1, Self.mostSeeds)) }
        if let sweep {
            guard let sweep = StationSweep(sweep) else { throw wrongUsage(StationWords.takesSweep) }
            if sweep.axis == .gates, station.gates != nil { throw wrongUsage(.notBoth("--sweep gates", "--gates")) }
            let given = [
                ("--arrivals", station.arrivals), ("--trains", station.trains),
                ("--arrivals-file", station.arrivalsFile),
            ]
            if sweep.axis == .arrivals {
                for (name, value) in given where value != nil { throw wrongUsage(.notBoth("--sweep arrivals", name)) }
                if station.headway != nil { throw wrongUsage(.notBoth("--sweep arrivals", "--headway")) }
                if station.saturate { throw wrongUsage(.notBoth("--sweep arrivals", "--saturate")) }
            }
        }
        if checkTheory {
            for (name, isGiven) in [("--sweep", sweep != nil), ("--csv", csv != nil), ("--svg", svg != nil)]
            where isGiven { throw wrongUsage(.notBoth("--check-theory", name)) }
            if let name = station.given.first {
                throw wrongUsage(Wording.notBoth("--check-theory", name))
            }
        }
        for (name, file) in [("--csv", csv), ("--svg", svg)] where file == "-" {
            throw wrongUsage(.takes(name, "the name of a file", "文件名"))
        }
        if let csv, let svg, URL(filePath: csv).standardizedFileURL == URL(filePath: svg).standardizedFileURL {
            throw wrongUsage(StationWords.sameFile)
        }
        if fares.isRail { throw wrongUsage(StationWords.noRail) }
    }

    func run() throws {
        try reportingErrors {
            let files = (csv: try csv.map { try WholeFile($0) }, svg: try svg.map { try WholeFile($0) })
            for file in [files.csv, files.svg] {
                try file?.check(beside: [station.arrivalsFile, station.trains, fares.tariff], in: [fares.network])
            }
            let book = try fares.compile(try fares.readEdition(on: station.date))
            let plan = try station.plan(book)
            if plan.comesTooLate { Terminal.say(StationWords.nobodyInTime(plan.minutes).text) }
            guard !checkTheory else { return try compareWithTheory(plan, book) }
            let report = try planErrors { try simulate(plan, book) }
            try files.csv?.write(report.csv)
            try files.svg?.write(report.chart(words.language).svg)
            Terminal.print(
                json ? report.json(timing: !noTiming).text() + "\n" : report.text(words.language, timing: !noTiming))
        }
    }

    private func simulate(_ plan: StationPlan, _ book: FareBook) throws -> StationReport {
        let sweep = sweep.flatMap { StationSweep($0) }
        let plans = sweep.map { sweep in sweep.values.map { sweep.plan(plan, at: $0) } } ?? [plan]
        let runs = seeds ?? 1
        for plan in plans {
            if let refusal = plan.refusal { throw refusal }
        }
        let riders = plans.reduce(0) { $0 + $1.expectedRiders } * runs
        guard riders <= Self.mostRiders else {
            throw failure(StationWords.tooManyRiders(riders, Self.mostRiders), CommandExit.usage)
        }
        let clock = Stopwatch()
        let done = ProgressCount()
        let bar = ProgressBar(total: plans.count * runs, unit: "runs", perUnit: 1) { done.count }
        let points = try bar.during {
            try plans.map { plan in
                StationPoint(
                    plan: plan,
                    runs: try (0..<runs).map { number in
                        var seeded = plan
                        seeded.seed = plan.seed &+ UInt64(number)
                        defer { done.add(1) }
                        return try figures(seeded, book)
                    })
            }
        }
        return StationReport(
            points: points, sweep: sweep, simulatedSeconds: Double(plans.reduce(0) { $0 + $1.minutes } * 60 * runs),
            processorSeconds: clock.processorSeconds, wallSeconds: clock.wallSeconds)
    }

    private func figures(_ plan: StationPlan, _ book: FareBook) throws(StationPlanError) -> StationFigures {
        var run = try StationRun(plan, book: book)
        run.run()
        return run.figures
    }

    private func compareWithTheory(_ plan: StationPlan, _ book: FareBook) throws {
        let check = TheoryCheck(seeds: seeds ?? 30, seed: plan.seed)
        let done = ProgressCount()
        let total = TheoryCheck.gates.count * TheoryCheck.loads.count * check.seeds
        let bar = ProgressBar(total: total, unit: "runs", perUnit: 1) { done.count }
        let cases = try planErrors { try bar.during { try check.run(plan, book: book) { done.add(1) } } }
        Terminal.print(
            json
                ? TheoryCheck.json(cases, seeds: check.seeds).text() + "\n"
                : TheoryCheck.text(cases, seeds: check.seeds, words.language))
        guard cases.allSatisfy(\.holds) else { throw CommandExit.differences }
    }

    private func planErrors<Value>(_ work: () throws -> Value) throws -> Value {
        do { return try work() } catch let error as StationPlanError {
            throw failure(StationWords.sentence(error), CommandExit.usage)
        }
    }
}
