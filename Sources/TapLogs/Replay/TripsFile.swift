import Fares

/// Writes trips as CSV: `card,entry_time,origin,exit_time,destination,base_fen,fare_fen`, sorted by exit time, card and
/// entry time; a trip without a price has empty amounts, a station that is not known is empty.
struct TripsFile {
    /// The header line.
    static let header = "card,entry_time,origin,exit_time,destination,base_fen,fare_fen\n"

    private let stations: [[UInt8]]
    private let cards: CardDirectory

    init(stationNames: [String], cards: CardDirectory) {
        stations = stationNames.map { Array(CSVField.quoted($0).utf8) }
        self.cards = cards
    }

    /// Writes all trips.
    func write(_ trips: [RatedTrip], to output: OutputFile) throws(LogError) {
        var lines = Array(Self.header.utf8)
        var entryTimes = LogTimeWriter()
        var exitTimes = LogTimeWriter()
        for index in order(of: trips) {
            let trip = trips[index]
            lines.append(contentsOf: CSVField.quoted(CardCode.name(of: trip.card, in: cards)).utf8)
            lines.append(0x2C)
            entryTimes.append(trip.entryTime, to: &lines)
            lines.append(0x2C)
            if trip.origin != TapRecord.noStation { lines.append(contentsOf: stations[Int(trip.origin)]) }
            lines.append(0x2C)
            exitTimes.append(trip.exitTime, to: &lines)
            lines.append(0x2C)
            if trip.destination != TapRecord.noStation { lines.append(contentsOf: stations[Int(trip.destination)]) }
            lines.append(0x2C)
            if trip.baseFen >= 0 { lines.append(contentsOf: String(trip.baseFen).utf8) }
            lines.append(0x2C)
            if trip.fareFen >= 0 { lines.append(contentsOf: String(trip.fareFen).utf8) }
            lines.append(0x0A)
            if lines.count > 1 << 16 {
                try output.write(lines)
                lines.removeAll(keepingCapacity: true)
            }
        }
        try output.write(lines)
    }

    /// The trips' positions in the order they are written.
    private func order(of trips: [RatedTrip]) -> [Int] {
        // By the second first, as plain numbers; then each second's few trips by card.
        var keys = trips.indices.map { UInt64(trips[$0].exitTime) << 32 | UInt64($0) }
        keys.sort()
        var order = keys.map { Int($0 & 0xFFFF_FFFF) }
        var first = 0
        while first < order.count {
            var end = first + 1
            while end < order.count, trips[order[end]].exitTime == trips[order[first]].exitTime { end += 1 }
            if end - first > 1 { order[first..<end].sort { precedes(trips[$0], trips[$1]) } }
            first = end
        }
        return order
    }

    /// Whether a trip of the same second comes first.
    private func precedes(_ left: RatedTrip, _ right: RatedTrip) -> Bool {
        if left.card != right.card {
            if let keys = CardCode.letterOrder(left.card, right.card) { return keys.0 < keys.1 }
            // Names that are not UTF-8 may be repaired to the same text.
            let names = (CardCode.name(of: left.card, in: cards), CardCode.name(of: right.card, in: cards))
            if names.0 != names.1 { return names.0.utf8.lexicographicallyPrecedes(names.1.utf8) }
        }
        return (left.entryTime, left.origin, left.destination, left.fareFen)
            < (right.entryTime, right.origin, right.destination, right.fareFen)
    }
}

/// Writes `YYYY-MM-DD HH:MM:SS`, keeping the text of the last date.
struct LogTimeWriter {
    private var day: UInt32 = .max
    private var date: [UInt8] = []

    mutating func append(_ seconds: UInt32, to bytes: inout [UInt8]) {
        if seconds / 86_400 != day {
            day = seconds / 86_400
            date = Array(ServiceDate(dayNumber: Int32(day)).description.utf8) + [0x20]
        }
        bytes.append(contentsOf: date)
        let second = seconds % 86_400
        Self.appendTwoDigits(second / 3600, to: &bytes)
        bytes.append(0x3A)
        Self.appendTwoDigits(second / 60 % 60, to: &bytes)
        bytes.append(0x3A)
        Self.appendTwoDigits(second % 60, to: &bytes)
    }

    private static func appendTwoDigits(_ number: UInt32, to bytes: inout [UInt8]) {
        bytes.append(UInt8(0x30 + number / 10))
        bytes.append(UInt8(0x30 + number % 10))
    }
}
