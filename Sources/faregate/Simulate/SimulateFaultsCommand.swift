import ArgumentParser
import Fares
import Foundation
import Simulator
import SmartCard

/// `faregate simulate faults`: gates in virtual time under everything that can go wrong, checked at every step.
struct SimulateFaultsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "faults",
        abstract:
            "Run gates under faults in virtual time and check what must always hold; a failing seed can be replayed.",
        discussion: """
            The real desk, journal and lane machines over a simulated disk, clocks, readers and riders. Each seed draws its \
            own gate and its own faults. Exit code 2 if a rule was broken; then the command that replays it is printed.

            Examples:
              faregate simulate faults --seed 1 --seeds 1000 --taps 10000
              faregate simulate faults --seed 4711 --taps 20000 --trace
              faregate simulate faults --seed 4711 --taps 20000 --only kill,sync-error --json
            """)

    @Option(help: "The first seed.")
    var seed: UInt64 = 1

    @Option(help: "How many seeds, one after the other.")
    var seeds = 1

    @Option(help: "Presentations of cards in each seed.")
    var taps = 20_000

    @Option(help: "Lanes of each gate (default: drawn, 2 to 16).")
    var lanes: Int?

    @Option(help: "Only these faults, separated by commas (default: all).")
    var only: String?

    @Option(help: "Seeds that run at once.")
    var jobs = 1

    @Flag(help: "Print what happens, event by event, on stderr; one seed only.")
    var trace = false

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var language: LanguageOptions

    private var kinds: Set<FaultKind>? { onlyNames.map { Set($0.compactMap { FaultKind(rawValue: $0) }) } }

    private var onlyNames: [String]? {
        only.map { $0.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } }
    }

    func validate() throws {
        guard (1...FaultSweep.mostSeeds).contains(seeds), (1...FaultRun.mostTaps).contains(taps),
            (1...FaultRun.mostLanes).contains(lanes ?? 1), (1...FaultSweep.mostJobs).contains(jobs)
        else {
            throw wrongUsage(
                Wording(
                    "--seeds takes 1 to \(grouped(FaultSweep.mostSeeds)), --taps 1 to \(grouped(FaultRun.mostTaps)), "
                        + "--lanes 1 to \(FaultRun.mostLanes), --jobs 1 to \(FaultSweep.mostJobs).",
                    "--seeds 为 1 至 \(grouped(FaultSweep.mostSeeds))，--taps 为 1 至 \(grouped(FaultRun.mostTaps))，"
                        + "--lanes 为 1 至 \(FaultRun.mostLanes)，--jobs 为 1 至 \(FaultSweep.mostJobs)。"))
        }
        guard UInt64(seeds - 1) <= .max - seed else {
            throw wrongUsage(
                Wording(
                    "--seed and --seeds: the last seed is at most \(UInt64.max).",
                    "--seed 与 --seeds：最后一个种子至多为 \(UInt64.max)。"))
        }
        for name in onlyNames ?? [] where FaultKind(rawValue: name) == nil {
            let known = FaultKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw wrongUsage(
                Wording(
                    "--only: there is no fault \"\(name)\"; there are: \(known).",
                    "--only：没有故障 \"\(name)\"；可用：\(known)。"))
        }
        guard !trace || seeds == 1 else {
            throw wrongUsage(Wording("--trace takes one seed.", "--trace 只用于一个种子。"))
        }
    }

    func run() throws {
        try reportingErrors {
            guard let edition = try Edition.shipped("current") else {
                throw failure("no edition inside this binary", CommandExit.failed)
            }
            let city = try FaultCity(edition: edition, folder: .embedded("editions/\(edition.id)"))
            let sweep = FaultSweep(
                city: city, first: seed, seeds: seeds, taps: taps, lanes: lanes, only: kinds, jobs: jobs,
                trace: trace)
            let result = sweep.run()
            let words = FaultReportText(result, options: replayOptions)
            Terminal.print(json ? words.json.text() + "\n" : words.text(language.language))
            guard result.broken == nil else { throw CommandExit.differences }
        }
    }

    /// The options that a replay must repeat beside seed and taps.
    private var replayOptions: String {
        (lanes.map { " --lanes \($0)" } ?? "") + (onlyNames.map { " --only " + $0.joined(separator: ",") } ?? "")
    }
}
