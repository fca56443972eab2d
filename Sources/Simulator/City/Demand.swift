import Fares

/// Where riders live and where they go: skewed station weights and a gravity model on ride times.
///
/// All of it is synthetic. Only the share of rides within 30 minutes (69 %) is fitted to a published figure.
///
/// - **Limits**: no ride is longer than ``longestRideSeconds`` on trains.
struct Demand {
    /// A longer ride is not drawn, so that no stay reaches 170 minutes: the walking adds at most 10 minutes.
    static let longestRideSeconds = 150 * 60
    /// What is left of a station's pull with each further minute of riding. Fitted: 72 % of the rides of 2018-08 and
    /// 66 % of those of today take at most 30 min.
    private static let pullPerMinute = 0.92
    /// Few people ride for less than this: they walk.
    private static let shortRideMinutes = 6

    let stationCount: Int
    /// How busy each station is; interchanges more than others.
    let weights: [Double]
    private let times: RideTimes
    private let homes: AliasTable
    private let goals: AliasTable

    init(_ network: Network, using random: inout RandomStream) {
        stationCount = network.stations.count
        times = RideTimes(network)
        var lineCounts = [Int](repeating: 0, count: stationCount)
        for line in network.lines {
            for station in Set(line.stations) { lineCounts[Int(station)] += 1 }
        }
        var homeWeights: [Double] = []
        var goalWeights: [Double] = []
        for count in lineCounts {
            // A long tail: the busiest of a hundred stations has about ten times the median.
            let size = (1 + 0.6 * Double(max(0, count - 1))) / (0.06 + random.fraction())
            // Between a dormitory suburb and an office quarter.
            let lean = 0.25 + 0.5 * random.fraction()
            homeWeights.append(size * lean)
            goalWeights.append(size * (1 - lean))
        }
        weights = zip(homeWeights, goalWeights).map(+)
        homes = AliasTable(homeWeights)
        var pulls: [Double] = []
        var pull = 1.0
        for minute in 0...Self.longestRideSeconds / 60 {
            pulls.append(pull * Double(min(minute, Self.shortRideMinutes)))
            pull *= Self.pullPerMinute
        }
        var table = AliasTable(rows: stationCount, width: stationCount)
        var row = goalWeights
        for origin in 0..<stationCount {
            for destination in 0..<stationCount {
                let seconds = times.seconds(from: origin, to: destination)
                // The small addition keeps neighbours a minute apart reachable.
                row[destination] =
                    origin == destination || seconds > Self.longestRideSeconds
                    ? 0 : goalWeights[destination] * (pulls[seconds / 60] + 0.002)
            }
            table.fill(row: origin, row)
        }
        goals = table
    }

    /// Draws a station to live at.
    func home(using random: inout RandomStream) -> Int { homes.draw(using: &random) }

    /// Draws a station to go to; the home itself where no other can be reached.
    func goal(from home: Int, using random: inout RandomStream) -> Int { goals.draw(row: home, using: &random) }

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
