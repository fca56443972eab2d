import Fares
import Journal

extension FareVersion {
    /// The fares of a book on a day: the edition's id, and a hash (FNV-1a) over stations and all fares between them.
    package init(_ book: FareBook, on date: ServiceDate) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func take(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let stations = book.edition.network.stations
        for station in stations {
            for byte in station.id.utf8 { take(byte) }
            take(0)
        }
        let table = book.rules(on: date).ordinary
        for entry in stations.indices {
            for exit in stations.indices {
                let fare = table.fare(from: StationIndex(entry), to: StationIndex(exit))
                take(UInt8(truncatingIfNeeded: fare))
                take(UInt8(truncatingIfNeeded: fare >> 8))
            }
        }
        self.init(edition: book.edition.id, hash: hash)
    }
}
