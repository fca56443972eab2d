/// One rail data file: its name for errors, and its bytes.
package struct RailFile {
    /// The name used in errors.
    package let name: String
    /// The content.
    package let bytes: [UInt8]

    /// Takes bytes from anywhere.
    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// A file that a folder must have.
    init(_ name: String, in folder: DataFolder) throws(FareDataError) {
        self.name = folder.displayName(of: name)
        guard let bytes = try folder.contents(of: name) else { throw .missingFile(file: self.name) }
        self.bytes = bytes
    }

    func reader() throws(FareDataError) -> CSVReader { try CSVReader(file: name, bytes: bytes) }

    /// Telecode → position, of the stations that have one.
    static func indices(of stations: [RailStation]) -> [String: StationIndex] {
        var indices: [String: StationIndex] = [:]
        for (index, station) in stations.enumerated() {
            if let telecode = station.telecode { indices[telecode] = StationIndex(index) }
        }
        return indices
    }
}

extension CSVReader {
    /// A field as the telecode of a known station.
    func station(_ column: Int, in indices: [String: StationIndex]) throws(FareDataError) -> StationIndex {
        guard let index = indices[string(column)] else { throw bad(column, "a telecode of stations.csv") }
        return index
    }
}

extension ServiceDate {
    /// Reads `YYYY-MM-DD`, or `YYYY-MM` as the first day of that month; nil if it is neither.
    public init?(dayOrMonth text: String) {
        self.init(text.utf8.count == 7 ? text + "-01" : text)
    }
}
