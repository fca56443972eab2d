/// What an adult pays between every two priced stations on the days of one interval, by train and class.
///
/// - **Shape**: six dense squares, one a ``RailPlane``; row = departure, column = arrival. 98 stations take 288 kB.
///   Who asks for many fares of one train and class takes its ``square(_:_:)``.
/// - **Unit**: fen in a `UInt32`.
/// - **Limits**: a pair without a fare has ``noFare``; so has the diagonal.
/// - **Errors**: none; look-ups cannot fail and do not allocate. Indices must be below ``stationCount``.
public struct RailFareTable: Sendable {
    /// What ``fare(from:to:in:)`` returns for a pair that nothing prices.
    public static let noFare = Int(UInt32.max)

    /// The number of priced stations.
    public let stationCount: Int
    /// The first day; nil: from the start, or the table of no day.
    public let from: ServiceDate?

    private let squares: [RailFareSquare]
    private let sources: [RailCellSource]

    init(stationCount: Int, from: ServiceDate?, fares: [UInt32], sources: [RailCellSource]) {
        precondition(fares.count == stationCount * stationCount * RailPlane.count, "six squares")
        precondition(fares.count == sources.count, "each cell has its source")
        self.stationCount = stationCount
        self.from = from
        let size = stationCount * stationCount
        squares = (0..<RailPlane.count).map {
            RailFareSquare(stationCount: stationCount, fares: Array(fares[$0 * size..<($0 + 1) * size]))
        }
        self.sources = sources
    }

    /// Where a train and class lie in the table.
    public func plane(_ letter: RailLetter, _ seatClass: RailClass) -> RailPlane {
        RailPlane(letter, seatClass, stationCount: stationCount)
    }

    /// All fares of a train and class.
    public func square(_ letter: RailLetter, _ seatClass: RailClass) -> RailFareSquare {
        squares[plane(letter, seatClass).number]
    }

    /// The fare in fen.
    public func fare(from entry: StationIndex, to exit: StationIndex, in plane: RailPlane) -> Int {
        squares[plane.number].fare(from: entry, to: exit)
    }

    /// Where a fare comes from.
    public func source(from entry: StationIndex, to exit: StationIndex, in plane: RailPlane) -> RailCellSource {
        sources[plane.offset + Int(entry) * stationCount + Int(exit)]
    }
}
