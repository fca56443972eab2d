import ArgumentParser
import CardEmulator
import Fares
import Journal
import Lane
import PCSC

/// `faregate bench gate`: whole taps through a lane by medium, the decision alone at a fixed rate, and taps on a
/// reader.
struct BenchGateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gate",
        abstract: "Measure whole taps of a lane by medium, the decision at a fixed rate, and taps on a virtual reader.",
        discussion: """
            Lane: emulated cards in the process, riders of many numbers who enter and leave in turn, journal and sealed \
            data as at a gate; the card's time is kept apart. Decision: taps that are due at --rate, whatever became of \
            the ones before. Reader, with --reader and --vpcd: the cards lie on the virtual reader, and all goes through \
            pcscd. Live: --lanes lanes of one process, each on a thread of its own, with taps due at --rate in all, waiting for \
            the disk at power and at none; --highest-rate raises it until the gate no longer keeps up. Journals are written to a new folder inside --journal, and removed. Percentiles by HdrHistogram.

            Examples:
              faregate bench gate
              faregate bench gate --taps 500 --medium quickpass-sm2 --json
              faregate bench gate --live-only --lanes 64 --rate 4200 --live-seconds 10
              faregate bench gate --live-only --highest-rate --json
              faregate bench gate --reader "Virtual PCD 00 00" --vpcd localhost:35963
            """)

    @Option(help: "Taps of each medium.")
    var taps = 2000

    @Option(help: "Taps a second for the decision.")
    var rate = 4200

    @Option(help: "Taps decided at that rate (default: twenty for each of --taps).")
    var decisions: Int?

    @Option(help: "quickpass-rsa, quickpass-sm2, t-union or all.")
    var medium = GateBenchMedia.all

    @Option(help: "The virtual reader's name, or a part of it that no other has (see faregate card readers).")
    var reader: String?

    @Option(help: "Where the virtual reader listens, such as localhost:35963.")
    var vpcd: String?

    @Option(help: "A folder on the disk that the journals are written to.")
    var journal = "."

    @Option(help: "What an approved tap survives before the barrier opens: power, crash or none.")
    var durability = Durability.power

    @Option(help: "Lanes of the live process.")
    var lanes = DeskThread.mostLanes

    @Option(help: "Seconds of taps at the live lanes, at each durability.")
    var liveSeconds = 5

    @Flag(help: "Measure the live lanes alone.")
    var liveOnly = false

    @Flag(help: "Raise the rate of the live lanes until they no longer keep up.")
    var highestRate = false

    @Flag(help: "Print one JSON object.")
    var json = false

    private var decisionTaps: Int { decisions ?? min(20 * taps, GateDecisionBench.mostTaps) }

    func validate() throws {
        guard (2...GateLaneBench.mostTaps).contains(taps), (1...100_000).contains(rate),
            (2...GateDecisionBench.mostTaps).contains(decisionTaps)
        else {
            throw ValidationError(
                "--taps takes 2 to \(GateLaneBench.mostTaps), --rate 1 to 100000, --decisions 2 to "
                    + "\(GateDecisionBench.mostTaps).")
        }
        guard (1...DeskThread.mostLanes).contains(lanes), (1...60).contains(liveSeconds) else {
            throw ValidationError("--lanes takes 1 to \(DeskThread.mostLanes), --live-seconds 1 to 60.")
        }
        guard (reader == nil) == (vpcd == nil) else {
            throw ValidationError("--reader and --vpcd go together: the name of a virtual reader and where it listens.")
        }
        if let vpcd, VirtualReaderAddress(vpcd) == nil {
            throw ValidationError("--vpcd takes HOST:PORT, such as localhost:35963.")
        }
    }

    func run() throws {
        try reportingErrors {
            guard let edition = try Edition.shipped("current") else {
                throw failure("no edition inside this binary", CommandExit.failed)
            }
            let book = try FareBook(edition)
            let loadBefore = Machine.load ?? 0
            let live = try connect()
            defer { live?.end() }
            let folder = try BenchFolder(in: journal)
            var report = GateBenchReport(
                fileSystem: Mounts.fileSystem(of: journal), durability: durability, loadBefore: loadBefore, rate: rate)
            if !liveOnly { try measureCards(&report, book, folder, live) }
            do throws(JournalError) { report.live = try measureLive(book, folder) } catch {
                throw journalFailure(error)
            }
            Terminal.print(json ? report.json.text() + "\n" : report.markdown)
        }
    }

    private func measureCards(
        _ report: inout GateBenchReport, _ book: FareBook, _ folder: BenchFolder, _ live: GateBenchReader?
    ) throws {
        let lanes = GateLaneBench(book: book, folder: folder, durability: durability, taps: taps)
        for medium in medium.media { report.lane.append(try lanes.run(medium)) }
        let desk = GateDecisionBench(book: book, folder: folder, rate: rate, taps: decisionTaps)
        do throws(JournalError) {
            report.decide = try desk.decide()
            report.roundTrip = try desk.roundTrip()
        } catch {
            throw journalFailure(error)
        }
        if let live {
            report.readerName = live.session.reader
            for medium in medium.media { report.reader.append(try lanes.run(medium, on: live)) }
        }
    }

    private func measureLive(_ book: FareBook, _ folder: BenchFolder) throws(JournalError) -> LiveLaneReport {
        let bench = LiveLaneBench(book: book, folder: folder, lanes: lanes)
        var report = LiveLaneReport()
        for durability in [Durability.power, .none] {
            report.runs.append(
                try bench.run(
                    durability, rate: rate, seconds: Double(liveSeconds), name: "\(durability.rawValue)"))
            if highestRate { report.steps.append(try bench.highest(durability, from: rate)) }
        }
        return report
    }

    /// The reader, before anything is measured: one that is not there is said at once.
    private func connect() throws -> GateBenchReader? {
        guard let reader, let address = vpcd.flatMap({ VirtualReaderAddress($0) }),
            let card = medium.media.first?.deck(1).first
        else { return nil }
        return try GateBenchReader(reader, at: address, first: card)
    }
}
