/// The columns of `refund_rules.csv`, and what each may hold.
struct RefundColumns {
    /// The most rule sets of a file.
    static let maximumSets = 100
    /// The longest time before departure that a bound may name: a year.
    static let maximumHours = 8_784
    /// The highest minimum fee, in whole yuan or dollars.
    static let maximumMinimumFee = 1_000
    /// The earliest cut-off: two days.
    static let maximumCutoffMinutes = 2_880

    private let id: Int
    private let scope: Int
    private let from: Int
    private let hoursMin: Int
    private let hoursMax: Int
    private let percent: Int
    private let rounding: Int
    private let minimumFee: Int
    private let cutoff: Int
    private let cutoffWestKowloon: Int
    private let changed: Int
    private let source: Int
    private let note: Int?
    private let noteZh: Int?

    init(_ reader: CSVReader) throws(FareDataError) {
        id = try reader.requiredColumn("rule_set")
        scope = try reader.requiredColumn("scope")
        from = try reader.requiredColumn("from_date")
        hoursMin = try reader.requiredColumn("hours_min")
        hoursMax = try reader.requiredColumn("hours_max")
        percent = try reader.requiredColumn("fee_percent")
        rounding = try reader.requiredColumn("rounding")
        minimumFee = try reader.requiredColumn("minimum_fee")
        cutoff = try reader.requiredColumn("cutoff_minutes")
        cutoffWestKowloon = try reader.requiredColumn("cutoff_west_kowloon_minutes")
        changed = try reader.requiredColumn("changed_refundable")
        source = try reader.requiredColumn("source")
        note = reader.column("note")
        noteZh = reader.column("note_zh")
    }

    /// A row: the terms of its rule set, still without bands, and the band.
    func row(of reader: CSVReader) throws(FareDataError) -> (RefundRuleSet, RefundBand) {
        let name = reader.string(id)
        guard !name.isEmpty else { throw reader.bad(id, "the name of a rule set") }
        guard let scope = RailScope(rawValue: reader.string(scope)) else {
            throw reader.bad(self.scope, RailScope.allCases.map(\.rawValue).joined(separator: " or "))
        }
        guard let from = ServiceDate(reader.string(from)) else { throw reader.bad(self.from, "a date YYYY-MM-DD") }
        guard let rounding = RefundRounding(rawValue: reader.string(rounding)) else {
            throw reader.bad(self.rounding, RefundRounding.allCases.map(\.rawValue).joined(separator: " or "))
        }
        let set = RefundRuleSet(
            id: name, scope: scope, from: from, rounding: rounding,
            minimumFee: try reader.integer(minimumFee, maximum: Self.maximumMinimumFee) * 100,
            cutoffMinutes: try reader.integer(cutoff, maximum: Self.maximumCutoffMinutes),
            cutoffWestKowloonMinutes: try reader.integer(cutoffWestKowloon, maximum: Self.maximumCutoffMinutes),
            isChangedRefundable: try yesOrNo(reader, changed), source: reader.string(source),
            note: note.map { reader.string($0) } ?? "", noteZh: noteZh.map { reader.string($0) } ?? "", bands: [])
        return (set, try band(of: reader))
    }

    private func band(of reader: CSVReader) throws(FareDataError) -> RefundBand {
        let first = try reader.integer(hoursMin, maximum: Self.maximumHours)
        let isOpen = reader.raw(hoursMax).isEmpty
        let last = isOpen ? nil : try reader.integer(hoursMax, maximum: Self.maximumHours)
        if let last, last <= first { throw reader.bad(hoursMax, "more hours than \(first), or nothing") }
        return RefundBand(
            hoursMin: first, hoursMax: last, feePercent: try reader.integer(percent, maximum: 100))
    }

    private func yesOrNo(_ reader: CSVReader, _ column: Int) throws(FareDataError) -> Bool {
        switch reader.string(column) {
        case "yes": true
        case "no": false
        default: throw reader.bad(column, "yes or no")
        }
    }
}
