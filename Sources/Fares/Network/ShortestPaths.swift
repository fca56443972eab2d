/// A way through the network: stations in order and the links between them.
public struct NetworkPath: Hashable, Sendable {
    /// The stations, from origin to destination.
    public let stations: [StationIndex]
    /// The index of the line used between each station and the next: one fewer than stations.
    public let lines: [Int]
    /// The length in whole metres.
    public let metres: Int
}

/// Shortest distances through a network, in whole metres, whichever way the rider went; a transfer adds nothing.
///
/// - **Shape**: one source at a time by ``distances(from:)``, or the dense square by ``allDistances()``.
/// - **Unit**: metres. Never rounded kilometres: 66 paths of the present network end exactly on a band edge.
public struct ShortestPaths: Sendable {
    struct Link {
        let to: StationIndex
        let metres: Int32
        let line: Int32
    }

    private let links: [[Link]]

    /// Prepares the links of `network`.
    public init(_ network: Network) { links = Self.links(of: network) }

    static func links(of network: Network) -> [[Link]] {
        var links = [[Link]](repeating: [], count: network.stations.count)
        for segment in network.segments {
            let metres = Int32(segment.metres)
            links[Int(segment.from)].append(Link(to: segment.to, metres: metres, line: Int32(segment.line)))
            links[Int(segment.to)].append(Link(to: segment.from, metres: metres, line: Int32(segment.line)))
        }
        return links
    }

    /// The distances from one station to all, in metres (Dijkstra).
    public func distances(from source: StationIndex) -> [Int32] {
        var distances = [Int32](repeating: .max, count: links.count)
        var heap = DistanceHeap()
        distances[Int(source)] = 0
        heap.push(distance: 0, station: source)
        while let (distance, station) = heap.pop() {
            guard distance == distances[Int(station)] else { continue }
            for link in links[Int(station)] {
                let reached = distance + link.metres
                if reached < distances[Int(link.to)] {
                    distances[Int(link.to)] = reached
                    heap.push(distance: reached, station: link.to)
                }
            }
        }
        return distances
    }

    /// The dense square of distances: row = origin, column = destination.
    public func allDistances() -> [Int32] {
        var square: [Int32] = []
        square.reserveCapacity(links.count * links.count)
        for source in links.indices { square += distances(from: StationIndex(source)) }
        return square
    }

    /// One shortest path. Among equals it stays on its line where it can, then takes the lower station index.
    public func path(from origin: StationIndex, to destination: StationIndex) -> NetworkPath {
        let toEnd = distances(from: destination)
        var stations = [origin]
        var lines: [Int] = []
        var here = origin
        while here != destination {
            let left = toEnd[Int(here)]
            let onward = links[Int(here)].filter { $0.metres + toEnd[Int($0.to)] == left }
            let sameLine = onward.filter { Int($0.line) == lines.last }
            guard let step = (sameLine.isEmpty ? onward : sameLine).min(by: { ($0.to, $0.line) < ($1.to, $1.line) })
            else { preconditionFailure("a network in one piece has a path between any two stations") }
            lines.append(Int(step.line))
            stations.append(step.to)
            here = step.to
        }
        return NetworkPath(stations: stations, lines: lines, metres: Int(toEnd[Int(origin)]))
    }
}

/// A binary min-heap of (distance, station), the smaller station first among equal distances.
private struct DistanceHeap {
    private var keys: [UInt64] = []

    mutating func push(distance: Int32, station: StationIndex) {
        keys.append(UInt64(distance) << 16 | UInt64(station))
        var child = keys.count - 1
        while child > 0, keys[child] < keys[(child - 1) / 2] {
            keys.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func pop() -> (Int32, StationIndex)? {
        guard let top = keys.first else { return nil }
        let last = keys.removeLast()
        if !keys.isEmpty {
            keys[0] = last
            var parent = 0
            while true {
                var child = 2 * parent + 1
                guard child < keys.count else { break }
                if child + 1 < keys.count, keys[child + 1] < keys[child] { child += 1 }
                guard keys[child] < keys[parent] else { break }
                keys.swapAt(child, parent)
                parent = child
            }
        }
        return (Int32(truncatingIfNeeded: top >> 16), StationIndex(truncatingIfNeeded: top))
    }
}
