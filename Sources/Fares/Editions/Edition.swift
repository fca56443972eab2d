/// One dated state of a fare system: its network, published fares, exceptions and its own tariff.
///
/// - **Shape**: a network folder (`INTERFACES`: `--network DIR`), one inside the binary (`--edition E`), or such files
///   in memory.
/// - **Errors**: reading throws ``FareDataError``.
public struct Edition: Sendable {
    /// The id, such as `2018-08`; a folder without `edition.yaml` takes its own name.
    public let id: String
    /// The Chinese name.
    public let nameZh: String
    /// The English name.
    public let nameEn: String
    /// First service date that the edition prices; nil: not known.
    public let validFrom: ServiceDate?
    /// Last service date that it prices; nil: still in force.
    public let validThrough: ServiceDate?
    /// Stations, lines, links.
    public let network: Network
    /// Finds stations by id, name, code or alias.
    public let directory: StationDirectory
    /// The operator's table, where there is one.
    public let published: PublishedFares?
    /// Pairs that differ from bands on the shortest path.
    public let exceptions: [FareException]
    /// The tariff that belongs to the edition.
    public let tariff: Tariff
    /// The tariff's file, for messages.
    public let tariffFile: String

    /// The date that stands for "no date given": the last of its validity, else the first, else 2026-06-28.
    public var referenceDate: ServiceDate {
        // The date of the newest timetable package behind the shipped data (FareData/README.md).
        validThrough ?? validFrom ?? ServiceDate(dayNumber: 20_632)
    }
}

extension Edition {
    /// The ids of the editions inside the binary, oldest first.
    public static var shippedIDs: [String] { EmbeddedData.editions }

    /// Reads an edition inside the binary; nil if there is none of that id.
    public static func shipped(_ id: String) throws(FareDataError) -> Edition? {
        guard shippedIDs.contains(id) else { return nil }
        return try read(from: .embedded("editions/\(id)"), id: id)
    }

    /// The id of the shipped edition in force on a service date; nil if none covers it.
    public static func shippedID(on date: ServiceDate) throws(FareDataError) -> String? {
        for id in shippedIDs where try EditionHeader.read(from: .embedded("editions/\(id)")).covers(date) { return id }
        return nil
    }

    /// The shipped edition in force on a service date; nil if none covers it.
    public static func shipped(on date: ServiceDate) throws(FareDataError) -> Edition? {
        guard let id = try shippedID(on: date) else { return nil }
        return try shipped(id)
    }

    /// Reads a network folder.
    public static func read(directory: String) throws(FareDataError) -> Edition {
        var path = directory
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return try read(from: .directory(path), id: name)
    }

    /// Reads the files of a network folder from memory; `id` where they have none.
    public static func read(files: [String: [UInt8]], id: String) throws(FareDataError) -> Edition {
        try read(from: .files(files, name: id), id: id)
    }

    private static func read(from folder: DataFolder, id: String) throws(FareDataError) -> Edition {
        let header = try EditionHeader.read(from: folder)
        let network = try Network.read(from: folder)
        var stations: [String: StationIndex] = [:]
        for (index, station) in network.stations.enumerated() { stations[station.id] = StationIndex(index) }
        let id = header.id ?? id
        let (tariff, tariffFile) = try readTariff(of: folder)
        return Edition(
            id: id, nameZh: header.nameZh ?? id, nameEn: header.nameEn ?? id,
            validFrom: header.validFrom, validThrough: header.validThrough, network: network,
            directory: StationDirectory(network, aliases: try StationAliases.read(from: folder)),
            published: try PublishedFares.read(from: folder, stations: stations),
            exceptions: try FareException.read(from: folder, stations: stations),
            tariff: tariff, tariffFile: tariffFile)
    }
}

extension Edition {
    /// The tariff of a folder, else the shipped one, with its file's name.
    private static func readTariff(of folder: DataFolder) throws(FareDataError) -> (Tariff, String) {
        for name in ["tariff.yaml", "tariff.csv"] {
            guard let bytes = try folder.contents(of: name) else { continue }
            let file = folder.displayName(of: name)
            return (try Tariff.read(file: file, bytes: bytes), file)
        }
        return (try Tariff.shipped(), "(built in) tariffs/\(Tariff.shippedName).yaml")
    }
}

/// The optional `edition.yaml` of a network folder.
struct EditionHeader {
    var id: String?
    var nameZh: String?
    var nameEn: String?
    var validFrom: ServiceDate?
    var validThrough: ServiceDate?

    func covers(_ date: ServiceDate) -> Bool {
        (validFrom.map { $0 <= date } ?? true) && (validThrough.map { date <= $0 } ?? true)
    }

    static func read(from folder: DataFolder) throws(FareDataError) -> EditionHeader {
        var header = EditionHeader()
        let name = "edition.yaml"
        guard let bytes = try folder.contents(of: name) else { return header }
        let root = try TariffNode.root(file: folder.displayName(of: name), bytes: bytes)
        for (key, node) in try root.mapping(["id", "name_zh", "name_en", "valid_from", "valid_through"]) {
            switch key {
            case "id": header.id = try node.string()
            case "name_zh": header.nameZh = try node.string()
            case "name_en": header.nameEn = try node.string()
            case "valid_from": header.validFrom = try node.date()
            default: header.validThrough = try node.date()
            }
        }
        if let from = header.validFrom, let through = header.validThrough, through < from,
            let node = root.child("valid_through")
        {
            throw node.contradiction("\(through) is before valid_from \(from)")
        }
        return header
    }
}

/// Damaged and variant station names: those of the folder, then the shipped ones.
enum StationAliases {
    static func read(from folder: DataFolder) throws(FareDataError) -> [String: String] {
        var aliases: [String: String] = [:]
        for place in [DataFolder.embedded("editions"), folder] {
            let name = "station_aliases.csv"
            guard let bytes = try place.contents(of: name) else { continue }
            var reader = try CSVReader(file: place.displayName(of: name), bytes: bytes)
            let alias = try reader.requiredColumn("alias")
            let target = try reader.requiredColumn("name_zh")
            while try reader.next() { aliases[reader.string(alias)] = reader.string(target) }
        }
        return aliases
    }
}
