import ArgumentParser
import Fares
import TapLogs

/// `faregate fare matrix`: the fare of every pair.
struct FareMatrixCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "matrix", abstract: "Print the fare of every unordered pair of different stations.",
        discussion: "With --network rail: every pair in each direction, by train and class, with what it rests on.")

    enum Format: String, ExpressibleByArgument, CaseIterable { case csv }

    @OptionGroup var fares: EditionOptions

    @Option(help: "The output format.")
    var format = Format.csv

    @Flag(help: "The fare from metres, tariff and exceptions, even where a published table exists.")
    var computed = false

    @Option(help: "Rail: the day of travel YYYY-MM-DD; without it what was sold last.")
    var date: ServiceDate?

    @Option(name: [.short, .long], help: "The output file; - is stdout.")
    var output = "-"

    func validate() throws {
        if fares.isRail, computed { throw wrongUsage(.notBoth("--network rail", "--computed")) }
        if !fares.isRail, date != nil { throw wrongUsage(.goesWith("--date", "--network rail")) }
    }

    func run() throws {
        try reportingErrors {
            guard !fares.isRail else { return try RailMatrix(date: date, output: output).run() }
            let book = try fares.readBook()
            let distances = book.distances()
            let prices = computed ? try book.computedTable().table : book.undated.ordinary
            let file = try OutputFile(output)
            var text = "from_station_id,to_station_id,distance_m,fare_fen\n"
            for (from, to) in StationPairs(book.edition.network) {
                let ids = (book.edition.network.stations[from].id, book.edition.network.stations[to].id)
                let metres = distances[from * book.edition.network.stations.count + to]
                let fen = prices.fare(from: StationIndex(from), to: StationIndex(to))
                text += "\(CSVField.quoted(ids.0)),\(CSVField.quoted(ids.1)),\(metres),\(fen)\n"
                if text.utf8.count > 1 << 16 {
                    try file.write(Array(text.utf8))
                    text = ""
                }
            }
            try file.write(Array(text.utf8))
            try file.complete()
        }
    }
}

/// All unordered pairs of different stations, by ascending id on both sides.
struct StationPairs: Sequence {
    private let order: [Int]

    init(_ network: Network) {
        order = network.stations.indices.sorted {
            network.stations[$0].id.utf8.lexicographicallyPrecedes(network.stations[$1].id.utf8)
        }
    }

    func makeIterator() -> AnyIterator<(Int, Int)> {
        var first = 0
        var second = 0
        let order = order
        return AnyIterator {
            second += 1
            if second == order.count {
                first += 1
                second = first + 1
            }
            return second < order.count ? (order[first], order[second]) : nil
        }
    }
}
