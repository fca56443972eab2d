import ArgumentParser
import CardEmulator
import EMV
import SmartCard

/// `faregate card make`: personalises a virtual card.
struct CardMakeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: "Personalise a virtual card: keys, certificates of the test CA, counters.",
        discussion: """
            The card is a text file; "card tap --card FILE" presents it and moves its counters on. Its certificates are \
            signed by the emulator's own test CA, which a live gate refuses. A broken card has exactly one fault, named \
            by the test case it serves.

            The file is the whole card: its number and its private keys stand in it in clear. Without -o it is printed.

            Examples:
              faregate card make --profile quickpass-debit -o debit.card
              faregate card make --fault QP-E07 -o ctq.card
              faregate card make --profile visa --pan 4000123498765439 --seed 7 -o visa.card
              faregate card make --list
            """)

    @Option(
        help: """
            The kind of card: \(CardProfile.allCases.map(\.rawValue).joined(separator: ", ")) (default: \
            \(CardProfile.quickPassDebit.rawValue), or the kind that the fault is about).
            """)
    var profile: String?

    @Option(help: "A broken card, by its case: QP-E07 and the like (see --list).")
    var fault: String?

    @Option(help: "The card number, 12 to 19 digits of which the last is the check digit (Luhn); test numbers only.")
    var pan: String?

    @Option(help: "Make the card's keys from this seed, always the same; without it they are random.")
    var seed: UInt64?

    @Flag(help: "Use the ready-made test keys in the program: quick, and the same for every card.")
    var readyKeys = false

    @Option(name: .shortAndLong, help: "The file to write; - is stdout, number and keys included.")
    var output = "-"

    @Flag(help: "List the kinds of card and the faults.")
    var list = false

    @OptionGroup var words: LanguageOptions

    func validate() throws {
        if !list {
            if let profile, CardProfile(rawValue: profile) == nil {
                throw wrongUsage(.noProfile(profile))
            }
            if let fault, CardFault(id: fault) == nil {
                throw wrongUsage(.noFault(fault))
            }
            if let fault = fault.flatMap({ CardFault(id: $0) }), let profile, profile != fault.profile.rawValue {
                throw wrongUsage(.faultOfAnotherProfile(fault.id, fault.profile.rawValue))
            }
            if let pan, CardEmulator.PrimaryAccountNumber(pan) == nil {
                throw wrongUsage(.takesNumber)
            }
            if readyKeys, seed != nil { throw wrongUsage(.notBoth("--ready-keys", "--seed")) }
        }
    }

    func run() throws {
        if list { return printList() }
        // Making keys takes time: the place for them is looked at first.
        let file = try output == "-" ? nil : WholeFile(output)
        let image = try makeImage()
        if output == "-" { return Terminal.print(image.text) }
        try file?.write(image.text)
        Terminal.say("faregate: \(output): \(summary(image.profile))")
    }

    private func makeImage() throws -> CardImage {
        let fault = fault.flatMap { CardFault(id: $0) }
        let kind = fault?.profile ?? profile.flatMap { CardProfile(rawValue: $0) } ?? .quickPassDebit
        let number = pan.flatMap { CardEmulator.PrimaryAccountNumber($0) }
        var image: CardImage
        if readyKeys {
            image = CardImage(kind, pan: number)
        } else if let seed {
            var generator = SeededGenerator(seed: seed)
            image = CardImage.personalise(kind, pan: number, using: &generator)
        } else {
            var generator = SystemRandomNumberGenerator()
            image = CardImage.personalise(kind, pan: number, using: &generator)
        }
        guard let fault else { return image }
        image.apply(fault)
        if let number, image.pan != number {
            throw failure(.faultNeedsItsNumber(fault.id), CommandExit.usage)
        }
        return image
    }

    private func printList() {
        for profile in CardProfile.allCases {
            Terminal.print("\(padded(profile.rawValue))\(summary(profile))\n")
        }
        for fault in CardFault.all {
            Terminal.print("\(padded(fault.id))\(CardFaultSummaries.text(fault, words.language))\n")
        }
    }

    private func summary(_ profile: CardProfile) -> String {
        words.language.pick(profile.chineseSummary, profile.summary)
    }

    private func padded(_ text: String) -> String { text + String(repeating: " ", count: max(1, 24 - text.count)) }
}
