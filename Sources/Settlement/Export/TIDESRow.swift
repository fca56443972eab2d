import Fares
import Gate
import Journal

/// An approved tap as a row of TIDES `fare_transactions` 1.0.
///
/// - **Limits**: refused taps have no place there. A tap's record does not say whether a cap applied: whoever has the
///   batches of its day does.
/// - **Source**: operations.md, 8.1.
package enum TIDESRow {
    /// The columns of the schema, in its order.
    package static let columns = [
        "transaction_id", "service_date", "event_timestamp", "location_ping_id", "amount", "currency_type",
        "fare_action", "trip_id_performed", "trip_id_scheduled", "pattern_id", "trip_stop_sequence",
        "scheduled_stop_sequence", "vehicle_id", "device_id", "fare_id", "stop_id", "num_riders", "fare_media_id",
        "rider_category", "fare_product", "fare_period", "fare_capped", "token_id", "balance",
    ]

    /// The columns of `devices`.
    package static let deviceColumns = [
        "device_id", "stop_id", "vehicle_id", "train_car_id", "device_type", "device_vendor", "device_model",
        "device_location",
    ]

    /// The fields of a tap.
    package static func fields(
        _ tap: JournalTap, _ id: TapIdentity, token: String, isCapped: Bool = false
    ) -> [String] {
        [
            "\(id)", "\(tap.serviceDate)", timestamp(tap.time), "", yuan(tap.chargeFen), "CNY", action(tap.kind), "",
            "",
            "", "", "", "", id.device, "", tap.station?.id ?? "", "1", media(tap.medium), tap.rider, tap.medium, "",
            isCapped ? "true" : "false", token, "",
        ]
    }

    /// The fields of a gate.
    package static func device(_ device: String, station: String) -> [String] {
        [device, station, "", "", "Fare gate", "FareGate", "", ""]
    }

    /// ISO 8601 with China's offset.
    package static func timestamp(_ time: LocalTime) -> String {
        let text = "\(time)"
        return "\(text.prefix(10))T\(text.suffix(8))+08:00"
    }

    /// Fen as decimal yuan, without thousands.
    package static func yuan(_ fen: Int64) -> String {
        let rest = fen.magnitude % 100
        return "\(fen < 0 ? "-" : "")\(fen.magnitude / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    private static func action(_ kind: TapKind) -> String {
        switch kind {
        case .entry: "Enter"
        case .exit: "Exit"
        case .bus: "Other"
        }
    }

    private static func media(_ medium: String) -> String {
        switch medium {
        case "quickpass", "quickpass-overseas": "Bank card"
        case "shenzhen-tong", "t-union", "single-ticket", "day-pass", "three-day-pass": "Smart card or ticket"
        case "qr-code": "Optical scan"
        default: "Other type"
        }
    }
}
