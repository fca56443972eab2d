extension Network {
    /// Reads `stations.csv`, `lines.csv`, `line_stations.csv` and `segments.csv` of a folder.
    ///
    /// - **Errors**: ``FareDataError``: file, line and what was expected; a network in several pieces is refused.
    public static func read(from folder: DataFolder) throws(FareDataError) -> Network {
        let stations = try readStations(folder)
        var indices: [String: StationIndex] = [:]
        for (index, station) in stations.enumerated() { indices[station.id] = StationIndex(index) }
        let lines = try readLines(folder, stations: indices)
        let segments = try readSegments(folder, stations: indices, lines: lines)
        let network = Network(stations: stations, lines: lines, segments: segments)
        try network.requireOnePiece(file: folder.displayName(of: "segments.csv"))
        return network
    }

    static func open(_ name: String, in folder: DataFolder) throws(FareDataError) -> CSVReader {
        guard let bytes = try folder.contents(of: name) else {
            throw .missingFile(file: folder.displayName(of: name))
        }
        return try CSVReader(file: folder.displayName(of: name), bytes: bytes)
    }

    private static func readStations(_ folder: DataFolder) throws(FareDataError) -> [Station] {
        var reader = try open("stations.csv", in: folder)
        let id = try reader.requiredColumn("station_id")
        let nameZh = try reader.requiredColumn("name_zh")
        let nameEn = try reader.requiredColumn("name_en")
        let longitude = reader.column("lon_wgs84_deg")
        let latitude = reader.column("lat_wgs84_deg")
        let codes = reader.column("afc_station_codes")
        var stations: [Station] = []
        var lineOfID: [String: Int] = [:]
        var lineOfCode: [String: Int] = [:]
        while try reader.next() {
            let stationID = reader.string(id)
            guard !stationID.isEmpty else {
                throw .badValue(
                    file: reader.file, line: reader.line, name: "station_id", value: "", expected: "an id")
            }
            if let before = lineOfID.updateValue(reader.line, forKey: stationID) {
                throw .contradiction(
                    file: reader.file, line: reader.line, what: "station \(stationID) stands already in line \(before)")
            }
            guard stations.count < maximumStations else {
                throw .inconsistent(file: reader.file, what: "more than \(maximumStations) stations")
            }
            var afc: [String] = []
            if let codes {
                for code in reader.string(codes).split(separator: "|").map(String.init) {
                    guard code.utf8.count == 6, code.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                        throw .badValue(
                            file: reader.file, line: reader.line, name: "afc_station_codes", value: code,
                            expected: "six digits, several codes separated by |")
                    }
                    if let before = lineOfCode.updateValue(reader.line, forKey: code) {
                        throw .contradiction(
                            file: reader.file, line: reader.line,
                            what: "AFC code \(code) stands already in line \(before)")
                    }
                    afc.append(code)
                }
            }
            var position: (longitude: String, latitude: String)?
            if let longitude, let latitude, !reader.string(longitude).isEmpty, !reader.string(latitude).isEmpty {
                position = (reader.string(longitude), reader.string(latitude))
            }
            stations.append(
                Station(
                    id: stationID, nameZh: reader.string(nameZh), nameEn: reader.string(nameEn), position: position,
                    afcCodes: afc))
        }
        guard !stations.isEmpty else { throw .inconsistent(file: reader.file, what: "no station in the file") }
        return stations
    }

    private static func readLines(
        _ folder: DataFolder, stations: [String: StationIndex]
    ) throws(FareDataError) -> [Line] {
        var members: [String: [(sequence: Int, station: StationIndex)]] = [:]
        var reader = try open("line_stations.csv", in: folder)
        let lineID = try reader.requiredColumn("line_id")
        let sequence = try reader.requiredColumn("seq")
        let stationID = try reader.requiredColumn("station_id")
        while try reader.next() {
            let station = try station(in: reader, column: stationID, stations: stations)
            members[reader.string(lineID), default: []].append(
                (try reader.integer(sequence, maximum: 100_000), station))
        }
        var lineReader = try open("lines.csv", in: folder)
        let id = try lineReader.requiredColumn("line_id")
        let nameZh = try lineReader.requiredColumn("name_zh")
        let nameEn = try lineReader.requiredColumn("name_en")
        var lines: [Line] = []
        while try lineReader.next() {
            let name = lineReader.string(id)
            guard !lines.contains(where: { $0.id == name }) else {
                throw .contradiction(file: lineReader.file, line: lineReader.line, what: "line \(name) stands twice")
            }
            let ordered = (members.removeValue(forKey: name) ?? []).sorted { $0.sequence < $1.sequence }
            lines.append(
                Line(
                    id: name, nameZh: lineReader.string(nameZh), nameEn: lineReader.string(nameEn),
                    stations: ordered.map(\.station)))
        }
        if let unknown = members.keys.min() {
            throw .inconsistent(file: reader.file, what: "line \(unknown) is not in lines.csv")
        }
        return lines
    }

    private static func readSegments(
        _ folder: DataFolder, stations: [String: StationIndex], lines: [Line]
    ) throws(FareDataError) -> [Segment] {
        var reader = try open("segments.csv", in: folder)
        let lineID = try reader.requiredColumn("line_id")
        let fromID = try reader.requiredColumn("from_station_id")
        let toID = try reader.requiredColumn("to_station_id")
        let fitted = reader.column("fitted_m")
        let raw = fitted == nil ? try reader.requiredColumn("raw_m") : reader.column("raw_m")
        let forward = reader.column("run_forward_s")
        let reverse = reader.column("run_reverse_s")
        let lineNumbers = Dictionary(lines.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        var segments: [Segment] = []
        while try reader.next() {
            guard let line = lineNumbers[reader.string(lineID)] else {
                throw .badValue(
                    file: reader.file, line: reader.line, name: "line_id", value: reader.string(lineID),
                    expected: "a line of lines.csv")
            }
            let from = try station(in: reader, column: fromID, stations: stations)
            let to = try station(in: reader, column: toID, stations: stations)
            let length: Int
            if let fitted, !reader.raw(fitted).isEmpty {
                length = try reader.integer(fitted, maximum: maximumLinkMetres)
            } else if let raw {
                length = try reader.integer(raw, maximum: maximumLinkMetres)
            } else {
                throw .badValue(
                    file: reader.file, line: reader.line, name: "fitted_m", value: "", expected: "a length in metres")
            }
            guard from != to, length > 0 else {
                throw .contradiction(
                    file: reader.file, line: reader.line,
                    what: "a link needs two different stations and a length above 0 m")
            }
            segments.append(
                Segment(
                    line: line, from: from, to: to, metres: length,
                    forwardSeconds: try seconds(in: reader, column: forward),
                    reverseSeconds: try seconds(in: reader, column: reverse)))
        }
        return segments
    }

    static func station(
        in reader: CSVReader, column: Int, stations: [String: StationIndex]
    ) throws(FareDataError) -> StationIndex {
        let id = reader.string(column)
        if let found = stations[id] { return found }
        throw .badValue(
            file: reader.file, line: reader.line, name: reader.header[column], value: id,
            expected: "a station_id of stations.csv")
    }

    private static func seconds(in reader: CSVReader, column: Int?) throws(FareDataError) -> Int? {
        guard let column, !reader.raw(column).isEmpty else { return nil }
        return try reader.integer(column, maximum: 86_400)
    }

    private func requireOnePiece(file: String) throws(FareDataError) {
        let links = ShortestPaths.links(of: self)
        var piece = [Int](repeating: -1, count: stations.count)
        var pieces: [[Int]] = []
        for start in stations.indices where piece[start] < 0 {
            var members = [start]
            piece[start] = pieces.count
            var next = 0
            while next < members.count {
                for link in links[members[next]] where piece[Int(link.to)] < 0 {
                    piece[Int(link.to)] = pieces.count
                    members.append(Int(link.to))
                }
                next += 1
            }
            pieces.append(members)
        }
        guard pieces.count > 1 else { return }
        let small = pieces.dropFirst().min { $0.count < $1.count } ?? []
        let names = small.prefix(3).map { "\(stations[$0].id) \(stations[$0].nameZh)" }.joined(separator: ", ")
        throw .inconsistent(
            file: file,
            what: "the network is in \(pieces.count) pieces; \(small.count) station(s) have no way to "
                + "\(stations[0].id) \(stations[0].nameZh): \(names)\(small.count > 3 ? ", ..." : "")")
    }
}
