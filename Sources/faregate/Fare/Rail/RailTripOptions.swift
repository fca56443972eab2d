import ArgumentParser
import Fares

/// What a rail trip has beside what every trip has.
struct RailTripOptions: ParsableArguments {
    @Option(help: "The letter of the train: G, D or C (default: the first of them that has a fare).")
    var trainLetter: String?

    @Option(help: "Kilometres, for an estimate where nothing else is known (1 to 5000).")
    var km: String?

    @Flag(help: "Estimate from --km where no fare is published.")
    var allowEstimate = false

    @Option(help: "The currency to pay in: CNY (the default) or HKD.")
    var currency: String?

    @Option(help: "The day of purchase, whose month's rate counts (default: the day of travel).")
    var purchaseDate: String?

    /// The options that are given.
    var given: [String] {
        [
            ("--train-letter", trainLetter != nil), ("--km", km != nil), ("--allow-estimate", allowEstimate),
            ("--currency", currency != nil), ("--purchase-date", purchaseDate != nil),
        ].filter(\.1).map(\.0)
    }

    /// Puts them into a question.
    func fill(_ text: inout RailQuestionText) {
        text.letter = trainLetter ?? ""
        text.kilometres = km ?? ""
        text.allowsEstimate = allowEstimate
        text.currency = currency ?? ""
        text.purchaseDate = purchaseDate ?? ""
    }
}
