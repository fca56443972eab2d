import Fares
import Testing

/// The railway's fares inside the binary, made once for all tests, and questions in words.
enum RailBooks {
    private static let result = Result { try RailFareBook.shipped() }

    /// A book with the shipped stations and rates, of other fares and riders.
    static func made(fares: String, riders: String) throws -> RailFareBook {
        let stations = try shipped().stations
        let rows = try RailFareRows.read(
            RailFile(name: "f", bytes: Array((RailFileTests.fareHeader + fares).utf8)), stations)
        let rules = try RailRiders.read(RailFile(name: "r", bytes: Array((RailFileTests.riderHeader + riders).utf8)))
        return RailFareBook(stations: stations, rows: rows, riders: rules, rates: try HKDRates.shipped())
    }

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

    static func fare(
        _ from: String, _ to: String, on date: String = "", letter: String = "", seatClass: String = "",
        rider: String = ""
    ) throws -> RailFare {
        var text = RailQuestionText(origin: from, destination: to)
        (text.date, text.letter, text.seatClass, text.rider) = (date, letter, seatClass, rider)
        guard case .fare(let fare) = try quote(text) else { throw NoFare() }
        return fare
    }

    struct NoFare: Error {}
}
