import Fares

/// Files that say when riders come: of trains, or of single riders.
///
/// - **Shape**: CSV with a header; columns in any order, others passed over. Trains: `time`, `riders`, optional
///   `doors`, `walk_s` (a ``TimeSpread`` in seconds, such as `20..40..90`). Arrivals: `time`. A time is a second from
///   the start of the simulation, or `HH:MM:SS` after it.
/// - **Limits**: ``mostRows``; passengers of all trains together ``StationPlan/mostRiders``.
/// - **Errors**: ``FareDataError`` with file and line.
package enum StationFiles {
    /// The most rows of a file.
    package static let mostRows = 1_000_000

    /// Reads trains in the order of their times.
    package static func trains(file: String, bytes: [UInt8]) throws(FareDataError) -> [StationTrain] {
        var reader = try CSVReader(file: file, bytes: bytes)
        let time = try reader.requiredColumn("time")
        let riders = try reader.requiredColumn("riders")
        let (doors, walk) = (reader.column("doors"), reader.column("walk_s"))
        var trains: [StationTrain] = []
        var sum = 0
        while try reader.next() {
            var (count, spread) = (StationTrain.standardDoors, StationTrain.standardWalk)
            if let doors {
                count = try reader.integer(doors, maximum: StationTrain.mostDoors)
                guard count > 0 else { throw reader.bad(doors, "1 to \(StationTrain.mostDoors)") }
            }
            if let walk {
                guard let found = seconds(reader.string(walk)) else {
                    throw reader.bad(walk, "seconds, such as 40, 20..60 or 20..40..90")
                }
                spread = found
            }
            let people = try reader.integer(riders, maximum: StationTrain.mostRiders)
            trains.append(
                StationTrain(
                    second: try second(of: time, last: trains.last?.second, reader), riders: people, doors: count,
                    walk: spread))
            sum += people
            guard trains.count <= mostRows, sum <= StationPlan.mostRiders else { throw tooMany(reader) }
        }
        guard !trains.isEmpty else { throw .inconsistent(file: file, what: "no train") }
        return trains
    }

    /// Reads the moments of single riders, in microseconds.
    package static func arrivals(file: String, bytes: [UInt8]) throws(FareDataError) -> [Int64] {
        var reader = try CSVReader(file: file, bytes: bytes)
        let time = try reader.requiredColumn("time")
        var moments: [Int64] = []
        while try reader.next() {
            let text = reader.string(time)
            guard let moment = microseconds(text) else { throw badTime(time, reader) }
            guard moment >= moments.last ?? 0 else { throw outOfOrder(reader) }
            moments.append(moment)
            guard moments.count <= mostRows else { throw tooMany(reader) }
        }
        return moments
    }

    private static func second(of column: Int, last: Int?, _ reader: CSVReader) throws(FareDataError) -> Int {
        guard let moment = microseconds(reader.string(column)), moment % 1_000_000 == 0 else {
            throw badTime(column, reader)
        }
        let second = Int(moment / 1_000_000)
        guard second >= last ?? 0 else { throw outOfOrder(reader) }
        return second
    }

    /// A second with up to three decimals, or `HH:MM:SS`.
    private static func microseconds(_ text: String) -> Int64? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 1 {
            guard let value = DecimalText.thousandths(text), value <= StationPlan.mostMinutes * 60_000 else {
                return nil
            }
            return Int64(value) * 1000
        }
        guard parts.count == 3,
            parts.allSatisfy({ part in part.utf8.count == 2 && part.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let hours = Int(parts[0]), let minutes = Int(parts[1]), let seconds = Int(parts[2]), minutes < 60,
            seconds < 60
        else { return nil }
        return Int64(hours * 3600 + minutes * 60 + seconds) * 1_000_000
    }

    /// A spread that is written in seconds.
    package static func seconds(_ text: String) -> TimeSpread? {
        let values = text.split(separator: "..", omittingEmptySubsequences: false).map {
            DecimalText.thousandths(String($0))
        }
        guard values.allSatisfy({ $0 != nil }) else { return nil }
        return TimeSpread(values.compactMap { $0.map { "\($0)" } }.joined(separator: ".."))
    }

    private static func badTime(_ column: Int, _ reader: CSVReader) -> FareDataError {
        reader.bad(column, "a second from the start of the simulation, or HH:MM:SS after it")
    }

    private static func outOfOrder(_ reader: CSVReader) -> FareDataError {
        .contradiction(file: reader.file, line: reader.line, what: "earlier than the line before; times must ascend")
    }

    private static func tooMany(_ reader: CSVReader) -> FareDataError {
        .contradiction(
            file: reader.file, line: reader.line,
            what: "more than \(mostRows) rows, or more than \(StationPlan.mostRiders) riders")
    }
}
