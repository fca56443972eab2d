/// All kinds of riders.
///
/// - **Limits**: at most ``maximumRules`` rules.
/// - **Errors**: reading throws ``FareDataError``: no two rules of a kind for the same day.
public struct RailRiders: Sendable {
    /// The most rules.
    public static let maximumRules = 1000

    /// All rules, in the order of the file.
    public let rules: [RailRider]

    /// The names of all kinds, each once, in the order of the file.
    public var names: [String] {
        rules.indices.filter { index in !rules[..<index].contains { $0.name == rules[index].name } }
            .map { rules[$0].name }
    }

    /// The rules of a kind.
    func rules(_ name: String, _ scope: RailScope) -> [RailRider] {
        rules.filter { $0.name == name && $0.scope == scope }
    }

    package static func read(_ file: RailFile) throws(FareDataError) -> RailRiders {
        var reader = try file.reader()
        let columns = try RiderColumns(reader)
        var rules: [RailRider] = []
        while try reader.next() {
            guard rules.count < maximumRules else {
                throw .inconsistent(file: reader.file, what: "more than \(maximumRules) rules")
            }
            let rule = try rule(in: reader, columns)
            if rules.contains(where: { $0.overlaps(rule) }) {
                throw .contradiction(
                    file: reader.file, line: reader.line,
                    what: "\(rule.scope.rawValue) \(rule.name) has another rule for some of these days")
            }
            rules.append(rule)
        }
        return RailRiders(rules: rules)
    }

    private static func rule(in reader: CSVReader, _ columns: RiderColumns) throws(FareDataError) -> RailRider {
        guard let scope = RailScope(rawValue: reader.string(columns.scope)) else {
            throw reader.bad(columns.scope, "cross-border or domestic")
        }
        guard !reader.raw(columns.name).isEmpty else { throw reader.bad(columns.name, "a name") }
        guard let base = RailFareSet(rawValue: reader.string(columns.base)) else {
            throw reader.bad(columns.base, "published or implemented")
        }
        let only = RailClass(rawValue: reader.string(columns.seatClass))
        guard only != nil || reader.raw(columns.seatClass).isEmpty else {
            throw reader.bad(columns.seatClass, "second, first or nothing")
        }
        guard ["verified", "unverified"].contains(reader.string(columns.status)) else {
            throw reader.bad(columns.status, "verified or unverified")
        }
        let rule = RailRider(
            scope: scope, name: reader.string(columns.name), from: try reader.date(columns.from),
            through: try reader.date(columns.until), percent: try reader.integer(columns.percent, maximum: 100),
            base: base, seatClass: only, source: reader.string(columns.source),
            isVerified: reader.string(columns.status) == "verified", needsAdult: try reader.flag(columns.withAdult),
            conditionEn: reader.string(columns.conditionEn), conditionZh: reader.string(columns.conditionZh))
        if let first = rule.from, let last = rule.through, last < first {
            throw reader.bad(columns.until, "a day not before \(first)")
        }
        return rule
    }
}

/// Where the columns of `riders.csv` stand.
private struct RiderColumns {
    let scope: Int
    let name: Int
    let from: Int
    let until: Int
    let percent: Int
    let base: Int
    let seatClass: Int
    let source: Int
    let status: Int
    let withAdult: Int
    let conditionEn: Int
    let conditionZh: Int

    init(_ reader: CSVReader) throws(FareDataError) {
        scope = try reader.requiredColumn("scope")
        name = try reader.requiredColumn("rider")
        from = try reader.requiredColumn("from")
        until = try reader.requiredColumn("until")
        percent = try reader.requiredColumn("percent")
        base = try reader.requiredColumn("base")
        seatClass = try reader.requiredColumn("seat_class")
        source = try reader.requiredColumn("source")
        status = try reader.requiredColumn("status")
        withAdult = try reader.requiredColumn("with_adult")
        conditionEn = try reader.requiredColumn("condition_en")
        conditionZh = try reader.requiredColumn("condition_zh")
    }
}

extension RailRider {
    /// Whether both hold for the same riders on some same day.
    fileprivate func overlaps(_ other: RailRider) -> Bool {
        guard scope == other.scope, name == other.name else { return false }
        let latestStart = max(from?.dayNumber ?? .min, other.from?.dayNumber ?? .min)
        return latestStart <= min(through?.dayNumber ?? .max, other.through?.dayNumber ?? .max)
    }
}
