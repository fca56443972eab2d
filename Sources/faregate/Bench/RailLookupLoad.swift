import Fares

/// Random questions to the railway's table, asked in loops that the optimiser cannot skip.
struct RailLookupLoad {
    private static let count = 1 << 20
    private static let quoteCount = 1 << 14

    private let book: RailFareBook
    private let square: RailFareSquare
    private let pairs: [(StationIndex, StationIndex)]
    private let raw: [UInt32]

    init(_ book: RailFareBook) {
        self.book = book
        square = book.undated.square(.g, .second)
        var random = SeededGenerator(seed: 1)
        let stations = StationIndex(square.stationCount)
        pairs = (0..<Self.count).map { _ in
            (
                StationIndex.random(in: 0..<stations, using: &random),
                StationIndex.random(in: 0..<stations, using: &random)
            )
        }
        var raw: [UInt32] = []
        for from in 0..<stations {
            for to in 0..<stations { raw.append(UInt32(square.fare(from: from, to: to))) }
        }
        self.raw = raw
    }

    func tableNanoseconds() -> Double {
        let clock = Stopwatch()
        var sum = 0
        for pair in pairs { sum &+= square.fare(from: pair.0, to: pair.1) }
        return perItem(clock, sum, Self.count)
    }

    func rawNanoseconds() -> Double {
        let clock = Stopwatch()
        let stations = square.stationCount
        var sum = 0
        for pair in pairs { sum &+= Int(raw[Int(pair.0) * stations + Int(pair.1)]) }
        return perItem(clock, sum, Self.count)
    }

    func quoteNanoseconds() -> Double {
        let clock = Stopwatch()
        var sum = 0
        for pair in pairs.prefix(Self.quoteCount) {
            if case .fare(let fare) = book.quote(RailQuestion(from: pair.0, to: pair.1)) {
                sum &+= fare.pays.minorUnits
            }
        }
        return perItem(clock, sum, Self.quoteCount)
    }

    private func perItem(_ clock: Stopwatch, _ sum: Int, _ count: Int) -> Double {
        // The sum is looked at, so that the loop has to make it.
        precondition(sum > 0, "fares add up to something")
        return clock.processorSeconds * 1e9 / Double(count)
    }
}
