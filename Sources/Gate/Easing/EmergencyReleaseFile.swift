import Fares

/// Reads the emergency releases of other stations from a file.
///
/// - **Shape**: CSV with the columns `station_id`, `from`, `until` and, if it has one, `ways` (`entry`, `exit`,
///   `two-way` or nothing), in any order; times as `2026-11-24 08:00:00`, local. An empty `until`: it still lasts.
/// - **Limits**: ``EmergencyReleases/mostReleases`` rows.
/// - **Errors**: ``FareDataError`` with file and line: an unknown station, a time that is none, an end before its
///   beginning.
package enum EmergencyReleaseFile {
    /// The releases of a file, for the stations of a network.
    package static func read(
        file: String, bytes: [UInt8], network: Network
    ) throws(FareDataError) -> [EmergencyRelease] {
        var indices: [String: StationIndex] = [:]
        for (index, station) in network.stations.enumerated() { indices[station.id] = StationIndex(index) }
        return try read(file: file, bytes: bytes) { indices[$0] }
    }

    /// Checks a file of which the network is not known.
    package static func check(file: String, bytes: [UInt8]) throws(FareDataError) {
        _ = try read(file: file, bytes: bytes) { _ in StationIndex(0) }
    }

    private static func read(
        file: String, bytes: [UInt8], station find: (String) -> StationIndex?
    ) throws(FareDataError) -> [EmergencyRelease] {
        var reader = try CSVReader(file: file, bytes: bytes)
        let station = try reader.requiredColumn("station_id")
        let from = try reader.requiredColumn("from")
        let until = try reader.requiredColumn("until")
        let ways = reader.column("ways")
        var found: [EmergencyRelease] = []
        while try reader.next() {
            guard found.count < EmergencyReleases.mostReleases else {
                throw .contradiction(
                    file: file, line: reader.line, what: "more than \(EmergencyReleases.mostReleases) rows")
            }
            guard let index = find(reader.string(station)) else {
                throw reader.bad(station, "the id of a station")
            }
            guard let begun = LocalTime(reader.string(from)) else { throw reader.bad(from, "YYYY-MM-DD HH:MM:SS") }
            var ended: LocalTime?
            if !reader.string(until).isEmpty {
                guard let end = LocalTime(reader.string(until)), end >= begun else {
                    throw reader.bad(until, "YYYY-MM-DD HH:MM:SS, not before from, or nothing")
                }
                ended = end
            }
            var isOutward = false
            if let ways, !reader.string(ways).isEmpty {
                guard let led = LaneDirections(code: reader.string(ways)) else {
                    throw reader.bad(ways, "entry, exit, two-way or nothing")
                }
                isOutward = led == .exit
            }
            found.append(EmergencyRelease(station: index, isOutward: isOutward, from: begun, until: ended))
        }
        return found
    }
}
