import ArgumentParser
import Fares
import SmartCard

extension ServiceDate: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

/// `faregate fare A B`.
struct FareTripCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trip", abstract: "Price one trip (the default: faregate fare A B).")

    @Argument(help: "Station of entry: id, Chinese or English name, or AFC code.")
    var origin: String

    @Argument(help: "Station of exit.")
    var destination: String

    @OptionGroup var fares: EditionOptions

    @Option(
        help: """
            What the rider holds: single-ticket (the default), shenzhen-tong, t-union, quickpass, qr-code, day-pass, ...
            """)
    var medium: String?

    @Option(help: "Who the rider is: adult, student, child, senior, free; rail: disabled-military, infant too.")
    var rider = "adult"

    @Option(
        name: .customLong("class"),
        help: "Class of carriage: ordinary (the default) or business; rail: second (the default) or first.")
    var carriage: String?

    @Option(help: "Service date YYYY-MM-DD; it selects the rules, and without --edition the edition.")
    var date: ServiceDate?

    @Option(help: "Minutes between a bus tap and the metro entry, for the transfer discount.")
    var afterBus: Int?

    @Option(help: "Minutes between entry and exit, for the overtime rule.")
    var stay = 0

    @Option(
        name: .customLong("case"),
        help: "A case of the service desk: lost-ticket, no-ticket, over-distance, over-distance-evaded, luggage.")
    var deskCase: String?

    @Option(help: "What was paid already, in fen, for the case over-distance.")
    var paidFen = 0

    @OptionGroup(title: "Rail") var rail: RailTripOptions

    @OptionGroup(title: "Rail") var rates: RailRateOptions

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var words: LanguageOptions

    func validate() throws {
        if fares.isRail {
            let metro: [(String, Bool)] = [
                ("--medium", medium != nil), ("--after-bus", afterBus != nil), ("--stay", stay != 0),
                ("--case", deskCase != nil), ("--paid-fen", paidFen != 0),
            ]
            for (name, isGiven) in metro where isGiven { throw wrongUsage(.notBoth("--network rail", name)) }
            return
        }
        for name in rail.given + rates.given { throw wrongUsage(.goesWith(name, "--network rail")) }
        if let carriage, CarriageClass(rawValue: carriage) == nil {
            throw wrongUsage(.takes("--class", "ordinary or business", "ordinary 或 business"))
        }
        guard (0...FareTable.maximumFareFen).contains(paidFen) else {
            throw ValidationError("--paid-fen takes 0 to \(FareTable.maximumFareFen).")
        }
        guard (0...2880).contains(stay), (0...2880).contains(afterBus ?? 0) else {
            throw ValidationError("--stay and --after-bus take 0 to 2880 minutes.")
        }
    }

    func run() throws {
        try reportingErrors {
            guard !fares.isRail else { return try railTrip.run(json: json, language: words.language) }
            let book = try fares.readBook(on: date)
            let question = RideQuestion(
                origin: origin, destination: destination, date: date, medium: mediumName, rider: rider,
                carriage: carriageClass,
                stayMinutes: stay, afterBusMinutes: afterBus, deskCase: deskCase, paidFen: paidFen)
            let answer: RideQuestion.Answer
            do throws(RideQuestion.Refusal) {
                answer = try question.answer(book)
            } catch {
                throw explain(error, book)
            }
            warnOutsideValidity(book.edition)
            let path = ShortestPaths(book.edition.network).path(from: answer.from, to: answer.to)
            if json {
                Terminal.print(self.object(answer, path, book).text() + "\n")
            } else {
                Terminal.print(FareExplanation(book: book, language: words.language).text(answer, path, question))
            }
        }
    }

    private var mediumName: String { medium ?? "single-ticket" }

    private var carriageClass: CarriageClass { carriage.flatMap { CarriageClass(rawValue: $0) } ?? .ordinary }

    private var railTrip: RailTrip {
        var text = RailQuestionText(origin: origin, destination: destination)
        text.date = date?.description ?? ""
        text.seatClass = carriage ?? ""
        text.rider = rider
        rail.fill(&text)
        return RailTrip(text: text, rates: rates)
    }

    private func warnOutsideValidity(_ edition: Edition) {
        guard let date else { return }
        let isBefore = edition.validFrom.map { date < $0 } ?? false
        let isAfter = edition.validThrough.map { $0 < date } ?? false
        guard isBefore || isAfter else { return }
        Terminal.say(
            "faregate: edition \(edition.id) prices \(edition.validFrom?.description ?? "") .. "
                + "\(edition.validThrough?.description ?? ""), not \(date)")
    }

    private func object(_ answer: RideQuestion.Answer, _ path: NetworkPath, _ book: FareBook) -> JSONValue {
        let stations = book.edition.network.stations
        let from = stations[Int(answer.from)]
        let to = stations[Int(answer.to)]
        return .object([
            ("edition", .string(book.edition.id)),
            ("from", .string(from.id)), ("from_zh", .string(from.nameZh)), ("from_en", .string(from.nameEn)),
            ("to", .string(to.id)), ("to_zh", .string(to.nameZh)), ("to_en", .string(to.nameEn)),
            ("medium", .string(mediumName)), ("rider", .string(rider)), ("class", .string(carriageClass.rawValue)),
            ("date", .optional(date?.description)),
            ("distance_m", .integer(path.metres)),
            ("path", .array(path.stations.map { .string(stations[Int($0)].id) })),
            ("base_fen", .integer(answer.fare.baseFen)), ("fare_fen", .integer(answer.fare.fareFen)),
            ("preauthorise_fen", .optional(answer.preauthorisationFen)), ("case", .optional(deskCase)),
            ("case_fen", .optional(answer.deskFen)),
            ("currency", .string(book.tariff.currency.rawValue)),
            (
                "steps",
                .array(
                    answer.fare.steps.list.map { step in
                        .object([
                            ("reason", .string(step.reason.code)), ("before_fen", .integer(Int(step.beforeFen))),
                            ("after_fen", .integer(Int(step.afterFen))),
                        ])
                    })
            ),
        ])
    }

    private func explain(_ refusal: RideQuestion.Refusal, _ book: FareBook) -> ExitCode {
        switch refusal {
        case .station(let error): failure(Wording(of: error), CommandExit.usage)
        case .unknownMedium(let known):
            failure("no medium \"\(mediumName)\"; there are: \(known.joined(separator: ", "))", CommandExit.usage)
        case .unknownRider(let known):
            failure("no rider category \"\(rider)\"; there are: \(known.joined(separator: ", "))", CommandExit.usage)
        case .unknownCase(let known):
            failure("no case \"\(deskCase ?? "")\"; there are: \(known.joined(separator: ", "))", CommandExit.usage)
        case .fare(let refusal):
            failure(
                "refused (\(refusal.rawValue)): " + FareWords.refusal(refusal, words.language)
                    + " [\(book.edition.id), \(date?.description ?? "undated")]", CommandExit.failed)
        }
    }
}
