import ArgumentParser
import CardEmulator
import EMV

/// `faregate card make`: personalises a virtual card.
struct CardMakeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: "Personalise a virtual card: keys, certificates of the test CA, counters.",
        discussion: """
            The card is a text file; "card tap --card FILE" presents it and moves its counters on. Its certificates are \
            signed by the emulator's own test CA, which a live gate refuses. A broken card has exactly one fault, named \
            by the test case it serves.

            Examples:
              faregate card make --profile quickpass-debit -o debit.card
              faregate card make --fault QP-E07 -o ctq.card
              faregate card make --list
            """)

    @Option(help: "The kind of card: \(CardProfile.allCases.map(\.rawValue).joined(separator: ", ")).")
    var profile = CardProfile.quickPassDebit.rawValue

    @Option(help: "A broken card, by its case: QP-E07 and the like (see --list).")
    var fault: String?

    @Option(help: "The card number, 8 to 19 digits; test numbers only.")
    var pan: String?

    @Option(help: "Make the card's keys from this seed, always the same; without it they are random.")
    var seed: UInt64?

    @Flag(help: "Use the ready-made test keys in the program: quick, and the same for every card.")
    var readyKeys = false

    @Option(name: .shortAndLong, help: "The file to write; - is stdout.")
    var output = "-"

    @Flag(help: "List the kinds of card and the faults.")
    var list = false

    func validate() throws {
        if !list {
            guard CardProfile(rawValue: profile) != nil else {
                throw ValidationError("No profile \"\(profile)\"; see faregate card make --list.")
            }
            if let fault, CardFault(id: fault) == nil {
                throw ValidationError("No fault \"\(fault)\"; see faregate card make --list.")
            }
            if let pan, CardEmulator.PrimaryAccountNumber(pan) == nil {
                throw ValidationError("--pan takes 8 to 19 digits with a right check digit.")
            }
        }
    }

    func run() throws {
        if list { return printList() }
        let image = try makeImage()
        if output == "-" { return Terminal.print(image.text) }
        try CardFiles.write(image.text, to: output)
        Terminal.say("faregate: \(output): \(image.profile.summary)")
    }

    private func makeImage() throws -> CardImage {
        if let fault, let found = CardFault(id: fault) { return CardImage(found) }
        guard let kind = CardProfile(rawValue: profile) else { throw CommandExit.usage }
        let number = pan.flatMap { CardEmulator.PrimaryAccountNumber($0) }
        if readyKeys { return CardImage(kind, pan: number) }
        if let seed {
            var generator = SeededGenerator(seed: seed)
            return CardImage.personalise(kind, pan: number, using: &generator)
        }
        var generator = SystemRandomNumberGenerator()
        return CardImage.personalise(kind, pan: number, using: &generator)
    }

    private func printList() {
        for profile in CardProfile.allCases { Terminal.print("\(padded(profile.rawValue))\(profile.summary)\n") }
        for fault in CardFault.all { Terminal.print("\(padded(fault.id))\(fault.summary)\n") }
    }

    private func padded(_ text: String) -> String { text + String(repeating: " ", count: max(1, 24 - text.count)) }
}
