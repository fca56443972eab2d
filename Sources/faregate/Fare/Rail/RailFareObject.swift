import Fares

/// A rail fare as JSON.
struct RailFareObject {
    let book: RailFareBook
    let question: RailQuestion
    let fare: RailFare

    var value: JSONValue {
        .object(
            [("network", "rail")] + station("from", question.from) + station("to", question.to) + [
                ("date", .optional(question.date?.description)),
                ("train_letter", .string(fare.letter.rawValue)), ("class", .string(question.seatClass.rawValue)),
                ("rider", .string(fare.rider.name)), ("basis", .string(fare.basis.rawValue)),
                ("estimated", .bool(fare.basis == .estimate)),
                ("fare", .decimal(fare.due.plainDecimal)), ("currency", .string(fare.due.currency.rawValue)),
                ("base_fen", .integer(fare.total.minorUnits)), ("fare_fen", .integer(fare.pays.minorUnits)),
                ("fare_hkd_cents", .optional(fare.paysDollars?.minorUnits)),
                ("rate", .optional(fare.rate?.description)), ("rate_month", .optional(fare.rateMonth?.description)),
                ("legs", .array(fare.legs.map { leg($0) })),
                ("rider_rule", rule(fare.rider)),
                ("steps", .array(fare.steps.map { step($0) })),
                ("notes", .array(fare.notes.map { .string($0.rawValue) })),
                ("never_sold", .array(book.rows.neverSold(question.from, question.to).map { Self.history($0) })),
            ])
    }

    private func station(_ key: String, _ index: StationIndex) -> [(String, JSONValue)] {
        let name = book.stations.name(of: index, on: question.date)
        return [
            (key, .string(id(index))), ("\(key)_zh", .string(name.zh)), ("\(key)_en", .string(name.en)),
        ]
    }

    private func leg(_ leg: RailLeg) -> JSONValue {
        .object([
            ("from", .string(id(leg.from))), ("to", .string(id(leg.to))),
            ("train_letter", .string(leg.row.key.letter.rawValue)), ("fen", .integer(leg.row.fare.minorUnits)),
            ("status", .string(leg.row.status.rawValue)), ("source", .string(leg.row.source)),
            ("from_date", .string("\(leg.row.from)")), ("until_date", .optional(leg.row.through?.description)),
            ("other_direction", .bool(leg.isReverse)), ("note", .string(leg.row.note)),
        ])
    }

    private func rule(_ rider: RailRider) -> JSONValue {
        .object([
            ("scope", .string(rider.scope.rawValue)), ("percent", .integer(rider.percent)),
            ("base", .string(rider.base.rawValue)),
            ("from_date", .optional(rider.from?.description)), ("until_date", .optional(rider.through?.description)),
            ("source", .string(rider.source)), ("verified", .bool(rider.isVerified)),
            ("with_adult", .bool(rider.needsAdult)), ("condition", .string(rider.conditionEn)),
            ("condition_zh", .string(rider.conditionZh)),
        ])
    }

    private func step(_ step: RailStep) -> JSONValue {
        .object([
            ("reason", .string(step.reason.rawValue)),
            ("before_fen", .optional(fen(step.before))), ("after_fen", .optional(fen(step.after))),
            ("before_minor", .integer(step.before.minorUnits)), ("after_minor", .integer(step.after.minorUnits)),
            ("before_currency", .string(step.before.currency.rawValue)),
            ("currency", .string(step.after.currency.rawValue)),
        ])
    }

    /// Yuan only: a cent of Hong Kong is no fen.
    private func fen(_ amount: Money) -> Int? { amount.currency == .cny ? amount.minorUnits : nil }

    /// A row that was never sold.
    static func history(_ row: RailFareRow) -> JSONValue {
        .object([
            ("train_letter", .string(row.key.letter.rawValue)), ("class", .string(row.key.seatClass.rawValue)),
            ("fare", .decimal(row.fare.plainDecimal)), ("currency", .string(row.fare.currency.rawValue)),
            ("status", .string(row.status.rawValue)), ("source", .string(row.source)),
            ("from_date", .string("\(row.from)")), ("until_date", .optional(row.through?.description)),
        ])
    }

    private func id(_ index: StationIndex) -> String { book.stations.stations[Int(index)].id }
}
