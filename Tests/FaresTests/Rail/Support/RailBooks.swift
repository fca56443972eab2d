import Fares
import Testing

/// The railway's fares inside the binary, made once for all tests, and questions in words.
enum RailBooks {
    private static let result = Result { try RailFareBook.shipped() }

    static func shipped() throws -> RailFareBook { try result.get() }

    /// Asks with the fields that `change` fills in; `75 CNY published`, or the refusal's code.
    static func answer(
        _ from: String, _ to: String, _ change: (inout RailQuestionText) -> Void = { _ in },
        money: (inout RailQuestion) -> Void = { _ in }
    ) throws -> String {
        var text = RailQuestionText(origin: from, destination: to)
        change(&text)
        switch try quote(text, money: money) {
        case .refused(let refusal): return refusal.code
        case .fare(let fare):
            return "\(fare.due.plainDecimal) \(fare.due.currency.rawValue) \(fare.basis.rawValue)"
        }
    }

    static func quote(_ text: RailQuestionText, money: (inout RailQuestion) -> Void = { _ in }) throws -> RailAnswer {
        let book = try shipped()
        do throws(RailRefusal) {
            var question = try text.question(book)
            money(&question)
            return book.quote(question)
        } catch {
            return .refused(error)
        }
    }

    static func fare(_ from: String, _ to: String, on date: String = "", letter: String = "") throws -> RailFare {
        var text = RailQuestionText(origin: from, destination: to)
        (text.date, text.letter) = (date, letter)
        guard case .fare(let fare) = try quote(text) else { throw NoFare() }
        return fare
    }

    struct NoFare: Error {}
}
