import ArgumentParser
import Fares
import Foundation
import Simulator
import SmartCard

/// `faregate simulate gates`: a generated day through live gate processes that are killed meanwhile, settled and
/// compared.
struct SimulateGatesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gates",
        abstract: "Take a generated city day through live gates, kill them, settle it, and compare with the truth.",
        discussion: """
            Starts real gate processes of up to 64 lanes, a lane each way at each station, with emulated QuickPass cards. \
            While riders pass, gates are killed with kill -9 and started again. At the end the journals are verified and \
            settled, twice, and every card's sum is compared with what the generator says by itself.

            Exit code 2 if anything differs. What was written stays in --out.

            Examples:
              faregate simulate gates --taps 20000 --kills 20 --seed 7 --out day
              faregate simulate gates --taps 2000 --stations 16 --kills 3 --out small --json
            """)

    @Option(help: "Taps of the generated day, buses included.")
    var taps = 20_000

    @Option(help: "The seed of the day and of the kills.")
    var seed: UInt64 = 1

    @Option(help: "How often a gate process is killed.")
    var kills = 20

    @Option(help: "Only the busiest stations, and riders who stay among them (default: all).")
    var stations: Int?

    @Option(help: "The edition.")
    var edition = "current"

    @Option(help: "The service date (default: the last of the edition's validity, else its first).")
    var date: ServiceDate?

    @Option(name: .customLong("out"), help: "A folder for all that is written; made if it is not there, else empty.")
    var output: String

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var words: LanguageOptions

    private static let mostTaps = 10_000_000
    private static let mostKills = 10_000

    func validate() throws {
        guard (1...Self.mostTaps).contains(taps) else { throw wrongUsage(.range("--taps", 1, Self.mostTaps)) }
        guard (0...Self.mostKills).contains(kills) else { throw wrongUsage(.range("--kills", 0, Self.mostKills)) }
        guard (2...1000).contains(stations ?? 2) else { throw wrongUsage(.range("--stations", 2, 1000)) }
    }

    func run() throws {
        try reportingErrors {
            guard let shipped = try Edition.shipped(edition) else {
                throw failure(.noEdition(edition, Edition.shippedIDs), CommandExit.usage)
            }
            let stopwatch = Stopwatch()
            let day = date ?? shipped.referenceDate
            try requireForce(shipped, on: day)
            let plan = try GateDayPlan(shipped, taps: taps, seed: seed, date: day, stations: stations)
            guard !plan.turns.isEmpty else { throw failure(GateDayWords.nobody, CommandExit.usage) }
            let longest = "\(output)/\(GateDayPlan.socket(plan.lanes.count - 1))"
            guard SocketAddress(longest) != nil else {
                throw failure(GateDayWords.longPath(longest), CommandExit.cannotCreate)
            }
            let key = try write(plan)
            let run = GateDayRun(plan, in: output, kills: kills, seed: seed)
            let done = ProgressCount()
            let bar = ProgressBar(total: plan.turns.count, unit: "k taps", perUnit: 1000) { done.count }
            try bar.during { try run.run(done) }
            var report = GateDayReport()
            report.turns = plan.turns.count
            report.cards = plan.cards
            report.lanes = plan.lanes.count
            report.processes = plan.processes.count
            report.counts = run.counts
            report.throughTaps = run.throughTaps
            report.kills = run.killed.reduce(0, +)
            report.killsLeft = run.killsLeft
            report.cleanEnds = run.exits.count { $0 == 0 }
            try GateDaySettlement(run: run, key: key).fill(&report)
            report.wallSeconds = stopwatch.wallSeconds
            Terminal.print(json ? report.json.text() + "\n" : report.text(words.language))
            if !report.isRight { throw CommandExit.differences }
        }
    }

    /// The riders' medium has fares on that day.
    private func requireForce(_ edition: Edition, on day: ServiceDate) throws {
        let book = try FareBook(edition)
        let isWithin = edition.validFrom ?? day <= day && day <= edition.validThrough ?? day
        guard isWithin, let medium = book.tariff.medium("quickpass"),
            book.rules(on: day).media[Int(medium.index)] != nil
        else { throw failure(GateDayWords.notInForce(edition.id, day), CommandExit.usage) }
    }

    /// Writes the gates' configurations and their token key.
    ///
    /// - **Returns** the key.
    private func write(_ plan: GateDayPlan) throws -> [UInt8] {
        if let found = try? FileManager.default.contentsOfDirectory(atPath: output), !found.isEmpty {
            throw failure(
                Wording("not empty; name another folder", "不是空文件夹，请换一个").at(output), CommandExit.cannotCreate)
        }
        var random = RandomStream(seed: seed)
        let key = (0..<32).map { _ in UInt8(random.below(256)) }
        try CardFiles.write(Hex.text(key) + "\n", to: "\(output)/token.key", onlyIfNew: true)
        for process in plan.processes.indices {
            try CardFiles.write(
                plan.configuration(process), to: "\(output)/\(GateDayPlan.name(process)).yaml", onlyIfNew: true)
        }
        return key
    }
}
