/// Makes dense fare tables of a network: bands on the shortest path, exceptions on top, or the published table.
///
/// - **Errors**: ``FareDataError/inconsistent(file:what:)`` for a path beyond the last band.
struct FareTableCompiler {
    let network: Network
    let published: PublishedFares?
    let exceptions: [FareException]
    /// The name of the tariff for errors.
    let tariffFile: String

    /// The table from metres, bands and exceptions, with no look at published fares.
    ///
    /// - **Parameter** keepsLower: a grandfathered fare is kept only where it is lower than the computed one, for
    ///   bands other than those it was published beside.
    func computed(
        bands: DistanceBands, sameStationFen: Int, pairs: [TariffPair], keepsLower: Bool, distances: [Int32]
    ) throws(FareDataError) -> FareTable {
        let count = network.stations.count
        var fares = [UInt16](repeating: 0, count: count * count)
        for entry in 0..<count {
            for exit in 0..<count where exit != entry {
                let metres = Int(distances[entry * count + exit])
                guard let fen = bands.fare(metres: metres), fen <= FareTable.maximumFareFen else {
                    throw .inconsistent(
                        file: tariffFile,
                        what: "no band for the \(metres) m from \(network.stations[entry].id) to "
                            + "\(network.stations[exit].id); expected bands up to that length, or beyond")
                }
                fares[entry * count + exit] = UInt16(fen)
            }
            fares[entry * count + entry] = UInt16(sameStationFen)
        }
        for exception in exceptions where exception.kind == .grandfathered {
            let (one, other) = (Int(exception.first), Int(exception.second))
            for cell in [one * count + other, other * count + one] {
                let fen = UInt16(exception.publishedFen)
                fares[cell] = keepsLower ? min(fares[cell], fen) : fen
            }
        }
        for pair in pairs { pair.apply(to: &fares, count: count) }
        return FareTable(stationCount: count, fares: fares)
    }

    /// The published table; nil unless it has a fare for every pair of different stations.
    func completePublished(sameStationFen: Int, pairs: [TariffPair]) -> FareTable? {
        let count = network.stations.count
        guard let published, published.pairCount == count * (count - 1) / 2 else { return nil }
        return overlay(published.ordinaryFare, on: nil, sameStationFen: sameStationFen, pairs: pairs)
    }

    /// The published table where it has a fare, the computed one elsewhere.
    func publishedOver(_ computed: FareTable, sameStationFen: Int, pairs: [TariffPair]) -> FareTable {
        guard let published else { return computed }
        return overlay(published.ordinaryFare, on: computed, sameStationFen: sameStationFen, pairs: pairs)
    }

    /// The published business fares; a pair without one holds ``FareTable/noFare``.
    func business() -> FareTable? {
        guard let published, published.hasBusinessFares else { return nil }
        return overlay(published.businessFare, on: nil, sameStationFen: FareTable.noFare, pairs: [])
    }

    private func overlay(
        _ fare: (Int, Int) -> Int?, on below: FareTable?, sameStationFen: Int, pairs: [TariffPair]
    ) -> FareTable {
        let count = network.stations.count
        var fares = [UInt16](repeating: 0, count: count * count)
        for entry in 0..<count {
            for exit in 0..<count {
                let other = below?.fare(from: StationIndex(entry), to: StationIndex(exit))
                let fen = fare(entry, exit) ?? (entry == exit ? sameStationFen : other ?? FareTable.noFare)
                fares[entry * count + exit] = UInt16(fen)
            }
        }
        for pair in pairs { pair.apply(to: &fares, count: count) }
        return FareTable(stationCount: count, fares: fares)
    }
}

/// A tariff's own fare for one pair, with the stations found.
struct TariffPair: Hashable {
    let first: Int
    let second: Int
    let fareFen: Int

    func apply(to fares: inout [UInt16], count: Int) {
        fares[first * count + second] = UInt16(fareFen)
        fares[second * count + first] = UInt16(fareFen)
    }
}
