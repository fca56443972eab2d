import Fares
import Gate

/// The ride that an open debit pays for, kept behind the purse's own bytes in the debit's record.
///
/// - **Shape**: a version byte, entry time (4), entry station as in the card's records (7), fare (4); highest byte
///   first. A record without it is one of before, or of an entry.
struct KeptRide: Hashable {
    /// Bytes of the stored form.
    static let length = 16
    private static let version: UInt8 = 1

    /// The moment of the entry that the card had on record.
    let entryTime: LocalTime
    /// Where it was.
    let entryStationID: String
    /// The fare of the ride, in fen.
    let fareFen: UInt32

    /// The ride of a decision; nil if it completes none, or has no price.
    init?(_ decision: GateDecision, stations: [Station]) {
        guard let entry = decision.journey?.entry, let station = entry.station, let fare = decision.fare,
            let fareFen = UInt32(exactly: fare.fareFen)
        else { return nil }
        entryTime = entry.time
        entryStationID = stations[Int(station)].id
        self.fareFen = fareFen
    }

    /// The stored form; nil for a station that the card's records could not hold either.
    var bytes: [UInt8]? {
        guard let place = PursePlace.number(of: entryStationID) else { return nil }
        let time = entryTime.seconds
        return [Self.version] + Self.bytes(UInt64(time), 4) + Self.bytes(place, 7) + Self.bytes(UInt64(fareFen), 4)
    }

    /// Reads the stored form; nil for other bytes.
    init?(_ bytes: ArraySlice<UInt8>) {
        guard bytes.count == Self.length, bytes.first == Self.version else { return nil }
        let fields = bytes.dropFirst()
        entryTime = LocalTime(seconds: UInt32(Self.number(fields.prefix(4))))
        entryStationID = PursePlace.stationID(Self.number(fields.dropFirst(4).prefix(7)))
        fareFen = UInt32(Self.number(fields.suffix(4)))
    }

    private static func bytes(_ number: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
}
