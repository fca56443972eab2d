extension RefundRules {
    /// Reads `refund_rules.csv`: one band a row, with the terms of its rule set, which all its rows must agree on.
    ///
    /// - **Errors**: ``FareDataError``; a set whose bands leave a gap or overlap, and two sets of a scope that begin on
    ///   the same day, are refused.
    public static func read(file: String, bytes: [UInt8]) throws(FareDataError) -> RefundRules {
        var reader = try CSVReader(file: file, bytes: bytes)
        let columns = try RefundColumns(reader)
        var sets: [(line: Int, set: RefundRuleSet)] = []
        while try reader.next() {
            let (row, band) = try columns.row(of: reader)
            guard let known = sets.firstIndex(where: { $0.set.id == row.id }) else {
                guard sets.count < RefundColumns.maximumSets else {
                    throw .inconsistent(file: file, what: "more than \(RefundColumns.maximumSets) rule sets")
                }
                var first = row
                first.bands = [band]
                sets.append((reader.line, first))
                continue
            }
            guard row.hasTerms(of: sets[known].set) else {
                throw .contradiction(
                    file: file, line: reader.line,
                    what: "\(row.id) stands with other terms in line \(sets[known].line)")
            }
            if let other = sets[known].set.bands.first(where: { $0.overlaps(band) }) {
                throw .contradiction(
                    file: file, line: reader.line,
                    what: "\(row.id): the band from \(band.hoursMin) h overlaps the one from \(other.hoursMin) h")
            }
            sets[known].set.bands.append(band)
        }
        guard !sets.isEmpty else { throw .inconsistent(file: file, what: "no refund rule in the file") }
        for index in sets.indices {
            sets[index].set.bands.sort { $0.hoursMin < $1.hoursMin }
            try requireNoGap(sets[index].set, file: file, line: sets[index].line)
            if let twin = sets[..<index].first(where: { $0.set.isRival(of: sets[index].set) }) {
                throw .contradiction(
                    file: file, line: sets[index].line,
                    what: "\(sets[index].set.id) begins on the day of \(twin.set.id) in line \(twin.line)")
            }
        }
        let scopes = RailScope.allCases
        return RefundRules(
            sets: scopes.flatMap { scope in
                sets.map(\.set).filter { $0.scope == scope }.sorted { $0.from < $1.from }
            })
    }

    /// Every moment before departure has its band.
    private static func requireNoGap(_ set: RefundRuleSet, file: String, line: Int) throws(FareDataError) {
        var reached: Int? = 0
        for band in set.bands {
            guard band.hoursMin == reached else {
                throw .contradiction(
                    file: file, line: line,
                    what: "\(set.id): no band from \(reached ?? 0) h to \(band.hoursMin) h before departure")
            }
            reached = band.hoursMax
        }
        if let reached {
            throw .contradiction(
                file: file, line: line, what: "\(set.id): no band from \(reached) h before departure on")
        }
    }
}

extension RefundBand {
    fileprivate func overlaps(_ other: RefundBand) -> Bool {
        hoursMin < other.hoursMax ?? .max && other.hoursMin < hoursMax ?? .max
    }
}

extension RefundRuleSet {
    /// Whether all but the bands and the words about them are the same.
    fileprivate func hasTerms(of other: RefundRuleSet) -> Bool {
        scope == other.scope && from == other.from && rounding == other.rounding && minimumFee == other.minimumFee
            && cutoffMinutes == other.cutoffMinutes && cutoffWestKowloonMinutes == other.cutoffWestKowloonMinutes
            && isChangedRefundable == other.isChangedRefundable
    }

    fileprivate func isRival(of other: RefundRuleSet) -> Bool { scope == other.scope && from == other.from }
}
