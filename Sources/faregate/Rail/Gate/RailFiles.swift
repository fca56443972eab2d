import Fares
import Gate
import Lane
import SmartCard

/// The trains and the tickets sold: read at the start, and again when their files have changed.
///
/// - **Errors**: at the start those of the files; later a file that cannot be used is said once, and the old one stays
///   in force.
final class RailFiles {
    /// How often the files are looked at.
    private static let pauseMilliseconds = 1000

    let timetable: RailTimetable
    let reservations: RailReservations
    private let trainsPath: String
    private let reservationsPath: String?
    /// The files as they were when they were last read; taken before, so that no change is missed.
    private var trainsStamp: FileStamp?
    private var reservationsStamp: FileStamp?
    private var nextMilliseconds = 0

    init(trains: String, reservations: String?) throws(FareDataError) {
        (trainsPath, reservationsPath) = (trains, reservations)
        trainsStamp = FileStamp(trains)
        timetable = try RailTimetable.read(path: trains)
        guard let reservations else {
            self.reservations = RailReservations()
            return
        }
        reservationsStamp = FileStamp(reservations)
        self.reservations = try RailReservations.read(path: reservations)
    }

    /// Looks, if it is time; called between two passengers.
    func look(_ lane: RailLane) {
        guard GateClock.milliseconds >= nextMilliseconds else { return }
        nextMilliseconds = GateClock.milliseconds + Self.pauseMilliseconds
        let trains = Self.changed(trainsPath, &trainsStamp) { (path) throws(FareDataError) in
            try RailTimetable.read(path: path)
        }
        if let trains {
            lane.use(trains)
            Terminal.say("faregate: \(Wording.newTrains(trainsPath).text)")
        }
        guard let reservationsPath else { return }
        let list = Self.changed(reservationsPath, &reservationsStamp) { (path) throws(FareDataError) in
            try RailReservations.read(path: path)
        }
        if let list {
            lane.use(list)
            Terminal.say("faregate: \(Wording.newReservations(reservationsPath, list.count).text)")
        }
    }

    /// What a file holds now; nil if it has not changed, or is wrong, which is said.
    private static func changed<List>(
        _ path: String, _ known: inout FileStamp?, _ read: (String) throws(FareDataError) -> List
    ) -> List? {
        let now = FileStamp(path)
        guard now != known else { return nil }
        known = now
        do throws(FareDataError) { return try read(path) } catch {
            Terminal.complain(Wording(of: error).text)
            return nil
        }
    }
}
