import Fares

/// `faregate fare batch FILE.csv --network rail`: prices every row of a file.
struct RailBatch {
    let file: String
    let output: String
    let rates: RailRateOptions
    let allowsEstimate: Bool

    func run() throws {
        let rows = try BatchRows(file: file, adding: ["fare", "fare_currency", "basis", "refusal", "notes"])
        let columns = try RailBatchColumns(rows.reader)
        let book = try RailFareBook.shipped()
        let source = try rates.source()
        try rows.write(to: output) { reader in
            do throws(RailRefusal) {
                return try price(columns.text(reader), book, source)
            } catch {
                return rows.refused(error.code)
            }
        }
    }

    /// `fare`, `fare_currency`, `basis`, `refusal`, `notes` of a row.
    private func price(
        _ text: RailQuestionText, _ book: RailFareBook, _ source: RailRateSource
    ) throws(RailRefusal) -> [String] {
        var text = text
        text.allowsEstimate = allowsEstimate
        var question = try text.question(book)
        rates.fill(&question, source)
        switch book.quote(question) {
        case .refused(let refusal): throw refusal
        case .fare(let fare):
            return [
                fare.due.plainDecimal, fare.due.currency.rawValue, fare.basis.rawValue, "",
                fare.notes.map(\.rawValue).joined(separator: "|"),
            ]
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
