import Fares

/// Which trains leave which station and when.
///
/// - **Shape**: `trains.csv`: `train` (`G5711`), `station` (telecode), `departs` (`HH:MM`; may be empty for a cancelled
///   train), `date` (`YYYY-MM-DD`, or empty for every day), `status` (`running`, `cancelled`), optional `day_offset`
///   (0 to ``mostDaysOffset``). The date is the train's: the one that its tickets carry. A train that calls after
///   midnight leaves on the train's date plus `day_offset`. A row with a date stands before the one of every day.
/// - **Limits**: ``mostRows``.
/// - **Errors**: ``FareDataError`` with file and line; two rows of one train, station and date are refused with both.
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
        throw .inconsistent(file: file, what: "not yet")
    }
}
