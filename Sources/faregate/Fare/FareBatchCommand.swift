import ArgumentParser
import Fares

/// `faregate fare batch FILE.csv`: prices every row of a file.
struct FareBatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch",
        abstract: "Price every row of a CSV file; a row without a price gets a refusal.",
        discussion: """
            Columns: origin (or origin_id, origin_zh), dest (or destination_id, destination_zh), optional date, medium, \
            rider, class. All columns are printed with distance_m, base_fen, fare_fen, refusal added. With --network rail \
            the optional columns are date, train_letter, seat_class, rider, km, currency, and fare, fare_currency, basis, \
            refusal, notes are added last, whatever the file's own columns are called.
            """)

    @Argument(help: "The file; - is stdin.")
    var file: String

    @OptionGroup var fares: EditionOptions

    @OptionGroup(title: "Rail") var rates: RailRateOptions

    @Flag(help: "Rail: estimate a row that has km and no other price.")
    var allowEstimate = false

    @Option(name: [.short, .long], help: "The output file; - is stdout.")
    var output = "-"

    func validate() throws {
        guard !fares.isRail else { return }
        for name in rates.given { throw wrongUsage(.goesWith(name, "--network rail")) }
        if allowEstimate { throw wrongUsage(.goesWith("--allow-estimate", "--network rail")) }
    }

    func run() throws {
        try reportingErrors {
            guard !fares.isRail else {
                return try RailBatch(file: file, output: output, rates: rates, allowsEstimate: allowEstimate).run()
            }
            let rows = try BatchRows(file: file, adding: ["distance_m", "base_fen", "fare_fen", "refusal"])
            let columns = try BatchColumns(rows.reader)
            var books = BatchBooks(fares: fares)
            // An edition that cannot be read is an error of the command, not of a row.
            if fares.isGiven { _ = try books.book(on: nil) }
            try rows.write(to: output) { try price($0, columns, &books) }
        }
    }

    /// `distance_m`, `base_fen`, `fare_fen`, `refusal` of a row.
    private func price(_ reader: CSVReader, _ columns: BatchColumns, _ books: inout BatchBooks) throws -> [String] {
        func value(_ column: Int?) -> String? {
            column.map { reader.string($0) }.flatMap { $0.isEmpty ? nil : $0 }
        }
        var date: ServiceDate?
        if let text = value(columns.date) {
            guard let found = ServiceDate(text) else { return ["", "", "", "bad-date"] }
            date = found
        }
        var question = RideQuestion(
            origin: reader.string(columns.origin), destination: reader.string(columns.destination), date: date)
        if let medium = value(columns.medium) { question.medium = medium }
        if let rider = value(columns.rider) { question.rider = rider }
        if let text = value(columns.carriage) {
            guard let carriage = CarriageClass(rawValue: text) else { return ["", "", "", "unknown-class"] }
            question.carriage = carriage
        }
        guard let (book, metres) = try books.book(on: date) else { return ["", "", "", "no-edition"] }
        let count = book.edition.network.stations.count
        func distance(_ from: StationIndex, _ to: StationIndex) -> String {
            String(metres[Int(from) * count + Int(to)])
        }
        do throws(RideQuestion.Refusal) {
            let answer = try question.answer(book)
            return [
                distance(answer.from, answer.to), String(answer.fare.baseFen), String(answer.fare.fareFen), "",
            ]
        } catch {
            return ["", "", "", error.code]
        }
    }
}

/// Where the columns of a batch stand.
struct BatchColumns {
    let origin: Int
    let destination: Int
    let date: Int?
    let medium: Int?
    let rider: Int?
    let carriage: Int?

    init(_ reader: CSVReader) throws(FareDataError) {
        func first(_ names: [String]) throws(FareDataError) -> Int {
            for name in names { if let found = reader.column(name) { return found } }
            throw .missingColumn(
                file: reader.file, column: names.joined(separator: "\" or \""),
                found: reader.header.joined(separator: ","))
        }
        origin = try first(["origin", "origin_id", "origin_zh"])
        destination = try first(["dest", "destination", "destination_id", "destination_zh"])
        date = reader.column("date")
        medium = reader.column("medium")
        rider = reader.column("rider")
        carriage = reader.column("class")
    }
}

/// The books of a batch: one if the edition is given, else one for each edition that the dates select.
private struct BatchBooks {
    let fares: EditionOptions
    private var known: [String: (FareBook, [Int32])] = [:]

    init(fares: EditionOptions) { self.fares = fares }

    /// The book for a date with its distances; nil if no edition covers it.
    mutating func book(on date: ServiceDate?) throws -> (FareBook, [Int32])? {
        let key: String
        if fares.isGiven || date == nil {
            key = ""
        } else if let date, let id = try Edition.shippedID(on: date) {
            key = id
        } else {
            return nil
        }
        if let found = known[key] { return found }
        let edition = key.isEmpty ? try fares.readEdition() : try Edition.shipped(key) ?? fares.readEdition()
        let book = try fares.compile(edition)
        let made = (book, ShortestPaths(edition.network).allDistances())
        known[key] = made
        return made
    }
}
