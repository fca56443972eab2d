import Fares

/// Where riders enter and leave: skewed station weights and a gravity model on ride times.
///
/// All of it is synthetic. Only the share of rides within 30 minutes (69 %) is fitted to a published figure.
///
/// - **Limits**: no ride is longer than ``longestRideSeconds`` on trains.
struct Demand {
    /// A longer ride is not drawn, so that no stay reaches 170 minutes: the walking adds at most 10 minutes.
    static let longestRideSeconds = 150 * 60
    /// What is left of a station's pull with each further minute of riding; fitted to 69 % of rides within 30 min.
    private static let pullPerMinute = 0.955
    /// Few people ride for less than this: they walk.
    private static let shortRideMinutes = 6

    let stationCount: Int
    /// How much each station attracts; interchanges more.
    let weights: [Double]
    private let times: RideTimes
    private let origins: AliasTable
    private let destinations: AliasTable

    init(_ network: Network, using random: inout RandomStream) {
        stationCount = network.stations.count
        times = RideTimes(network)
        var lineCounts = [Int](repeating: 0, count: stationCount)
        for line in network.lines {
            for station in Set(line.stations) { lineCounts[Int(station)] += 1 }
        }
        var weights: [Double] = []
        for count in lineCounts { weights.append((1 + 0.6 * Double(max(0, count - 1))) / (0.06 + random.fraction())) }
        self.weights = weights
        origins = AliasTable(weights)
        var pulls: [Double] = []
        var pull = 1.0
        for minute in 0...Self.longestRideSeconds / 60 {
            pulls.append(pull * Double(min(minute, Self.shortRideMinutes)))
            pull *= Self.pullPerMinute
        }
        var table = AliasTable(rows: stationCount, width: stationCount)
        var row = weights
        for origin in 0..<stationCount {
            for destination in 0..<stationCount {
                let seconds = times.seconds(from: origin, to: destination)
                // The small addition keeps neighbours a minute apart reachable.
                row[destination] =
                    origin == destination || seconds > Self.longestRideSeconds
                    ? 0 : weights[destination] * (pulls[seconds / 60] + 0.2)
            }
            table.fill(row: origin, row)
        }
        destinations = table
    }

    /// Draws a station to enter at.
    func origin(using random: inout RandomStream) -> Int { origins.draw(using: &random) }

    /// Draws a station to leave at; the origin itself where no other can be reached.
    func destination(from origin: Int, using random: inout RandomStream) -> Int {
        destinations.draw(row: origin, using: &random)
    }

    /// Draws the seconds from the entry tap to the exit tap: platform walks and the wait on top of the ride.
    func staySeconds(from origin: Int, to destination: Int, using random: inout RandomStream) -> Int {
        guard origin != destination else {
            // The sample's same-station stays last 3.5 min in the median, the longest 107 min.
            return random.happens(perMillion: 700_000) ? random.within(200...300) : random.within(300...2400)
        }
        let walk = random.within(60...180) + random.within(30...120)
        let wait = random.below(240)
        return times.seconds(from: origin, to: destination) + walk + wait + 30
    }
}
