import ArgumentParser
import Fares

/// `faregate fare check`: does the table computed from metres agree with the published one?
struct FareCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "List every pair where the fare from metres, bands and exceptions differs from the published one.",
        discussion: """
            Exit code 2 if any pair differs. With --network rail: the sums of two legs against the list, and the estimate \
            from kilometres against FILE (train_letter, km, second_cny); three of the list's fares are no sums.
            """)

    @Argument(help: "Rail: a file of fares with distances; - is stdin.")
    var file: String?

    @OptionGroup var fares: EditionOptions

    @Flag(help: "Print one JSON object.")
    var json = false

    func validate() throws {
        if !fares.isRail, file != nil { throw wrongUsage(.goesWith("FILE", "--network rail")) }
    }

    func run() throws {
        try reportingErrors {
            guard !fares.isRail else { return try RailCheck(file: file).run(json: json) }
            let book = try fares.readBook()
            let edition = book.edition
            guard let published = edition.published else {
                throw FareDataError.inconsistent(
                    file: fares.network ?? edition.id,
                    what: "no published fares (fares.csv or fares_standard.csv): nothing to check against")
            }
            let (table, distances) = try book.computedTable()
            var pairs = 0
            var different: [(from: Int, to: Int, metres: Int, computed: Int, published: Int)] = []
            for (from, to) in StationPairs(edition.network) {
                guard let fen = published.ordinaryFare(from: from, to: to) else { continue }
                pairs += 1
                let computed = table.fare(from: StationIndex(from), to: StationIndex(to))
                if computed != fen {
                    let metres = Int(distances[from * edition.network.stations.count + to])
                    different.append((from, to, metres, computed, fen))
                }
            }
            let stations = edition.network.stations
            if json {
                let list = different.map { pair in
                    JSONValue.object([
                        ("from_station_id", .string(stations[pair.from].id)),
                        ("to_station_id", .string(stations[pair.to].id)), ("distance_m", .integer(pair.metres)),
                        ("computed_fen", .integer(pair.computed)), ("published_fen", .integer(pair.published)),
                    ])
                }
                Terminal.print(
                    JSONValue.object([
                        ("edition", .string(edition.id)), ("pairs", .integer(pairs)),
                        ("equal", .integer(pairs - different.count)), ("different", .array(list)),
                    ]).text() + "\n")
            } else {
                for pair in different {
                    let (from, to) = (stations[pair.from], stations[pair.to])
                    Terminal.print(
                        "\(from.id) \(from.nameZh) - \(to.id) \(to.nameZh): \(grouped(pair.metres)) m, "
                            + "computed \(yuan(pair.computed)), published \(yuan(pair.published))\n")
                }
                Terminal.print(
                    "\(grouped(pairs)) pairs, \(grouped(pairs - different.count)) equal, \(different.count) different\n"
                )
            }
            if !different.isEmpty { throw CommandExit.differences }
        }
    }
}
