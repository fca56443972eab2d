import Fares

/// A joined trip with its price, in the order in which trips are written: exit, card, entry.
struct RatedTrip {
    /// The ``CardCode``.
    var card: UInt64
    var entryTime: UInt32
    var exitTime: UInt32
    /// Stations; ``TapRecord/noStation`` where not known.
    var origin: UInt16
    var destination: UInt16
    /// In fen; -1: no price.
    var baseFen: Int32
    var fareFen: Int32
}

/// Writes trips as CSV: `card,entry_time,origin,exit_time,destination,base_fen,fare_fen`, sorted by exit time, card and
/// entry time; a trip without a price has empty amounts, a station that is not known is empty.
struct TripsFile {
    /// The header line.
    static let header = "card,entry_time,origin,exit_time,destination,base_fen,fare_fen\n"

    let stationNames: [String]
    let cards: CardDirectory

    /// Writes all trips.
    func write(_ trips: [RatedTrip], to output: OutputFile) throws(LogError) {
        // Cards compare by name, which for directory cards is not the order of the codes.
        var names: [UInt64: String] = [:]
        for trip in trips where trip.card >> 62 != 0 && names[trip.card] == nil {
            names[trip.card] = CardCode.name(of: trip.card, in: cards)
        }
        func name(_ card: UInt64) -> String { names[card] ?? CardCode.name(of: card, in: cards) }
        let sorted = trips.sorted { left, right in
            if left.exitTime != right.exitTime { return left.exitTime < right.exitTime }
            if left.card != right.card {
                // Names that are not UTF-8 may be repaired to the same text.
                let names = (name(left.card), name(right.card))
                if names.0 != names.1 { return names.0.utf8.lexicographicallyPrecedes(names.1.utf8) }
            }
            return (left.entryTime, left.origin, left.destination, left.fareFen)
                < (right.entryTime, right.origin, right.destination, right.fareFen)
        }
        var line = Array(Self.header.utf8)
        for trip in sorted {
            line.append(contentsOf: CSVField.quoted(name(trip.card)).utf8)
            line.append(0x2C)
            line.append(contentsOf: LocalTime(seconds: trip.entryTime).description.utf8)
            line.append(0x2C)
            appendStation(trip.origin, to: &line)
            line.append(0x2C)
            line.append(contentsOf: LocalTime(seconds: trip.exitTime).description.utf8)
            line.append(0x2C)
            appendStation(trip.destination, to: &line)
            line.append(0x2C)
            if trip.baseFen >= 0 { line.append(contentsOf: String(trip.baseFen).utf8) }
            line.append(0x2C)
            if trip.fareFen >= 0 { line.append(contentsOf: String(trip.fareFen).utf8) }
            line.append(0x0A)
            if line.count > 1 << 16 {
                try output.write(line)
                line.removeAll(keepingCapacity: true)
            }
        }
        try output.write(line)
    }

    private func appendStation(_ station: UInt16, to line: inout [UInt8]) {
        guard station != TapRecord.noStation else { return }
        line.append(contentsOf: CSVField.quoted(stationNames[Int(station)]).utf8)
    }
}

/// A field of a CSV file, in quotes where it must be (RFC 4180).
package enum CSVField {
    package static func quoted(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
