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
            """)

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
    var station: String

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
        guard let first = given.first else { throw wrongUsage(.giveOneOf(sources.map(\.0))) }
        if given.count > 1 { throw wrongUsage(.notBoth(first, given[1])) }
        if let simulated, CardProfile(rawValue: simulated) == nil, CardFault(id: simulated) == nil {
            throw wrongUsage(.noCard(simulated))
        }
        if state != nil, cards > 1 { throw wrongUsage(.notBoth("--state", "--cards")) }
        try options.check(files: gate.files + scanning.files)
        guard (1...10_000).contains(cards), (0...3_600_000).contains(intervalMs) else { throw wrongUsage(.takesDeck) }
    }

    func run() throws {
        try StopSignals.running { stop in
            let clock = GateClock.system(fixed: options.fixedTime)
            let book = try fares.readBook(on: fares.isGiven ? nil : clock.local().date)
            let station = try book.edition.directory.station(station)
            let site = LaneSite(station: station, of: book, direction: options.direction)
            try gate.checkFiles()
            // A reader that is not there is said before anything is opened.
            let arrivals = try reader.map { CardArrivals(reader: try ReaderNames.find($0)) }
            let keyModule = try module.connect()
            let codes =
                scanning.isGiven
                ? try scanning.setup(
                    journal: options.journal, direction: options.direction, acceptsTest: gate.testKeys ?? false) : nil
            let source = try scanning.source()
            let box = try GateBox(
                book, site, try options.store(gate.tokens), try (simulated != nil ? gate : gate.atReader).setup(),
                clock: clock, barrier: try LineBarrier(options.barrier), keyModule: keyModule, codes: codes)
            Terminal.say(options.opening(box))
            // What waits is kept whatever ends the lane.
            var isClosed = false
            defer { if !isClosed { box.closeAfterFailure() } }
            let line = LaneOutput(book: book, site: site, isJSON: json, language: words.language)
            var failure: JournalError?
            if let arrivals {
                failure = try live(arrivals, box, line, stop)
            } else if let codes, let source {
                failure = try scan(source, RevocationWatch(scanning.trust, codes.roots), box, line, stop)
            } else {
                failure = try simulate(box, line, stop)
            }
            if let failure { throw journalFailure(failure) }
            isClosed = true
            try box.close()
        }
    }

    // MARK: Cards on a reader

    private func live(
        _ arrivals: CardArrivals, _ box: GateBox, _ output: LaneOutput, _ stop: StopFlag
    ) throws -> JournalError? {
        var taps = 0
        box.lane.isLastTap = { arrivals.isLastTap($0.presenceToken, now: GateClock.milliseconds) }
        while !stop.isSet, taps < options.mostTaps {
            switch arrivals.next(milliseconds: 250, now: { GateClock.milliseconds }) {
            case .nothing: continue
            case .changed(let event): Terminal.say("faregate: \(Wording.event(event).text)")
            case .unusable(let error): Terminal.say("faregate: \(Wording(of: error).text)")
            case .card(let session):
                let tap = box.lane.present(session)
                _ = arrivals.ended(tap.ending, now: { GateClock.milliseconds })
                if tap.isSameTap { continue }
                output.print(tap)
                taps += 1
                if let failure = tap.journalFailure { return failure }
            }
        }
        return nil
    }

    // MARK: Codes of a scanner

    private func scan(
        _ source: any CodeSource, _ watch: RevocationWatch, _ box: GateBox, _ output: LaneOutput, _ stop: StopFlag
    ) throws -> JournalError? {
        guard let codes = box.codes else { throw CommandExit.usage }
        defer { source.close() }
        var taps = 0
        while !stop.isSet, taps < options.mostTaps {
            let event = try source.next(milliseconds: 250)
            watch.look(codes)
            switch event {
            case .nothing: continue
            case .end: return nil
            case .scanned(.code(let bytes)):
                let tap = box.lane.present(code: bytes, to: codes)
                if let failure = tap.replayFailure {
                    Terminal.say("faregate: \(Wording.replayStoreFails(failure).text)")
                }
                if let fault = tap.clockFault { Terminal.say("faregate: \(Wording.clockFault(fault).text)") }
                if tap.isSameTap { continue }
                output.print(tap)
                taps += 1
                if let failure = tap.journalFailure { return failure }
            case .scanned(let odd): Terminal.say("faregate: \(Wording.scanned(odd).text)")
            }
        }
        return nil
    }

    // MARK: Emulated cards

    private func simulate(_ box: GateBox, _ output: LaneOutput, _ stop: StopFlag) throws -> JournalError? {
        let images = try (0..<cards).map { try image($0) }
        let path = state
        if let path, !FileManager.default.fileExists(atPath: path) { try CardFiles.write(images[0].text, to: path) }
        let deck = images.map { image in
            StoredCard(VirtualCard(image, using: SystemRandomNumberGenerator())) { image in
                if let path { try CardFiles.write(image.text, to: path) }
            }
        }
        var taps = 0
        while !stop.isSet, taps < options.mostTaps {
            let card = deck[taps % deck.count]
            let tap = box.lane.present(card)
            output.print(tap)
            if let failure = card.failure { throw failure }
            taps += 1
            if let failure = tap.journalFailure { return failure }
            if taps < options.mostTaps { stop.wait(milliseconds: intervalMs) }
        }
        return nil
    }

    private func image(_ index: Int) throws -> CardImage {
        if let state, cards == 1, let simulated, FileManager.default.fileExists(atPath: state) {
            return try CardFiles.readImage(state, of: simulated)
        }
        if let fault = simulated.flatMap({ CardFault(id: $0) }) { return CardImage(fault) }
        guard let profile = simulated.flatMap({ CardProfile(rawValue: $0) }) else { throw CommandExit.usage }
        guard cards > 1 else { return CardImage(profile) }
        return CardImage(profile, pan: CardDeck.number(index, like: CardImage(profile).pan))
    }
}
