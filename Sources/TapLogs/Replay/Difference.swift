import Fares

/// Why a logged exit differs from what the engine says.
enum DifferenceReason: UInt8, CaseIterable {
    /// The value before discount is not the base fare of the pair.
    case baseFare
    /// A full-price exit whose value no ordinary fare to its station has: business carriage, most likely.
    case businessCarriage
    /// The value is right, the charge is not the engine's.
    case charge
    /// The charge follows no class from the value.
    case unexplainedAmount
    /// The stay was longer than the limit.
    case overtime
    /// A cap, promotion or pass of the tariff changed the engine's charge.
    case tariffRule
    /// A station of the pair is not known.
    case unknownStation
    /// The tariff refuses the trip.
    case refused

    var code: String {
        switch self {
        case .baseFare: "base-fare"
        case .businessCarriage: "business-carriage"
        case .charge: "charge"
        case .unexplainedAmount: "unexplained-amount"
        case .overtime: "overtime"
        case .tariffRule: "tariff-rule"
        case .unknownStation: "unknown-station"
        case .refused: "refused"
        }
    }
}

/// One logged exit that differs, with what is known about it.
struct Difference {
    /// The line of the file.
    var line: Int
    var card: UInt64
    /// Nil where the exit has no entry.
    var entryTime: UInt32?
    var exitTime: UInt32
    var origin: UInt16
    var destination: UInt16
    var valueFen: Int
    var chargedFen: Int
    /// The engine's amounts; nil where it has none.
    var baseFen: Int?
    var ratedFen: Int?
    var exitClass: ExitClass
    /// Bits by ``DifferenceReason``.
    var reasons: UInt16
}

/// Writes differences as CSV in order of the file.
struct DifferencesFile {
    /// The header line.
    static let header =
        "line,card,entry_time,origin,exit_time,destination,value_fen,base_fen,charged_fen,rated_fen,class,reasons\n"

    let stationNames: [String]
    let cards: CardDirectory

    /// Writes all differences.
    func write(_ differences: [Difference], to output: OutputFile) throws(LogError) {
        try output.write(Array(Self.header.utf8))
        for difference in differences.sorted(by: { $0.line < $1.line }) {
            var fields: [String] = []
            fields.append(String(difference.line))
            fields.append(CSVField.quoted(CardCode.name(of: difference.card, in: cards)))
            fields.append(difference.entryTime.map { LocalTime(seconds: $0).description } ?? "")
            fields.append(station(difference.origin))
            fields.append(LocalTime(seconds: difference.exitTime).description)
            fields.append(station(difference.destination))
            fields.append(String(difference.valueFen))
            fields.append(difference.baseFen.map(String.init) ?? "")
            fields.append(String(difference.chargedFen))
            fields.append(difference.ratedFen.map(String.init) ?? "")
            fields.append(difference.exitClass.name)
            let reasons = DifferenceReason.allCases.filter { difference.reasons & (1 << UInt16($0.rawValue)) != 0 }
            fields.append(reasons.map(\.code).joined(separator: " "))
            try output.write(Array((fields.joined(separator: ",") + "\n").utf8))
        }
    }

    private func station(_ station: UInt16) -> String {
        station == TapRecord.noStation ? "" : CSVField.quoted(stationNames[Int(station)])
    }
}
