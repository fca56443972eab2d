import ArgumentParser
import CardEmulator
import EMV
import Fares
import Foundation
import Gate
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
            The card runs in this process; the gate talks to it as to any card. Counters, the gate's token key and the \
            taps let through are kept in a state folder, so that an exit finds its entry.

            Examples:
              faregate card tap --profile quickpass-debit --station 罗湖 --direction entry
              faregate card tap --profile quickpass-debit --station 机场东 --direction exit
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
            let now = time.flatMap { LocalTime($0) } ?? Self.chinaNow
            let book = try fares.readBook(on: fares.isGiven ? nil : now.date)
            let station = try book.edition.directory.station(station)
            let cardPath = card ?? "\(folder)/cards/\(profile ?? "card").card"
            let image = try loadImage(cardPath)

            let tap = GateTap(
                book: book, station: station, kind: direction, time: now, gate: gate, folder: folder)
            let outcome = try tap.present(image)
            // The card's counters move whatever the gate thinks of it.
            try CardFiles.write(outcome.image.text, to: cardPath)
            if let transcript { try write(outcome.transcript, to: transcript) }
            let report = TapReport(book: book, station: station, kind: direction, outcome: outcome)
            Terminal.print(json ? report.json.text() + "\n" : report.text(words.language))
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

    /// The wall clock of China: eight hours before UTC, no daylight saving.
    private static var chinaNow: LocalTime {
        LocalTime(seconds: UInt32(Date().timeIntervalSince1970) + 8 * 3600)
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

    @Flag(help: "Accept fDDA version 00, which signs neither amount nor qualifiers.")
    var allowFdda00 = false

    @Option(help: "A deny list: lines \"token HEX\" or \"par TEXT\".")
    var denyList: String?

    @Option(help: "The key of card tokens as hex in a file (default: one made in the state folder).")
    var tokenKey: String?

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
