/// One version of a rule with the service dates on which it is in force.
public struct Dated<Rule: Hashable & Sendable>: Hashable, Sendable {
    /// First service date in force; nil: no known beginning.
    public let from: ServiceDate?
    /// Last service date in force; nil: still in force.
    public let until: ServiceDate?
    /// What holds on those dates.
    public let rule: Rule

    /// Whether the version is in force on `date`.
    public func isInForce(on date: ServiceDate) -> Bool {
        (from.map { $0 <= date } ?? true) && (until.map { date <= $0 } ?? true)
    }
}

extension Array {
    /// The version in force on a date; nil where none is.
    func inForce<Rule>(on date: ServiceDate) -> Rule? where Element == Dated<Rule> {
        first { $0.isInForce(on: date) }?.rule
    }

    /// The version in force on a date, else the one that ended last before it, else the first to begin after it.
    ///
    /// For questions that name no date: what would this medium pay here?
    func nearest<Rule>(to date: ServiceDate) -> Rule? where Element == Dated<Rule> {
        if let found: Rule = inForce(on: date) { return found }
        let ended = filter { ($0.until ?? date) < date }.max { ($0.until ?? date) < ($1.until ?? date) }
        return (ended ?? self.min { ($0.from ?? date) < ($1.from ?? date) })?.rule
    }
}
