import ArgumentParser
import Fares
import SmartCard

/// `faregate fare A B --network rail`.
struct RailTrip {
    let text: RailQuestionText
    let rates: RailRateOptions

    func run(json: Bool, language: Language) throws {
        let book = try RailFareBook.shipped()
        let source = try rates.source()
        let question: RailQuestion
        do throws(RailRefusal) {
            var asked = try text.question(book)
            rates.fill(&asked, source)
            question = asked
        } catch {
            throw explain(error, book)
        }
        switch book.quote(question) {
        case .refused(let refusal): throw explain(refusal, book)
        case .fare(let fare):
            Terminal.print(
                json
                    ? RailFareObject(book: book, question: question, fare: fare).value.text() + "\n"
                    : RailExplanation(book: book, language: language).text(question, fare))
        }
    }

    private func explain(_ refusal: RailRefusal, _ book: RailFareBook) -> ExitCode {
        failure(RailWords.refusal(refusal, book), refusal.isWrongQuestion ? CommandExit.usage : CommandExit.failed)
    }
}
