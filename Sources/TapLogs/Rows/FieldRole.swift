/// What a field of a tap log holds, whatever the format calls it.
enum FieldRole: Int, CaseIterable {
    case card
    case time
    case kind
    case station
    case device
    case value
    case charged
    case transfer
    case medium
    case rider

    /// The column of the Shenzhen open-data log; nil for what it does not have.
    var openDataName: String? {
        switch self {
        case .card: "card_no"
        case .time: "deal_date"
        case .kind: "deal_type"
        case .station: "station"
        case .device: "equ_no"
        case .value: "deal_value"
        case .charged: "deal_money"
        case .transfer: "conn_mark"
        case .medium, .rider: nil
        }
    }

    /// The key of FareGate's own NDJSON.
    var ownName: String {
        switch self {
        case .card: "card"
        case .time: "time"
        case .kind: "kind"
        case .station: "station"
        case .device: "device"
        case .value: "value_fen"
        case .charged: "charged_fen"
        case .transfer: "transfer"
        case .medium: "medium"
        case .rider: "rider"
        }
    }
}

/// Where the fields of the row at hand lie.
protocol FieldSource {
    /// The bytes of a field without quotes; empty where the row has none.
    func range(_ role: FieldRole) -> Range<Int>
    /// A field's bytes with all quoting undone, for names that are kept.
    func plain(_ bytes: LogBytes, _ role: FieldRole) -> [UInt8]
    /// The whole row, for rejects.
    var row: Range<Int> { get }
}

extension FieldSource {
    func plain(_ bytes: LogBytes, _ role: FieldRole) -> [UInt8] { bytes.array(range(role)) }
}

/// Takes the rows of a log one by one, in order of the file.
protocol RowSink {
    /// A row with its fields split.
    mutating func take<Fields: FieldSource>(_ bytes: LogBytes, _ fields: Fields, line: Int) throws(LogError)
    /// A row that cannot be split.
    mutating func reject(_ reason: RejectReason, _ bytes: LogBytes, _ row: Range<Int>, line: Int) throws(LogError)
}
