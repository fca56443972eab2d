import ArgumentParser
import CardEmulator
import EMV
import Fares
import Foundation
import Gate
import Journal
import Lane
import PCSC
import QRTickets
import SmartCard

/// `faregate gate`: the live lane, from a card on a reader to the journal and the barrier.
struct GateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gate",
        abstract: "Run a gate lane: cards on a PC/SC reader or codes of a scanner, fares, journal, barrier.",
        discussion: """
            One object or a few lines a tap. An approved tap is on stable storage before the barrier is told to open. \
            SIGTERM or Ctrl-C ends the lane and closes its journal; a reader of its output or of its barrier that goes away \
            does not.

            Examples:
              faregate gate --reader "Virtual PCD 00 00" --station 罗湖 --direction entry --journal day --test-keys
              faregate gate --simulated quickpass-debit --station 机场东 --direction exit --journal day --once
              faregate gate --reader ACR122U --station SZ001 --direction entry --journal day --barrier /dev/ttyUSB0
              faregate gate --scanner /dev/ttyACM0 --roots roots.bin --station 罗湖 --direction entry --journal day
              ffmpeg -f v4l2 -i /dev/video0 -f yuv4mpegpipe - | faregate gate --camera - --station 罗湖 --direction entry --journal day
              faregate gate --reader "Virtual PCD 00 00" --psam "Virtual PCD 00 01" --station 罗湖 --direction entry --journal day
              faregate gate --config gate.yaml --check
              faregate gate --config gate.yaml
              faregate gate status /run/faregate/status --follow
              faregate gate control /run/faregate/control mode closed --lanes 1,2 --reason "cleaning"
            """,
        subcommands: [GateStatusCommand.self, GateControlCommand.self])

    @Option(help: "A file with the whole gate: up to 64 lanes, station, keys, journal (Docs/gate.md).")
    var config: String?

    @Flag(help: "With --config: read it and all that it names, open nothing, and say what it comes to.")
    var check = false

    @Option(help: "The reader's name, or a part of it that no other has (see faregate card readers).")
    var reader: String?

    @OptionGroup var scanning: GateScannerOptions

    @Option(help: "An emulated card instead of a reader: a profile, or a broken card by its case.")
    var simulated: String?

    @Option(help: "With --simulated: the card's file, made if it is not there, its counters moved on.")
    var state: String?

    @Option(help: "With --simulated: how many cards of different numbers take turns.")
    var cards = 1

    @Option(help: "With --simulated: milliseconds between two cards.")
    var intervalMs = 3000

    @Option(help: "The gate's station: id, Chinese or English name, or AFC code.")
    var station: String?

    @OptionGroup var fares: EditionOptions

    @OptionGroup var options: GateRunOptions

    @OptionGroup var gate: GateCardOptions

    @OptionGroup var module: KeyModuleOptions

    @Flag(help: "Print one JSON object a tap.")
    var json = false

    @OptionGroup var words: LanguageOptions

    func validate() throws {
        let sources = [
            ("--reader", reader), ("--scanner", scanning.scanner), ("--camera", scanning.camera),
            ("--simulated", simulated),
        ]
        let given = sources.filter { $0.1 != nil }.map(\.0)
        if check, config == nil { throw wrongUsage(.goesWith("--check", "--config")) }
        if config != nil { return try validateConfigured(given) }
        // A subcommand has none of all this.
        if given.isEmpty, station == nil, options.givenDirection == nil, options.givenJournal == nil { return }
        if station == nil { throw wrongUsage(.missingOption("station")) }
        _ = (try options.direction, try options.journal)
        guard let first = given.first else { throw wrongUsage(.giveOneOf(sources.map(\.0))) }
        if given.count > 1 { throw wrongUsage(.notBoth(first, given[1])) }
        if let simulated, CardProfile(rawValue: simulated) == nil, CardFault(id: simulated) == nil {
            throw wrongUsage(.noCard(simulated))
        }
        if state != nil, cards > 1 { throw wrongUsage(.notBoth("--state", "--cards")) }
        try options.check(files: gate.files + scanning.files)
        guard (1...10_000).contains(cards), (0...3_600_000).contains(intervalMs) else { throw wrongUsage(.takesDeck) }
    }

    /// A file says it all: options of the same beside it would be another gate's.
    private func validateConfigured(_ given: [String]) throws {
        var others = given
        if station != nil { others.append("--station") }
        if options.givenDirection != nil { others.append("--direction") }
        if options.givenJournal != nil { others.append("--journal") }
        if options.barrier != nil { others.append("--barrier") }
        if options.once { others.append("--once") }
        if options.count != nil { others.append("--count") }
        if options.deviceKey != nil { others.append("--device-key") }
        if fares.isGiven { others.append(fares.edition != nil ? "--edition" : "--network") }
        if gate.testKeys != nil { others.append("--test-keys") }
        if module.psam != nil { others.append("--psam") }
        others += zip(
            ["--deny-list", "--token-key", "--previous-token-key"],
            [
                gate.tokens.denyList, gate.tokens.tokenKey, gate.tokens.previousTokenKey,
            ]
        ).filter { $0.1 != nil }.map(\.0)
        if let first = others.first { throw wrongUsage(.notBoth("--config", first)) }
        if let time = options.time, LocalTime(time) == nil { throw wrongUsage(.takesMoment) }
    }

    func run() throws {
        if let config {
            try reportingErrors {
                try GateConfigured(
                    path: config, clock: GateClock.system(fixed: options.fixedTime), isJSON: json,
                    language: words.language
                ).run(checksOnly: check)
            }
            return
        }
        guard let station else {
            throw wrongUsage(.giveOneOf(["--reader", "--scanner", "--camera", "--simulated", "--config"]))
        }
        try StopSignals.running { stop in
            let clock = GateClock.system(fixed: options.fixedTime)
            let (direction, journal) = (try options.direction, try options.journal)
            let book = try fares.readBook(on: fares.isGiven ? nil : clock.local().date)
            let station = try book.edition.directory.station(station)
            let site = LaneSite(station: station, of: book, direction: direction)
            try gate.checkFiles()
            // A reader that is not there is said before anything is opened.
            let arrivals = try reader.map { CardArrivals(reader: try ReaderNames.find($0)) }
            let keyModule = try module.connect()
            let codes =
                scanning.isGiven
                ? try scanning.setup(
                    journal: journal, direction: direction, acceptsTest: gate.testKeys ?? false) : nil
            let scanner = try scanning.source()
            let box = try GateBox(
                book, site, try options.store(gate.tokens), try (simulated != nil ? gate : gate.atReader).setup(),
                clock: clock, barrier: try LineBarrier(options.barrier), keyModule: keyModule, codes: codes)
            Terminal.say(try options.opening(box))
            // What waits is kept whatever ends the lane.
            var isClosed = false
            defer { if !isClosed { box.closeAfterFailure() } }
            let report = LaneWords(
                LaneOutput(book: book, site: site, isJSON: json, language: words.language))
            let source = try source(arrivals, scanner, codes, box, report, stop)
            defer { source.close() }
            while !stop.isSet, report.taps < options.mostTaps, report.failure == nil {
                if try !source.turn(milliseconds: Self.turnMilliseconds) { break }
            }
            if let failure = report.failure { throw journalFailure(failure) }
            isClosed = true
            try box.close()
        }
    }

    /// How late the end of a wait may be noticed.
    private static let turnMilliseconds = 250

    /// What media come from: a reader, a scanner, or emulated cards.
    private func source(
        _ arrivals: CardArrivals?, _ scanner: (any CodeSource)?, _ codes: CodeSetup?, _ box: GateBox,
        _ report: LaneWords, _ stop: StopFlag
    ) throws -> any LaneSource {
        if let arrivals {
            box.lane.isLastTap = { arrivals.isLastTap($0.presenceToken, now: GateClock.milliseconds) }
            return ReaderSource(arrivals, present: { box.lane.present($0) }, tell: report.take)
        }
        if let scanner, let codes, let acceptance = box.codes {
            let watch = RevocationWatch(scanning.trust, codes.roots)
            return ScannerSource(
                scanner, look: { watch.look(acceptance) }, present: { box.lane.present(code: $0, to: acceptance) },
                tell: report.take)
        }
        return try DeckSource(
            try images(), state: state, intervalMilliseconds: intervalMs, count: options.mostTaps, stop,
            present: { box.lane.present($0) }, tell: report.take)
    }

    private func images() throws -> [CardImage] {
        guard let simulated else { throw CommandExit.usage }
        if let state, cards == 1, FileManager.default.fileExists(atPath: state) {
            return [try CardFiles.readImage(state, of: simulated)]
        }
        guard let images = DeckSource.images(simulated, cards: cards) else { throw CommandExit.usage }
        return images
    }
}
