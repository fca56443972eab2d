import Fares
import Gate

/// Releases as rows of a batch's `releases.csv`, which begins with the columns that a gate reads.
extension SettledRelease {
    static let columns = ["station_id", "from", "until", "device", "lane", "ways"]

    /// The fields, in the order of ``columns``.
    var row: [String] {
        [station, "\(from)", until.map { "\($0)" } ?? "", device, lane.map(String.init) ?? "", ways?.code ?? ""]
    }

    /// Reads the releases of a file that is made for gates.
    ///
    /// - **Errors**: those of ``EmergencyReleaseFile``.
    package static func readReleases(
        _ file: String, _ bytes: [UInt8], _ network: Network
    ) throws(FareDataError) -> [SettledRelease] {
        try EmergencyReleaseFile.read(file: file, bytes: bytes, network: network).map { release in
            SettledRelease(
                device: "", lane: nil, ways: release.isOutward ? .exit : nil,
                station: release.station.map { network.stations[Int($0)].id } ?? "",
                from: release.from, until: release.until)
        }
    }

    /// Reads the rows of such a file.
    ///
    /// - **Errors**: `FareDataError` with file and line.
    static func read(_ file: String, _ bytes: [UInt8]) throws(FareDataError) -> [SettledRelease] {
        var reader = try CSVReader(file: file, bytes: bytes)
        var places: [Int] = []
        for column in columns.dropLast() { places.append(try reader.requiredColumn(column)) }
        // Batches of earlier builds have none.
        let waysPlace = reader.column(columns[5])
        var releases: [SettledRelease] = []
        while try reader.next() {
            let fields = places.map { reader.string($0) }
            let until = fields[2].isEmpty ? nil : LocalTime(fields[2])
            let lane = fields[4].isEmpty ? nil : UInt8(fields[4])
            let waysCode = waysPlace.map { reader.string($0) } ?? ""
            let ways = LaneDirections(code: waysCode)
            guard let from = LocalTime(fields[1]), fields[2].isEmpty || (until.map { $0 >= from } ?? false),
                fields[4].isEmpty || lane != nil, waysCode.isEmpty || ways != nil
            else { throw .contradiction(file: file, line: reader.line, what: "not a release as a batch writes it") }
            releases.append(
                SettledRelease(
                    device: fields[3], lane: lane, ways: ways, station: fields[0], from: from, until: until))
        }
        return releases
    }
}
