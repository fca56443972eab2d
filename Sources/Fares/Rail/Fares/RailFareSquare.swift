/// What an adult pays between every two priced stations by one kind of train in one class.
///
/// - **Shape**: a dense square; row = departure, column = arrival. 98 stations take 38 kB.
/// - **Unit**: fen in a `UInt32`.
/// - **Limits**: a pair without a fare has ``RailFareTable/noFare``; so has the diagonal.
/// - **Errors**: none; look-ups cannot fail and do not allocate. Indices must be below ``stationCount``.
public struct RailFareSquare: Sendable {
    /// The number of priced stations.
    public let stationCount: Int

    @usableFromInline let fares: [UInt32]

    init(stationCount: Int, fares: [UInt32]) {
        precondition(fares.count == stationCount * stationCount, "a square")
        self.stationCount = stationCount
        self.fares = fares
    }

    /// The fare in fen: one multiplication and one load.
    ///
    /// Inlinable as the metro's table beside it (`faregate bench fare`), in loops of other targets.
    @inlinable
    public func fare(from entry: StationIndex, to exit: StationIndex) -> Int {
        Int(fares[Int(entry) * stationCount + Int(exit)])
    }
}
