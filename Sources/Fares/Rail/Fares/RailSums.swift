/// Over which station the fare of a pair may be the sum of two legs.
///
/// - **Shape**: every pair of priced stations and kind of train for which a sum may be made, with the station between,
///   in ascending order.
/// - **Source**: S6 and ecns.cn 2018-01-30 for fares into Hong Kong; for mainland pairs the composites of the snapshot
///   of October 2016, eight of nine exact. Futian never: 82 is not 74.5 + 15. D trains of the stations called east come
///   along the coast: their fares to Guangzhounan are those to Shenzhenbei and the 47 between (525.5, 479).
struct RailSums: Sendable {
    /// A pair and the station between.
    struct Pair: Hashable, Sendable {
        let from: StationIndex
        let hub: StationIndex
        let to: StationIndex
        let letter: RailLetter
    }

    /// Stations of the line that trains from inland reach over Guangzhounan.
    private static let beyondGuangzhou: Set<String> = ["QSQ", "IUQ", "IMQ", "IOQ"]
    /// Stations of the line that trains from the coast reach over Shenzhenbei.
    private static let beyondShenzhen: Set<String> = ["IMQ", "IUQ", "QSQ", "IZQ"]

    /// Where trains along the coast meet the line.
    private static let coastHub = "IOQ"

    /// All pairs.
    let pairs: [Pair]
    private let stations: RailStations

    init(_ stations: RailStations) {
        self.stations = stations
        var pairs: [Pair] = []
        for from in 0..<StationIndex(stations.pricedCount) {
            for to in 0..<StationIndex(stations.pricedCount) {
                for letter in RailLetter.allCases {
                    guard let hub = Self.hub(from, to, letter, stations) else { continue }
                    pairs.append(Pair(from: from, hub: hub, to: to, letter: letter))
                }
            }
        }
        self.pairs = pairs
    }

    /// The station between two for a kind of train, or nil where no sum may be made.
    func hub(_ from: StationIndex, _ to: StationIndex, _ letter: RailLetter) -> StationIndex? {
        Self.hub(from, to, letter, stations)
    }

    /// The letter that a leg is looked up under: the section in Hong Kong is published under G, the same for every
    /// train.
    func letter(of letter: RailLetter, from: StationIndex, to: StationIndex) -> RailLetter {
        stations.isCrossBorder(from, to) ? .g : letter
    }

    private static func hub(
        _ from: StationIndex, _ to: StationIndex, _ letter: RailLetter, _ stations: RailStations
    ) -> StationIndex? {
        guard from != to else { return nil }
        let (one, other) = (stations.stations[Int(from)], stations.stations[Int(to)])
        let outer: RailStation
        if stations.isCrossBorder(from, to) {
            outer = one.jurisdiction == .hongKong ? other : one
        } else if isSummed(one, other) {
            outer = one
        } else if isSummed(other, one) {
            outer = other
        } else {
            return nil
        }
        let code = outer.side == .east && letter == .d ? coastHub : outer.hub
        guard let hub = code.flatMap({ stations.index(ofTelecode: $0) }), hub != from, hub != to else { return nil }
        return hub
    }

    /// Whether the way from `outer` to `inner` may be summed at the hub of `outer`.
    private static func isSummed(_ outer: RailStation, _ inner: RailStation) -> Bool {
        switch outer.side {
        case .inland: beyondGuangzhou.contains(inner.id)
        case .coast: beyondShenzhen.contains(inner.id)
        case .corridor, .delta, .east, .unknown: false
        }
    }
}
