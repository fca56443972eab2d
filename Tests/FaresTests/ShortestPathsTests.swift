import Fares
import TestSupport
import Testing

/// Shortest paths on random small networks against Floyd-Warshall.
struct ShortestPathsTests {
    @Test(arguments: UInt64(0)..<40)
    func agreesWithFloydWarshall(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let count = 2 + random.below(24)
        // A random tree keeps it in one piece; more links, some parallel and of other length, follow.
        let longest = seed % 2 == 0 ? 5 : 20_000  // short lengths make many equal paths
        var links = (1..<count).map { (random.below($0), $0, 1 + random.below(longest)) }
        for _ in 0..<random.below(3 * count) {
            let (a, b) = (random.below(count), random.below(count))
            if a != b { links.append((a, b, 1 + random.below(longest))) }
        }
        let edition = try NetworkFiles.edition(stations: count, links: links)
        let expected = Oracle.floydWarshall(count, links)
        let paths = ShortestPaths(edition.network)
        let square = paths.allDistances()
        #expect(square.map { Int($0) } == expected.flatMap { $0 })
        for origin in 0..<count {
            #expect(paths.distances(from: StationIndex(origin)).map { Int($0) } == expected[origin])
            for destination in 0..<count {
                let path = paths.path(from: StationIndex(origin), to: StationIndex(destination))
                #expect(path.metres == expected[origin][destination])
                #expect(isWalkable(path, links: links, from: origin, to: destination))
            }
        }
    }

    /// Stations from end to end, each next to the one before, by links that add up to the length.
    private func isWalkable(_ path: NetworkPath, links: [(Int, Int, Int)], from: Int, to: Int) -> Bool {
        guard path.stations.first.map({ Int($0) }) == from, path.stations.last.map({ Int($0) }) == to,
            path.lines.count == path.stations.count - 1, Set(path.stations).count == path.stations.count
        else { return false }
        var metres = 0
        for (a, b) in zip(path.stations, path.stations.dropFirst()) {
            let between = links.filter { ($0.0 == Int(a) && $0.1 == Int(b)) || ($0.0 == Int(b) && $0.1 == Int(a)) }
            guard let shortest = between.map(\.2).min() else { return false }
            metres += shortest
        }
        return metres == path.metres
    }

    /// Among equally long ways: stay on the line where one can, then the lower station.
    @Test func tiesStayOnTheLine() throws {
        let edition = try NetworkFiles.edition([
            "segments.csv": """
            line_id,from_station_id,to_station_id,raw_m
            1,A,B,100
            1,B,C,100
            2,B,D,50
            2,D,C,50

            """
        ])
        let path = ShortestPaths(edition.network).path(from: 0, to: 2)
        #expect(path.stations == [0, 1, 2] && path.lines == [0, 0])
        let back = ShortestPaths(edition.network).path(from: 2, to: 2)
        #expect(back.stations == [2] && back.lines.isEmpty && back.metres == 0)
    }

    /// The longest way that the limits of a network allow still fits the table of distances.
    @Test func theLongestNetworkDoesNotOverflow() throws {
        let count = Network.maximumStations
        let edition = try NetworkFiles.edition(
            stations: count, links: (1..<count).map { ($0 - 1, $0, Network.maximumLinkMetres) })
        let distances = ShortestPaths(edition.network).distances(from: 0)
        #expect(Int(distances[count - 1]) == (count - 1) * Network.maximumLinkMetres)
    }
}
