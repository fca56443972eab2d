/// The fare between every two stations of one network, read by entry and exit.
///
/// - **Shape**: a dense square; row = entry, column = exit. `n` stations take `2n²` bytes (400: 320 kB).
/// - **Unit**: fen (0.01 yuan) in a `UInt16`, so a fare is at most 655.35 yuan.
/// - **Limits**: a pair may have ``noFare``; the diagonal is what one pays for leaving where one entered; it need not
///   be 0.
/// - **Errors**: building throws ``FareDataError``; ``fare(from:to:)`` cannot fail and does not allocate.
/// - **Source**: compiled from a network and a tariff whose origin and date are in `Docs/fares.md`.
public struct FareTable: Sendable {
    /// The highest fare that the table can hold.
    public static let maximumFareFen = 65_534
    /// What ``fare(from:to:)`` returns for a pair that the table does not price.
    public static let noFare = 65_535

    /// The number of stations.
    public let stationCount: Int
    /// The highest fare between two different stations, in fen.
    public let highestFareFen: Int

    @usableFromInline let fares: [UInt16]
    private let highestToStation: [UInt16]

    /// Takes a square of fares, row = entry.
    init(stationCount: Int, fares: [UInt16]) {
        precondition(fares.count == stationCount * stationCount, "a fare table is a square")
        self.stationCount = stationCount
        self.fares = fares
        var highest = [UInt16](repeating: 0, count: stationCount)
        for entry in 0..<stationCount {
            for exit in 0..<stationCount where exit != entry {
                let fare = fares[entry * stationCount + exit]
                if fare != Self.noFare { highest[exit] = max(highest[exit], fare) }
            }
        }
        highestToStation = highest
        highestFareFen = Int(highest.max() ?? 0)
    }

    /// The fare in fen: one multiplication and one load.
    ///
    /// Inlinable: 1.9 ns become 0.9, the cost of the bare array, in loops of other targets (`faregate bench fare`).
    @inlinable
    public func fare(from entry: StationIndex, to exit: StationIndex) -> Int {
        Int(fares[Int(entry) * stationCount + Int(exit)])
    }

    /// The highest fare of any trip that ends at a station, in fen.
    public func highestFare(to exit: StationIndex) -> Int { Int(highestToStation[Int(exit)]) }
}
