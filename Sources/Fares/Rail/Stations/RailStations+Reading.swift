extension RailStations {
    /// The stations inside the binary.
    public static func shipped() throws(FareDataError) -> RailStations {
        let folder = DataFolder.embedded("rail")
        return try read(
            stations: RailFile("stations.csv", in: folder), names: RailFile("station_names.csv", in: folder))
    }

    /// Reads the list of stations and the list of their names.
    package static func read(stations file: RailFile, names: RailFile) throws(FareDataError) -> RailStations {
        let stations = try readStations(file)
        guard let hongKong = stations.firstIndex(where: { $0.jurisdiction == .hongKong }) else {
            throw .inconsistent(file: file.name, what: "no station in Hong Kong")
        }
        return RailStations(
            stations: stations, names: try readNames(names, of: stations), hongKong: StationIndex(hongKong))
    }

    private static func readStations(_ file: RailFile) throws(FareDataError) -> [RailStation] {
        var reader = try file.reader()
        let columns = try StationColumns(reader)
        var stations: [RailStation] = []
        var lineOfKey: [String: Int] = [:]
        while try reader.next() {
            let station = try station(in: reader, columns)
            for key in Set([station.id, station.nameZh]).sorted() {
                guard let before = lineOfKey.updateValue(reader.line, forKey: key) else { continue }
                throw .contradiction(
                    file: reader.file, line: reader.line, what: "station \(key) stands already in line \(before)")
            }
            if station.telecode != nil, let last = stations.last, last.telecode == nil {
                throw .contradiction(
                    file: reader.file, line: reader.line, what: "stations with a telecode stand before those without")
            }
            guard stations.count < Network.maximumStations else {
                throw .inconsistent(file: reader.file, what: "more than \(Network.maximumStations) stations")
            }
            stations.append(station)
        }
        guard !stations.isEmpty else { throw .inconsistent(file: reader.file, what: "no station in the file") }
        for station in stations {
            guard let hub = station.hub, !stations.contains(where: { $0.telecode == hub }) else { continue }
            throw .inconsistent(file: reader.file, what: "the hub \(hub) of \(station.nameZh) is not in the file")
        }
        return stations
    }

    private static func station(
        in reader: CSVReader, _ columns: StationColumns
    ) throws(FareDataError) -> RailStation {
        let telecode = try optionalTelecode(in: reader, columns.telecode)
        let nameZh = reader.string(columns.nameZh)
        guard !nameZh.isEmpty else { throw reader.bad(columns.nameZh, "a name") }
        guard let jurisdiction = RailJurisdiction(rawValue: reader.string(columns.jurisdiction)) else {
            throw reader.bad(columns.jurisdiction, "CN or HK")
        }
        let haul = RailHaul(rawValue: reader.string(columns.haul))
        guard haul != nil || reader.raw(columns.haul).isEmpty else {
            throw reader.bad(columns.haul, "short, long or nothing")
        }
        guard let side = RailSide(rawValue: reader.string(columns.side)) else {
            throw reader.bad(columns.side, "corridor, coast, delta, inland, east or nothing")
        }
        return RailStation(
            id: telecode ?? nameZh, telecode: telecode, nameZh: nameZh, nameEn: reader.string(columns.nameEn),
            jurisdiction: jurisdiction, haul: haul, hub: try optionalTelecode(in: reader, columns.hub), side: side,
            note: reader.string(columns.note))
    }

    private static func readNames(
        _ file: RailFile, of stations: [RailStation]
    ) throws(FareDataError) -> [[RailStationName]] {
        var reader = try file.reader()
        let telecode = try reader.requiredColumn("telecode")
        let nameZh = try reader.requiredColumn("name_zh")
        let nameEn = try reader.requiredColumn("name_en")
        let from = try reader.requiredColumn("from")
        let until = try reader.requiredColumn("until")
        let source = try reader.requiredColumn("source")
        let indices = RailFile.indices(of: stations)
        var names = [[RailStationName]](repeating: [], count: stations.count)
        while try reader.next() {
            let index = try reader.station(telecode, in: indices)
            let name = RailStationName(
                nameZh: reader.string(nameZh), nameEn: reader.string(nameEn), from: try reader.date(from),
                through: try reader.date(until), source: reader.string(source))
            guard !name.nameZh.isEmpty || (!name.isDated && !name.nameEn.isEmpty) else {
                throw reader.bad(nameZh, "a name")
            }
            if let first = name.from, let last = name.through, last < first {
                throw reader.bad(until, "a day not before \(first)")
            }
            if let other = names[Int(index)].first(where: { $0.overlaps(name) }) {
                throw .contradiction(
                    file: reader.file, line: reader.line, what: "on some day both \(other.nameZh) and \(name.nameZh)")
            }
            names[Int(index)].append(name)
        }
        return names
    }

    private static func optionalTelecode(in reader: CSVReader, _ column: Int) throws(FareDataError) -> String? {
        let text = reader.raw(column)
        guard !text.isEmpty else { return nil }
        guard text.count == 3, text.allSatisfy({ (0x41...0x5A).contains($0) }) else {
            throw reader.bad(column, "three capital letters or nothing")
        }
        return reader.string(column)
    }
}

/// Where the columns of `stations.csv` stand.
private struct StationColumns {
    let telecode: Int
    let nameZh: Int
    let nameEn: Int
    let jurisdiction: Int
    let haul: Int
    let hub: Int
    let side: Int
    let note: Int

    init(_ reader: CSVReader) throws(FareDataError) {
        telecode = try reader.requiredColumn("telecode")
        nameZh = try reader.requiredColumn("name_zh")
        nameEn = try reader.requiredColumn("name_en")
        jurisdiction = try reader.requiredColumn("jurisdiction")
        haul = try reader.requiredColumn("haul")
        hub = try reader.requiredColumn("hub")
        side = try reader.requiredColumn("side")
        note = try reader.requiredColumn("note")
    }
}

extension RailStationName {
    /// Whether both are names of some same day.
    fileprivate func overlaps(_ other: RailStationName) -> Bool {
        guard isDated, other.isDated else { return false }
        let latestStart = max(from?.dayNumber ?? .min, other.from?.dayNumber ?? .min)
        return latestStart <= min(through?.dayNumber ?? .max, other.through?.dayNumber ?? .max)
    }
}
