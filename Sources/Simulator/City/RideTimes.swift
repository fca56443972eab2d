import Fares

/// The shortest time on trains between every two stations, changes of line included.
///
/// Riders are simulated on the fastest way; fares go by the shortest. The two are found by different code.
///
/// - **Shape**: a dense square; row = entry, column = exit.
/// - **Unit**: seconds; scheduled running times where the network has them, else 10 m/s.
/// - **Limits**: ``longest`` stands for anything longer and for stations without links.
struct RideTimes {
    /// The walk and wait of a change of line.
    static let transferSeconds = 240
    /// Speed where no running time is known, in metres a second.
    static let metresPerSecond = 10
    /// The largest time that a cell holds.
    static let longest = Int(UInt16.max)

    private struct Link {
        let to: Int32
        let seconds: Int32
    }

    let stationCount: Int
    private var square: [UInt16]

    init(_ network: Network) {
        stationCount = network.stations.count
        square = [UInt16](repeating: .max, count: stationCount * stationCount)
        // A state is a station on one line; changing line is a link between two states of a station.
        var stations: [Int] = []
        var states = [[Int]](repeating: [], count: stationCount)
        var numbers = [Int](repeating: -1, count: stationCount * network.lines.count)
        for segment in network.segments {
            for station in [Int(segment.from), Int(segment.to)] {
                let key = segment.line * stationCount + station
                if numbers[key] >= 0 { continue }
                numbers[key] = stations.count
                states[station].append(stations.count)
                stations.append(station)
            }
        }
        var links = [[Link]](repeating: [], count: stations.count)
        for segment in network.segments {
            let from = numbers[segment.line * stationCount + Int(segment.from)]
            let to = numbers[segment.line * stationCount + Int(segment.to)]
            let estimate = (segment.metres + Self.metresPerSecond - 1) / Self.metresPerSecond
            links[from].append(Link(to: Int32(to), seconds: Int32(max(1, segment.forwardSeconds ?? estimate))))
            links[to].append(Link(to: Int32(from), seconds: Int32(max(1, segment.reverseSeconds ?? estimate))))
        }
        for group in states where group.count > 1 {
            for one in group {
                for other in group where other != one {
                    links[one].append(Link(to: Int32(other), seconds: Int32(Self.transferSeconds)))
                }
            }
        }
        for origin in 0..<stationCount { fillRow(origin, states: states[origin], links: links, stations: stations) }
    }

    /// The seconds on trains from one station to another; 0 on the diagonal.
    func seconds(from origin: Int, to destination: Int) -> Int { Int(square[origin * stationCount + destination]) }

    /// Dijkstra from all platforms of a station at once.
    private mutating func fillRow(_ origin: Int, states: [Int], links: [[Link]], stations: [Int]) {
        square[origin * stationCount + origin] = 0
        var best = [Int32](repeating: .max, count: stations.count)
        var queue = TimeQueue()
        for state in states {
            best[state] = 0
            queue.insert(seconds: 0, state: state)
        }
        while let (seconds, state) = queue.removeFirst() {
            if seconds > Int(best[state]) { continue }
            let cell = origin * stationCount + stations[state]
            square[cell] = min(square[cell], UInt16(min(seconds, Self.longest)))
            for link in links[state] {
                let arrival = Int32(seconds) + link.seconds
                if arrival < best[Int(link.to)] {
                    best[Int(link.to)] = arrival
                    queue.insert(seconds: Int(arrival), state: Int(link.to))
                }
            }
        }
    }
}
