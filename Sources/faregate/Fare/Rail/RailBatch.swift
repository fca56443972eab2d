import ArgumentParser
import Fares
import TapLogs

/// `faregate fare batch FILE.csv --network rail`: prices every row of a file.
struct RailBatch {
    let file: String
    let output: String
    let rates: RailRateOptions
    let allowsEstimate: Bool

    func run() throws {
        var reader = try CSVReader(file: file, bytes: try readWholeFile(file == "-" ? "/dev/stdin" : file))
        reader.acceptsRagged = true
        let columns = try RailBatchColumns(reader)
        let book = try RailFareBook.shipped()
        let source = try rates.source()
        let out = try OutputFile(output)
        let header = reader.header + ["fare", "fare_currency", "basis", "refusal"]
        var text = header.map(CSVField.quoted).joined(separator: ",") + "\n"
        while try reader.next() {
            let added = reader.isRagged ? ["", "", "", "malformed"] : price(columns.text(reader), book, source)
            let fields = reader.strings.prefix(reader.header.count) + added
            text += fields.map(CSVField.quoted).joined(separator: ",") + "\n"
            if text.utf8.count > 1 << 16 {
                try out.write(Array(text.utf8))
                text = ""
            }
        }
        try out.write(Array(text.utf8))
        try out.complete()
    }

    /// `fare`, `fare_currency`, `basis`, `refusal` of a row.
    private func price(_ text: RailQuestionText, _ book: RailFareBook, _ source: RailRateSource) -> [String] {
        var text = text
        text.allowsEstimate = allowsEstimate
        do throws(RailRefusal) {
            var question = try text.question(book)
            rates.fill(&question, source)
            switch book.quote(question) {
            case .refused(let refusal): throw refusal
            case .fare(let fare):
                return [fare.due.plainDecimal, fare.due.currency.rawValue, fare.basis.rawValue, ""]
            }
        } catch {
            return ["", "", "", error.code]
        }
    }
}

/// Where the columns of a rail batch stand.
private struct RailBatchColumns {
    private let common: BatchColumns
    private let letter: Int?
    private let seatClass: Int?
    private let kilometres: Int?
    private let currency: Int?

    init(_ reader: CSVReader) throws(FareDataError) {
        common = try BatchColumns(reader)
        letter = reader.column("train_letter")
        seatClass = reader.column("seat_class")
        kilometres = reader.column("km")
        currency = reader.column("currency")
    }

    /// The question of the current record.
    func text(_ reader: CSVReader) -> RailQuestionText {
        func value(_ column: Int?) -> String { column.map { reader.string($0) } ?? "" }
        var text = RailQuestionText(
            origin: reader.string(common.origin), destination: reader.string(common.destination))
        text.date = value(common.date)
        text.rider = value(common.rider)
        text.letter = value(letter)
        text.seatClass = value(seatClass)
        text.kilometres = value(kilometres)
        text.currency = value(currency)
        return text
    }
}
