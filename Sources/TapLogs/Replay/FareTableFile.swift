import Fares

/// A bare table of fares by station name, for re-rating without a network: `origin,dest,fare_fen`.
///
/// - **Limits**: ``maximumStations`` names; a fare fits 31 bits. The full engine takes at most 655.34 yuan.
/// - **Errors**: ``FareDataError`` with file and line.
package struct FareTableFile: Sendable {
    /// The most names that a table may have.
    package static let maximumStations = 4096
    /// A pair without a fare.
    static let noFare: Int32 = -1

    /// The names in order of their first appearance.
    package let names: [String]
    /// The fares in fen, a square by position in ``names``, row = origin.
    let fares: [Int32]

    /// Reads the table.
    package init(path: String) throws(FareDataError) {
        try self.init(file: path, bytes: try readWholeFile(path))
    }

    init(file: String, bytes: [UInt8]) throws(FareDataError) {
        var reader = try CSVReader(file: file, bytes: bytes)
        let origin = try reader.requiredColumn("origin")
        let destination = try reader.requiredColumn("dest")
        let fare = try reader.requiredColumn("fare_fen")
        var names: [String] = []
        var numbers: [String: Int32] = [:]
        var pairs: [(from: Int32, to: Int32, fen: Int32)] = []
        func number(_ name: String) -> Int32 {
            if let known = numbers[name] { return known }
            let number = Int32(names.count)
            numbers[name] = number
            names.append(name)
            return number
        }
        while try reader.next() {
            let from = number(reader.string(origin))
            let to = number(reader.string(destination))
            guard names.count <= Self.maximumStations else {
                throw .inconsistent(file: file, what: "more than \(Self.maximumStations) station names")
            }
            pairs.append((from, to, Int32(try reader.integer(fare, maximum: Int(Int32.max)))))
        }
        guard !pairs.isEmpty else { throw .inconsistent(file: file, what: "no fare in the file") }
        var fares = [Int32](repeating: Self.noFare, count: names.count * names.count)
        for (record, pair) in pairs.enumerated() {
            let cell = Int(pair.from) * names.count + Int(pair.to)
            guard fares[cell] == Self.noFare || fares[cell] == pair.fen else {
                throw .inconsistent(
                    file: file,
                    what: "\(names[Int(pair.from)])-\(names[Int(pair.to)]) stands twice with different fares; "
                        + "the second is fare \(record + 1)")
            }
            fares[cell] = pair.fen
        }
        self.names = names
        self.fares = fares
    }

    /// The same table for the full engine.
    package func book(percent: Int, file: String) throws(FareDataError) -> FareBook {
        var square: [UInt16] = []
        square.reserveCapacity(fares.count)
        for fare in fares {
            guard fare <= Int32(FareTable.maximumFareFen) else {
                throw .inconsistent(
                    file: file, what: "a fare of \(fare) fen; the full engine takes at most \(FareTable.maximumFareFen)"
                )
            }
            square.append(fare == Self.noFare ? UInt16(FareTable.noFare) : UInt16(fare))
        }
        return FareBook(names: names, fares: square, percent: percent)
    }
}
