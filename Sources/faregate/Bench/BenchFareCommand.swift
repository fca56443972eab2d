import ArgumentParser
import Fares

/// `faregate bench fare`: look-up, pricing, compiling, cold start.
struct BenchFareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fare", abstract: "Measure fare look-up, pricing, compiling and cold start.")

    @Option(help: "Repeats of each measurement.")
    var repeats = 7

    @Flag(help: "Print one JSON object.")
    var json = false

    func validate() throws {
        guard (1...1000).contains(repeats) else { throw ValidationError("--repeats takes 1 to 1000.") }
    }

    func run() throws {
        try reportingErrors {
            var report = BenchReport()
            let rail = RailLookupLoad(try RailFareBook.shipped())
            var metro: [Double] = []
            for id in Edition.shippedIDs {
                guard let edition = try Edition.shipped(id) else { continue }
                let book = try FareBook(edition)
                let load = LookupLoad(book)
                metro = series { load.tableNanoseconds() }
                report.add("table look-up, \(id)", "ns", metro)
                report.add("raw array look-up, \(id)", "ns", series { load.rawNanoseconds() })
                report.add("explained price, \(id)", "ns", series { load.priceNanoseconds() }, decimals: 1)
                let compile = try seriesThrowing {
                    let clock = Stopwatch()
                    guard let edition = try Edition.shipped(id) else { return 0 }
                    _ = try FareBook(edition)
                    return clock.processorSeconds * 1000
                }
                report.add("load and compile, \(id)", "CPU ms", compile, decimals: 1)
            }
            try measure(rail, besideMetro: metro, &report)
            let coldStart = try seriesThrowing {
                let run = try ChildProcess(arguments: [ChildProcess.own, "fare", "罗湖", "机场东"]).run()
                guard run.exitCode == 0 else { throw failure("fare 罗湖 机场东 failed", CommandExit.failed) }
                return run.wallSeconds * 1000
            }
            report.add("fare A B from a cold start", "ms", coldStart, decimals: 1, goal: "< 50")
            Terminal.print(json ? report.json.text() + "\n" : report.markdown)
        }
    }

    /// The railway's look-up, and how it compares with the metro's of the same run.
    private func measure(_ rail: RailLookupLoad, besideMetro metro: [Double], _ report: inout BenchReport) throws {
        let nanoseconds = series { rail.tableNanoseconds() }
        report.add("table look-up, rail", "ns", nanoseconds)
        report.add("raw array look-up, rail", "ns", series { rail.rawNanoseconds() })
        let ratios = zip(nanoseconds.sorted(), metro.sorted()).map { $0 / max($1, 0.001) }
        report.add("rail look-up over metro look-up", "x", ratios)
        report.add("explained price, rail", "ns", series { rail.quoteNanoseconds() }, decimals: 1)
        let compile = try seriesThrowing {
            let clock = Stopwatch()
            _ = try RailFareBook.shipped()
            return clock.processorSeconds * 1000
        }
        report.add("load and compile, rail", "CPU ms", compile, decimals: 1)
    }

    private func series(_ measure: () -> Double) -> [Double] {
        _ = measure()
        return (0..<repeats).map { _ in measure() }
    }

    private func seriesThrowing(_ measure: () throws -> Double) throws -> [Double] {
        _ = try measure()
        return try (0..<repeats).map { _ in try measure() }
    }
}

/// Random questions to one edition, asked in loops that the optimiser cannot skip.
private struct LookupLoad {
    private static let count = 1 << 20
    private let book: FareBook
    private let rules: FareRules
    private let pairs: [(StationIndex, StationIndex)]
    private let rides: [Ride]
    private let raw: [UInt16]

    init(_ book: FareBook) {
        self.book = book
        rules = book.undated
        var random = SeededGenerator(seed: 1)
        let stations = book.edition.network.stations.count
        pairs = (0..<Self.count).map { _ in
            (
                StationIndex.random(in: 0..<StationIndex(stations), using: &random),
                StationIndex.random(in: 0..<StationIndex(stations), using: &random)
            )
        }
        let morning = LocalTime(book.edition.referenceDate, secondOfDay: 8 * 3600)
        let medium = book.tariff.medium("shenzhen-tong") ?? FareMedia(index: 0)
        rides = pairs.map { pair in
            Ride(
                origin: pair.0, destination: pair.1, entryTime: morning,
                exitTime: LocalTime(seconds: morning.seconds + 1800), medium: medium)
        }
        var raw: [UInt16] = []
        for from in 0..<stations {
            for to in 0..<stations {
                raw.append(UInt16(rules.ordinary.fare(from: StationIndex(from), to: StationIndex(to))))
            }
        }
        self.raw = raw
    }

    func tableNanoseconds() -> Double {
        let clock = Stopwatch()
        var sum = 0
        for pair in pairs { sum &+= rules.ordinary.fare(from: pair.0, to: pair.1) }
        return perItem(clock, sum)
    }

    func rawNanoseconds() -> Double {
        let clock = Stopwatch()
        let stations = book.edition.network.stations.count
        var sum = 0
        for pair in pairs { sum &+= Int(raw[Int(pair.0) * stations + Int(pair.1)]) }
        return perItem(clock, sum)
    }

    func priceNanoseconds() -> Double {
        let clock = Stopwatch()
        var sum = 0
        for ride in rides {
            var use = AccountUse()
            if case .fare(let fare) = book.price(ride, use: &use) { sum &+= fare.fareFen }
        }
        return perItem(clock, sum)
    }

    private func perItem(_ clock: Stopwatch, _ sum: Int) -> Double {
        // The sum is looked at, so that the loop has to make it.
        precondition(sum > 0, "fares add up to something")
        return clock.processorSeconds * 1e9 / Double(Self.count)
    }
}
