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
        let scope = try reader.requiredColumn("scope")
        let name = try reader.requiredColumn("rider")
        let from = try reader.requiredColumn("from")
        let until = try reader.requiredColumn("until")
        let percent = try reader.requiredColumn("percent")
        let seatClass = try reader.requiredColumn("seat_class")
        let source = try reader.requiredColumn("source")
        let status = try reader.requiredColumn("status")
        let withAdult = try reader.requiredColumn("with_adult")
        let conditionEn = try reader.requiredColumn("condition_en")
        let conditionZh = try reader.requiredColumn("condition_zh")
        var rules: [RailRider] = []
        while try reader.next() {
            guard rules.count < maximumRules else {
                throw .inconsistent(file: reader.file, what: "more than \(maximumRules) rules")
            }
            guard let found = RailScope(rawValue: reader.string(scope)) else {
                throw reader.bad(scope, "cross-border or domestic")
            }
            guard !reader.raw(name).isEmpty else { throw reader.bad(name, "a name") }
            let only = RailClass(rawValue: reader.string(seatClass))
            guard only != nil || reader.raw(seatClass).isEmpty else {
                throw reader.bad(seatClass, "second, first or nothing")
            }
            guard ["verified", "unverified"].contains(reader.string(status)) else {
                throw reader.bad(status, "verified or unverified")
            }
            guard ["yes", ""].contains(reader.string(withAdult)) else { throw reader.bad(withAdult, "yes or nothing") }
            let rule = RailRider(
                scope: found, name: reader.string(name), from: try reader.date(from), through: try reader.date(until),
                percent: try reader.integer(percent, maximum: 100), seatClass: only, source: reader.string(source),
                isVerified: reader.string(status) == "verified", needsAdult: reader.string(withAdult) == "yes",
                conditionEn: reader.string(conditionEn), conditionZh: reader.string(conditionZh))
            if let first = rule.from, let last = rule.through, last < first {
                throw reader.bad(until, "a day not before \(first)")
            }
            if rules.contains(where: { $0.overlaps(rule) }) {
                throw .contradiction(
                    file: reader.file, line: reader.line,
                    what: "\(rule.scope.rawValue) \(rule.name) has another rule for some of these days")
            }
            rules.append(rule)
        }
        return RailRiders(rules: rules)
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
