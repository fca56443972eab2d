import Fares

/// A rail question without a price, as JSON: the refusal's name, what is missing, and what was asked.
struct RailRefusalObject {
    let book: RailFareBook
    let text: RailQuestionText
    let refusal: RailRefusal

    var value: JSONValue {
        .object([
            ("network", "rail"), ("outcome", "refused"), ("reason", .string(refusal.code)),
            ("from", station(text.origin)), ("to", station(text.destination)),
            ("date", .optional(text.date.isEmpty ? nil : text.date)), ("missing", missing),
        ])
    }

    /// What would have to be known or said; null where it has no name.
    private var missing: JSONValue {
        switch refusal {
        case .station(.unknown(let text, let near)):
            .object([("station", .string(text)), ("near", .array(near.map { .string($0) }))])
        case .station(.ambiguous(let text, let matches)):
            .object([("station", .string(text)), ("matches", .array(matches.map { .string($0) }))])
        case .unknownRider(let text, let known):
            .object([("rider", .string(text)), ("known", .array(known.map { .string($0) }))])
        case .noLeg(let from, let to, let letter):
            .object([
                ("from", .string(id(from))), ("to", .string(id(to))), ("train_letter", .optional(letter?.rawValue)),
            ])
        case .notInForce(let first): .object([("first_date", .optional(first?.description))])
        case .onlyAnnounced(let rows): .object([("never_sold", .array(rows.map { RailFareObject.history($0) }))])
        case .noClassFare(let seatClass): .object([("class", .string(seatClass.rawValue))])
        case .riderNotInClass(_, let only): .object([("class", .string(only.rawValue))])
        case .estimateNotAllowed: .object([("option", "--allow-estimate")])
        case .noRate(let month): .object([("rate_month", .optional(month?.description))])
        case .rateExpired(let month, let last):
            .object([("rate_month", .string("\(month)")), ("last_rate_month", .string("\(last)"))])
        default: .null
        }
    }

    private func station(_ text: String) -> JSONValue {
        guard let index = try? book.stations.station(text) else { return .null }
        return .string(id(index))
    }

    private func id(_ index: StationIndex) -> String { book.stations.stations[Int(index)].id }
}
