import ArgumentParser
import Fares
import SmartCard

/// `faregate fare A B --network rail`.
struct RailTrip {
    let text: RailQuestionText
    let rates: RailRateOptions

    func run(json: Bool, language: Language) throws {
        let book = try RailFareBook.shipped()
        do {
            var question = try text.question(book)
            rates.fill(&question, try rates.source())
            switch book.quote(question) {
            case .refused(let refusal): throw refusal
            case .fare(let fare):
                Terminal.print(
                    json
                        ? RailFareObject(book: book, question: question, fare: fare).value.text() + "\n"
                        : RailExplanation(book: book, language: language).text(question, fare))
            }
        } catch let refusal as RailRefusal {
            if json {
                Terminal.print(RailRefusalObject(book: book, text: text, refusal: refusal).value.text() + "\n")
            }
            throw failure(RailWords.refusal(refusal, book), refusal.exitCode)
        }
    }
}

extension RailRefusal {
    /// How a command ends that it refuses.
    var exitCode: ExitCode {
        switch kind {
        case .wrongWord: CommandExit.usage
        case .badInput: CommandExit.badData
        case .noPrice: CommandExit.failed
        }
    }
}
