import ArgumentParser
import CardEmulator
import Fares
import Foundation
import Gate
import Lane
import SmartCard

/// `faregate card tap`: an emulated card at a gate in this process.
struct CardTapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tap",
        abstract: "Present an emulated card at a gate: kernel, signature, fare, times.",
        discussion: """
            Payment cards and T-Union purses; a purse is debited at the exit. The card runs in this process; the gate \
            talks to it as to any card. Counters, the gate's token key and the taps let through are kept in a state \
            folder, so that an exit finds its entry.

            Examples:
              faregate card tap --profile quickpass-debit --station 罗湖 --direction entry
              faregate card tap --profile quickpass-debit --station 机场东 --direction exit
              faregate card tap --profile t-union --station 罗湖 --direction entry
              faregate card tap --card my.card --station 罗湖 --direction entry --edition current --json
            """)

    @Option(help: "The kind of card, or a broken one by its case (see faregate card make --list).")
    var profile: String?

    @Option(help: "A card file of \"faregate card make\"; its counters move on.")
    var card: String?

    @Option(help: "The gate's station: id, Chinese or English name, or AFC code.")
    var station: String

    @Option(help: "Which way the rider goes.")
    var direction: TapKind

    @Option(help: "The moment, YYYY-MM-DD HH:MM:SS local time (default: now in China).")
    var time: String?

    @OptionGroup var fares: EditionOptions

    @OptionGroup var gate: GateCardOptions

    @Option(help: "Folder for counters, keys and taps (default: the user's state folder).")
    var state: String?

    @Option(help: "Write what went between card and gate to a file, card numbers masked; - is stdout.")
    var transcript: String?

    @Flag(help: "Show card numbers and cryptographic data in the transcript in clear. Emulated cards only.")
    var reveal = false

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var words: LanguageOptions

    func validate() throws {
        guard profile != nil || card != nil else { throw wrongUsage(.giveOne("--profile", "--card")) }
        guard profile == nil || card == nil else { throw wrongUsage(.notBoth("--profile", "--card")) }
        if transcript == "-", json { throw wrongUsage(.outputTwice) }
        if reveal, transcript == nil { throw wrongUsage(.goesWith("--reveal", "--transcript")) }
        if let profile, CardProfile(rawValue: profile) == nil, CardFault(id: profile) == nil {
            throw wrongUsage(.noCard(profile))
        }
        if let time, LocalTime(time) == nil { throw wrongUsage(.takesMoment) }
    }

    func run() throws {
        try reportingErrors {
            let folder = try state ?? CardFiles.stateFolder()
            let now = time.flatMap { LocalTime($0) } ?? GateClock.chinaNow
            let book = try fares.readBook(on: fares.isGiven ? nil : now.date)
            let station = try book.edition.directory.station(station)
            let cardPath = card ?? "\(folder)/cards/\(profile ?? "card").card"
            let image = try loadImage(cardPath)
            // All that can be refused is refused before the card is presented: afterwards its counters have moved.
            try gate.checkFiles()
            let cardFile = try WholeFile(cardPath, makesFolder: card == nil)
            let transcriptFile = try transcript.flatMap { $0 == "-" ? nil : try WholeFile($0) }
            if let transcriptFile { try check(transcriptFile, beside: cardPath, folder) }

            let site = LaneSite(station: station, of: book, direction: direction)
            let store = GateStore(
                folder: folder + "/journal", device: "card-tap", windowMilliseconds: 0,
                tokenKeyPath: gate.tokens.tokenKey ?? folder + "/token.key")
            try CardFiles.makeFolder(folder)
            let box = try GateBox(
                book, site, store, try gate.setup(), clock: GateClock.system(fixed: now), barrier: try LineBarrier(nil))
            var isClosed = false
            defer { if !isClosed { box.closeAfterFailure() } }
            let card = VirtualCard(image, using: SystemRandomNumberGenerator())
            let claims = VirtualCardTime(card)
            let channel = RecordingChannel(claims)
            let tap = box.lane.present(channel)
            if transcript == "-" { Terminal.print(text(of: channel.transcript)) }
            let report = TapReport(
                book: book, station: station, kind: direction, outcome: GateTap.Outcome(tap),
                virtualMicroseconds: claims.microseconds)
            Terminal.print(json ? report.json.text() + "\n" : report.text(words.language))
            // The card's counters move whatever the gate thinks of it.
            try cardFile.write(card.image.text)
            try transcriptFile?.write(text(of: channel.transcript))
            isClosed = true
            try box.close()
            if let error = tap.journalFailure { throw journalFailure(error) }
        }
    }

    private func loadImage(_ path: String) throws -> CardImage {
        if card != nil || FileManager.default.fileExists(atPath: path) { return try CardFiles.readImage(path) }
        if let profile, let kind = CardProfile(rawValue: profile) { return CardImage(kind) }
        if let profile, let fault = CardFault(id: profile) { return CardImage(fault) }
        throw CommandExit.usage
    }

    private func text(of recorded: Transcript) -> String { (reveal ? recorded : recorded.masked()).text }

    /// A transcript must not take the place of the card, of what the gate keeps, or of what it was given.
    private func check(_ output: WholeFile, beside cardPath: String, _ folder: String) throws {
        let others = gate.files + [cardPath, folder + "/token.key"]
        if others.contains(where: output.isSame(asFileAt:))
            || ["/cards", "/journal"].contains(where: { output.lies(in: folder + $0) })
        {
            throw failure(.transcriptInPlace(output.path), CommandExit.usage)
        }
    }
}
