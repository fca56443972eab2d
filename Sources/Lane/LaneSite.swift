import Fares
import Gate
import Journal

/// Where a lane stands and which way it lets people.
package struct LaneSite: Sendable {
    /// The station in the edition in use.
    package let station: StationIndex
    /// The same as records keep it.
    package let place: JournalStation
    /// Entry or exit.
    package let direction: TapKind

    package init(station: StationIndex, of book: FareBook, direction: TapKind) {
        self.station = station
        place = JournalStation(index: station, id: book.edition.network.stations[Int(station)].id)
        self.direction = direction
    }
}
