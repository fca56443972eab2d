import Fares
import Gate
import Journal

/// Any tap as a row of our own format, refused ones included: the fields of operations.md 4.2 without those that lead
/// to a card.
package enum TapRow {
    /// The columns.
    package static let columns = [
        "transaction_id", "device_id", "epoch", "sequence", "wall_ms", "event_timestamp", "service_date", "direction",
        "station_id", "token_id", "medium", "rider", "class", "outcome", "reason", "charge_fen", "fare_fen",
        "entry_timestamp", "entry_station_id", "edition", "denylist_version",
    ]
    /// Those of them that are numbers.
    package static let numbers: Set<String> = [
        "epoch", "sequence", "wall_ms", "charge_fen", "fare_fen", "denylist_version",
    ]

    /// The fields of a tap.
    package static func fields(
        _ tap: JournalTap, _ id: TapIdentity, _ header: RecordHeader, token: String
    ) -> [String] {
        let direction =
            switch tap.kind {
            case .entry: "entry"
            case .exit: "exit"
            case .bus: "bus"
            }
        return [
            "\(id)", id.device, "\(id.epoch)", "\(id.sequence)", "\(header.moment.wallMilliseconds)",
            TIDESRow.timestamp(tap.time), "\(tap.serviceDate)", direction, tap.station?.id ?? "", token, tap.medium,
            tap.rider, tap.carriage.rawValue, tap.outcome.rawValue, tap.reason.code, "\(tap.chargeFen)",
            tap.fareFen.map(String.init) ?? "", tap.entry.map { TIDESRow.timestamp($0.time) } ?? "",
            tap.entry?.station?.id ?? "", tap.fares.edition, "\(tap.denyListVersion)",
        ]
    }
}
