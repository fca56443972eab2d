import ArgumentParser
import Fares
import SmartCard

/// `--from` and `--to`.
struct RailEndsOptions: ParsableArguments {
    @Option(help: "Station of departure: telecode or name.")
    var from: String

    @Option(help: "Station of arrival.")
    var to: String

    /// The two ends; a name that is no station, and two names of one station, are refused by name.
    func read(json: Bool, language: Language) throws -> RailEnds {
        let stations = try RailStations.shipped()
        let facts: [(String, JSONValue)] = [("from", .string(from)), ("to", .string(to))]
        let ends = try [from, to].map { try stations.railStation($0, facts, json: json, language: language) }
        let trip = RailEnds(stations: stations, from: ends[0], to: ends[1])
        guard trip.from != trip.to else {
            throw RailRefusalReport(
                reason: "same-station", words: .oneStation(stations.spokenWithCode(trip.from)), facts: facts
            ).end(json: json, language: language)
        }
        return trip
    }
}
