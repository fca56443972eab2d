import Fares

/// Which trains leave which station and when.
///
/// - **Shape**: `trains.csv`: `train` (`G5711`), `station` (telecode), `departs` (`HH:MM`; may be empty for a cancelled
///   train), `date` (`YYYY-MM-DD`, or empty for every day), `status` (`running`, `cancelled`), optional `day_offset`
///   (0 to ``mostDaysOffset``). The date is the train's: the one that its tickets carry. A train that calls after
///   midnight leaves on the train's date plus `day_offset`. A row with a date stands before the one of every day.
/// - **Limits**: ``mostRows``.
/// - **Errors**: ``FareDataError`` with file and line; two rows of one train, station and date are refused with both.
///   What may be somebody's number is not repeated: a list of tickets may have been given in place of this one.
package struct RailTimetable: Sendable {
    /// The most rows.
    package static let mostRows = 1_000_000
    /// The most days after the train's own that it still runs.
    package static let mostDaysOffset = 3

    private struct Call: Hashable {
        let train: RailTrain
        let station: RailTelecode
        /// The train's date; nil: every day.
        let date: ServiceDate?
    }

    private var stops: [Call: RailStop] = [:]

    /// Where a train of that date leaves a station; nil if it does not call there that day.
    package func stop(of train: RailTrain, at station: RailTelecode, on trainDate: ServiceDate) -> RailStop? {
        stops[Call(train: train, station: station, date: trainDate)]
            ?? stops[Call(train: train, station: station, date: nil)]
    }

    /// Reads a list of trains.
    package static func read(path: String) throws(FareDataError) -> RailTimetable {
        try read(file: path, bytes: try readWholeFile(path))
    }

    /// Reads a list of trains from bytes; `file` is its name for errors.
    package static func read(file: String, bytes: [UInt8]) throws(FareDataError) -> RailTimetable {
        var reader = try CSVReader(file: file, bytes: bytes)
        let columns = try Columns(reader)
        var timetable = RailTimetable()
        var lines: [Call: Int] = [:]
        while try reader.next() {
            let call = try columns.call(reader)
            let stop = try columns.stop(reader)
            if let line = lines[call], let other = timetable.stops[call] {
                let words = other == stop ? "stands already on line \(line)" : "contradicts line \(line)"
                throw .contradiction(
                    file: file, line: reader.line,
                    what: "\(call.train) at \(call.station), \(call.date?.description ?? "every day"): \(words)")
            }
            guard lines.count < mostRows else {
                throw .contradiction(file: file, line: reader.line, what: "more than \(mostRows) rows")
            }
            lines[call] = reader.line
            timetable.stops[call] = stop
        }
        guard !lines.isEmpty else { throw .inconsistent(file: file, what: "no train in the file") }
        return timetable
    }

    /// Where the columns are, and what their values mean.
    private struct Columns {
        let train: Int
        let station: Int
        let departs: Int
        let date: Int
        let status: Int
        let dayOffset: Int?

        init(_ reader: CSVReader) throws(FareDataError) {
            train = try reader.guardedColumn("train")
            station = try reader.guardedColumn("station")
            departs = try reader.guardedColumn("departs")
            date = try reader.guardedColumn("date")
            status = try reader.guardedColumn("status")
            dayOffset = reader.column("day_offset")
        }

        func call(_ reader: CSVReader) throws(FareDataError) -> Call {
            guard let number = RailTrain(reader.raw(train)) else {
                throw reader.guarded(train, "a train number such as G5711")
            }
            guard let telecode = RailTelecode(reader.raw(station)) else {
                throw reader.guarded(station, "a telecode of three capital letters")
            }
            guard !reader.raw(date).isEmpty else { return Call(train: number, station: telecode, date: nil) }
            guard let day = ServiceDate(reader.string(date)) else {
                throw reader.guarded(date, "a date YYYY-MM-DD, or nothing for every day")
            }
            return Call(train: number, station: telecode, date: day)
        }

        func stop(_ reader: CSVReader) throws(FareDataError) -> RailStop {
            let isCancelled: Bool
            switch reader.string(status) {
            case "running": isCancelled = false
            case "cancelled": isCancelled = true
            default: throw reader.guarded(status, "running or cancelled")
            }
            let offset = try daysAfter(reader)
            var second = 0
            if !isCancelled || !reader.raw(departs).isEmpty {
                guard let time = secondOfDay(reader.raw(departs)) else {
                    throw reader.guarded(departs, "a time HH:MM")
                }
                second = time
            }
            return RailStop(secondOfDay: second, dayOffset: offset, isCancelled: isCancelled)
        }

        private func daysAfter(_ reader: CSVReader) throws(FareDataError) -> Int {
            guard let dayOffset, let digit = reader.raw(dayOffset).first else { return 0 }
            let days = Int(digit) - 0x30
            guard reader.raw(dayOffset).count == 1, (0...RailTimetable.mostDaysOffset).contains(days) else {
                throw reader.guarded(dayOffset, "a whole number from 0 to \(RailTimetable.mostDaysOffset)")
            }
            return days
        }

        private func secondOfDay(_ field: ArraySlice<UInt8>) -> Int? {
            guard field.count == 5, field[field.startIndex + 2] == UInt8(ascii: ":") else { return nil }
            var digits: [Int] = []
            for (index, byte) in field.enumerated() where index != 2 {
                guard (0x30...0x39).contains(byte) else { return nil }
                digits.append(Int(byte - 0x30))
            }
            let (hour, minute) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
            return hour < 24 && minute < 60 ? hour * 3600 + minute * 60 : nil
        }
    }
}
