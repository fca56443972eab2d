import Fares

/// Every amount that stands in a day's log before discounts, and the one of each pair of stations.
///
/// - **Unit**: fen.
/// - **Limits**: at most 65,536 different amounts.
/// - **Source**: ``NaivePricer``; bus fares as often as in the 205 bus rows of the 2018 sample.
struct FareAmounts {
    /// Bus fares and how many rows of the sample have them.
    static let busFares = [(200, 137), (300, 20), (400, 20), (500, 17), (600, 7), (700, 1), (800, 3)]

    /// The different amounts, rising; the first is 0.
    let amounts: [Int]
    /// Position in ``amounts`` of each bus fare.
    let busAmounts: [UInt16]
    private let stationCount: Int
    private let square: [UInt16]

    init(_ network: Network, _ pricer: NaivePricer) throws(SimulationError) {
        stationCount = network.stations.count
        var fares: [Int] = []
        fares.reserveCapacity(stationCount * stationCount)
        // By index, not by id: both lists come from stations.csv. That they agree is checked here once.
        guard network.stations.map(\.id) == pricer.stationIDs else { throw .stationsDiffer }
        for origin in 0..<stationCount {
            for destination in 0..<stationCount { fares.append(pricer.baseFen(origin, destination)) }
        }
        let amounts = Set([0] + Self.busFares.map(\.0) + fares).sorted()
        guard amounts.count <= 65_536, amounts[0] == 0 else { throw .tooManyAmounts(amounts.count) }
        var positions: [Int: UInt16] = [:]
        for (position, fen) in amounts.enumerated() { positions[fen] = UInt16(position) }
        self.amounts = amounts
        square = fares.map { positions[$0] ?? 0 }
        busAmounts = Self.busFares.map { positions[$0.0] ?? 0 }
    }

    /// Position in ``amounts`` of the base fare of a trip.
    func amount(from origin: Int, to destination: Int) -> UInt16 { square[origin * stationCount + destination] }

    /// What a bus ride costs, in fen: adults on the marginal scale of Shenzhen Tong (80 % of the part up to 3 yuan,
    /// 75 % up to 6, 65 % above; verified on the sample), children and students half, others nothing.
    static func busCharge(_ fareFen: Int, _ kind: TapKind) -> Int {
        if kind.isFree { return 0 }
        if kind.isHalf { return fareFen / 2 }
        let parts = min(fareFen, 300) * 80 + max(0, min(fareFen, 600) - 300) * 75 + max(0, fareFen - 600) * 65
        return parts / 100
    }
}
