import ArgumentParser
import CardEmulator
import EMV
import Fares
import Foundation
import Gate
import Lane
import SmartCard

extension TapKind: ExpressibleByArgument {
    public init?(argument: String) {
        switch argument {
        case "entry": self = .entry
        case "exit": self = .exit
        default: return nil
        }
    }
}

/// `faregate card tap`: an emulated card at a gate in this process.
struct CardTapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tap",
        abstract: "Present an emulated card at a gate: kernel, signature, fare, times.",
        discussion: """
            Payment cards and T-Union purses; a purse is debited at the exit. The card runs in this process; the gate talks to it as to any card. Counters, the gate's token key and the \
            taps let through are kept in a state folder, so that an exit finds its entry.

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

    @Option(help: "entry or exit.")
    var direction: TapKind

    @Option(help: "The moment, YYYY-MM-DD HH:MM:SS local time (default: now in China).")
    var time: String?

    @OptionGroup var fares: EditionOptions

    @OptionGroup var gate: GateCardOptions

    @Option(help: "Folder for counters, keys and taps (default: the user's state folder).")
    var state: String?

    @Option(help: "Write what went between card and gate, card numbers masked.")
    var transcript: String?

    @Flag(help: "Show card numbers and cryptographic data in the transcript in clear. Emulated cards only.")
    var reveal = false

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var words: LanguageOptions

    func validate() throws {
        guard (profile == nil) != (card == nil) else { throw ValidationError("Give --profile or --card.") }
        if let profile, CardProfile(rawValue: profile) == nil, CardFault(id: profile) == nil {
            throw ValidationError("No card \"\(profile)\"; see faregate card make --list.")
        }
        if let time, LocalTime(time) == nil { throw ValidationError("--time takes YYYY-MM-DD HH:MM:SS.") }
    }

    func run() throws {
        try reportingErrors {
            let folder = state ?? CardFiles.stateFolder
            let now = time.flatMap { LocalTime($0) } ?? GateClock.chinaNow
            let book = try fares.readBook(on: fares.isGiven ? nil : now.date)
            let station = try book.edition.directory.station(station)
            let cardPath = card ?? "\(folder)/cards/\(profile ?? "card").card"
            let image = try loadImage(cardPath)

            let site = LaneSite(station: station, of: book, direction: direction)
            let store = GateStore(
                folder: folder + "/journal", device: "card-tap", windowMilliseconds: 0,
                tokenKeyPath: gate.tokenKey ?? folder + "/token.key")
            try CardFiles.makeFolder(folder)
            let box = try GateBox(
                book, site, store, gate, clock: GateClock.system(fixed: now), barrier: try LineBarrier(nil))
            let card = VirtualCard(image, using: SystemRandomNumberGenerator())
            let channel = RecordingChannel(card)
            let tap = box.lane.present(channel)
            let report = TapReport(book: book, station: station, kind: direction, outcome: GateTap.Outcome(tap))
            Terminal.print(json ? report.json.text() + "\n" : report.text(words.language))
            // The card's counters move whatever the gate thinks of it.
            try CardFiles.write(card.image.text, to: cardPath)
            if let transcript { try write(channel.transcript, to: transcript) }
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

    private func write(_ recorded: Transcript, to path: String) throws {
        try CardFiles.write((reveal ? recorded : recorded.masked()).text, to: path)
    }
}

/// How the gate takes payment cards.
struct GateCardOptions: ParsableArguments {
    @Option(help: "The amount the card is told, in fen: nominal, the fare is charged later.")
    var amountFen: UInt64 = 1

    @Option(help: "CA public keys beside the emulator's own: capk.json, or CSV as in Docs/cards.md.")
    var caKeys: String?

    @Flag(
        inversion: .prefixedNo,
        help: "Accept test keys of --ca-keys too, or not even the emulator's (default: the emulator's only).")
    var testKeys: Bool?

    @Flag(help: "Do not tell the card that the gate can check SM2 signatures.")
    var noSm2 = false

    @Flag(help: "Look for a stored-value purse first; without it for a payment application first.")
    var purse = false

    @Flag(help: "Accept fDDA version 00, which signs neither amount nor qualifiers.")
    var allowFdda00 = false

    @Option(help: "A deny list: lines \"token HEX\" or \"par TEXT\".")
    var denyList: String?

    @Option(help: "The key of card tokens as hex in a file (default: one made in the state folder).")
    var tokenKey: String?

    /// Where nothing is said of test keys: whether the emulator's cards are taken.
    var emulatorByDefault: Bool { true }

    @Option(help: "The token key before this one: cards known under it are recognised.")
    var previousTokenKey: String?

    @Option(help: "The number of the token key, stored beside each token.")
    var tokenKeyNumber: UInt32 = 1

    @Option(help: "The acquirer's X25519 public key as hex: authorisation data are sealed to it.")
    var acquirerKey: String?

    func validate() throws {
        if let acquirerKey {
            guard let key = Hex.bytes(acquirerKey), key.count == 32 else {
                throw ValidationError("--acquirer-key takes 64 hex digits.")
            }
        }
        guard amountFen <= TransactionData.largestAmount else {
            throw ValidationError("--amount-fen takes 0 to \(TransactionData.largestAmount).")
        }
    }
}
