import Fares

/// A trip between two stations of the command line.
struct RailEnds {
    let stations: RailStations
    let from: StationIndex
    let to: StationIndex

    /// The rules that hold for it.
    var scope: RailScope { stations.isCrossBorder(from, to) ? .crossBorder : .domestic }

    /// Whether it begins at Hong Kong West Kowloon.
    var isFromWestKowloon: Bool { from == stations.hongKong }

    /// Whether it is one of Flexi-Ride.
    var isFlexiRidePair: Bool {
        Set([from, to].compactMap { stations.stations[Int($0)].telecode }) == FlexiRide.telecodes
    }

    /// The name of a station for people.
    func name(_ index: StationIndex, _ language: Language) -> String {
        let name = stations.spoken(index)
        return language.pick(name.zh, name.en)
    }

    /// Members that name the trip in JSON.
    var json: [(String, JSONValue)] {
        [
            ("from", .string(stations.stations[Int(from)].id)), ("to", .string(stations.stations[Int(to)].id)),
            ("scope", .string(scope.rawValue)),
        ]
    }
}
