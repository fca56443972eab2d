import Fares
import Journal

extension FareVersion {
    /// The fares of a book, whatever the date: the edition's id, and a hash (FNV-1a) over stations, the table that
    /// holds without a date, and all that the tariff says.
    ///
    /// The tariff is taken as the program prints it, so another program may give another hash for the same file; start
    /// records name the program.
    package init(_ book: FareBook) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func take(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        func take(_ text: String) {
            for byte in text.utf8 { take(byte) }
            take(0)
        }
        let stations = book.edition.network.stations
        for station in stations { take(station.id) }
        let table = book.undated.ordinary
        for entry in stations.indices {
            for exit in stations.indices {
                let fare = table.fare(from: StationIndex(entry), to: StationIndex(exit))
                take(UInt8(truncatingIfNeeded: fare))
                take(UInt8(truncatingIfNeeded: fare >> 8))
            }
        }
        var tariff = book.tariff
        // The only dictionary, whose order is another in every run; it prices nothing.
        tariff.logClasses = [:]
        take(String(reflecting: tariff))
        self.init(edition: book.edition.id, hash: hash)
    }
}
