import ArgumentParser
import Fares
import Gate
import SmartCard

/// A rail gate's station, and the book of a railway whose tickets are paid before.
struct RailGatePlace {
    let index: StationIndex
    let telecode: RailTelecode
    let book: FareBook

    /// - **Errors**: `StationLookupError`; a station without a telecode is said, exit code 64.
    init(_ text: String, in stations: RailStations) throws {
        index = try stations.station(text)
        guard let code = stations.stations[Int(index)].telecode, let telecode = RailTelecode(code) else {
            throw failure(.noTelecode(text), CommandExit.usage)
        }
        self.telecode = telecode
        book = FareBook.prepaid(stations: stations.stations.prefix(stations.pricedCount).compactMap(\.telecode))
    }
}
