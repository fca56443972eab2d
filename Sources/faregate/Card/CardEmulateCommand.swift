import ArgumentParser
import CardEmulator
import Dispatch
import Foundation
import SmartCard

/// `faregate card emulate`: an emulated card on the virtual PC/SC reader of vsmartcard.
struct CardEmulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "emulate",
        abstract: "Lay an emulated card on the virtual PC/SC reader (vsmartcard-vpcd).",
        discussion: """
            The card dials in to the reader and stays until SIGTERM or Ctrl-C, or until its last presentation is over. \
            When the reader's daemon restarts it dials in again. Its test CA is accepted by a gate with --test-keys only.

            Examples:
              faregate card emulate --profile quickpass-debit
              faregate card emulate --profile QP-E07 --vpcd localhost:35963
              faregate card emulate --profile t-union --present-ms 800 --absent-ms 1200 --count 10
            """)

    @Option(help: "The kind of card, or a broken one by its case (see faregate card make --list).")
    var profile: String

    @Option(help: "Where the virtual reader listens.")
    var vpcd = "localhost:35963"

    @Option(help: "A card file: made if it is not there, its counters moved on.")
    var state: String?

    @Option(help: "Milliseconds that the card takes for each command.")
    var cardTimeMs = 0

    @Flag(help: "Take the time of a phone: 20, 30, 50 and 8 ms by command, 0.1 ms a byte.")
    var phoneTimes = false

    @Option(help: "Milliseconds on the reader, from when the reader has seen the card (default: for ever).")
    var presentMs: Int?

    @Option(help: "Milliseconds away between two presentations.")
    var absentMs = 1000

    @Option(help: "How many times the card comes (default: for ever).")
    var count: Int?

    @Option(help: "Misbehave at command N, 1 the first: N:leave, N:leave-after, N:drop, N:late:MS, N:twice and others.")
    var act: [String] = []

    @OptionGroup var words: LanguageOptions

    func validate() throws {
        guard CardProfile(rawValue: profile) != nil || CardFault(id: profile) != nil else {
            throw wrongUsage(.noCard(profile))
        }
        guard VirtualReaderAddress(vpcd) != nil else {
            throw wrongUsage(.takesAddress)
        }
        guard (0...60_000).contains(cardTimeMs) else { throw wrongUsage(.range("--card-time-ms", 0, 60_000)) }
        guard presentMs ?? 1 > 0, absentMs >= 0, count ?? 1 > 0 else {
            throw wrongUsage(.takesPresentations)
        }
        _ = try script()
    }

    func run() throws {
        guard let address = VirtualReaderAddress(vpcd) else { throw CommandExit.usage }
        let card = VirtualCard(try loadImage(), using: SystemRandomNumberGenerator())
        if phoneTimes { card.timing = .phone }
        let path = state
        let readerCard = VirtualReaderCard(card, script: try script()) { image in
            // A full disk is said by the writer; the card stays in the field.
            if let path { try? CardFiles.write(image.text, to: path) }
        }
        readerCard.commandMicroseconds = cardTimeMs * 1000
        var presentations = VirtualReaderClient.Presentations()
        presentations.presentMilliseconds = presentMs
        presentations.absentMilliseconds = absentMs
        presentations.count = count
        try VirtualReaderRun.run(readerCard, named: profile, at: address, presentations)
    }

    private func loadImage() throws -> CardImage {
        if let state, FileManager.default.fileExists(atPath: state) {
            return try CardFiles.readImage(state, of: profile)
        }
        if let kind = CardProfile(rawValue: profile) { return CardImage(kind) }
        guard let fault = CardFault(id: profile) else { throw CommandExit.usage }
        return CardImage(fault)
    }

    private func script() throws -> VirtualReaderScript {
        var script = VirtualReaderScript()
        for text in act {
            guard let (command, act) = VirtualReaderScript.Act.reading(text) else {
                throw wrongUsage(.noAct(text))
            }
            script.acts[command] = act
        }
        return script
    }
}

extension VirtualReaderScript.Act {
    /// The command's number and the act, from `3:late:500` and the like.
    static func reading(_ text: String) -> (command: Int, act: Self)? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count >= 2, let command = Int(parts[0]), command > 0 else { return nil }
        let number = parts.count > 2 ? Int(parts[2]) : nil
        let act: Self
        switch (parts[1], number) {
        case ("leave", nil): act = .leave
        case ("leave-after", nil): act = .leaveAfter
        case ("drop", nil): act = .drop
        case ("late", let number?) where (0...60_000).contains(number): act = .late(milliseconds: number)
        case ("overlong", let number?) where (1...0xFFFF).contains(number): act = .overlong(by: number)
        case ("twice", nil): act = .twice
        case ("empty", nil): act = .empty
        default: return nil
        }
        return parts.count == (number == nil ? 2 : 3) ? (command, act) : nil
    }
}
