import Gate

/// What a replay found: the figures of `faregate replay --json`.
package struct ReplayReport: Sendable {
    /// Counts of rows.
    package var totals = RowTotals()
    /// Exits joined with the card's tap just before, an entry.
    package var pairs = 0
    /// Pairs that end where they began.
    package var pairsSameStation = 0
    /// Pairs whose logged value equals the engine's base fare.
    package var pairsExact = 0
    /// Pairs whose logged value differs.
    package var pairsDifferent = 0
    /// Pairs without a price: a station is not known, or the tariff refuses the trip.
    package var pairsUnpriced = 0
    /// What the engine charges for the joined pairs, in fen.
    package var ratedFen = 0
    /// What the log charged for the priced pairs, in fen.
    package var chargedPairsFen = 0
    /// Priced pairs whose charge differs from the engine's.
    package var pairsChargedDifferently = 0
    /// Taps by what the gate made of them, in the order of ``GateReason``'s cases.
    package var reasons = [Int](repeating: 0, count: GateReason.allCases.count)
    /// Journeys open at the end of their service day and closed by the missing-exit rule.
    package var swept = 0
    /// Swept journeys whose exit came later after all.
    package var sweptThenExited = 0
    /// What the missing-exit and missing-entry rules charge, in fen, less what late halves took back.
    package var missingHalvesFen = 0
    /// Standard exits whose card had a bus tap within the transfer window before its entry: the discount was due.
    package var transfersMissed = 0
    /// Exits marked as transfers without such a bus tap in the log.
    package var transfersWithoutBus = 0
    /// Rated trips that end at each station, by ``Fares/StationIndex``.
    package var tripsByStation: [Int]
    /// Rated fares of those trips, in fen.
    package var revenueByStation: [Int]

    init(stationCount: Int) {
        tripsByStation = Array(repeating: 0, count: stationCount)
        revenueByStation = Array(repeating: 0, count: stationCount)
    }

    mutating func add(_ other: ReplayReport) {
        totals.add(other.totals)
        pairs += other.pairs
        pairsSameStation += other.pairsSameStation
        pairsExact += other.pairsExact
        pairsDifferent += other.pairsDifferent
        pairsUnpriced += other.pairsUnpriced
        ratedFen += other.ratedFen
        chargedPairsFen += other.chargedPairsFen
        pairsChargedDifferently += other.pairsChargedDifferently
        swept += other.swept
        sweptThenExited += other.sweptThenExited
        missingHalvesFen += other.missingHalvesFen
        transfersMissed += other.transfersMissed
        transfersWithoutBus += other.transfersWithoutBus
        for index in reasons.indices { reasons[index] += other.reasons[index] }
        for station in tripsByStation.indices {
            tripsByStation[station] += other.tripsByStation[station]
            revenueByStation[station] += other.revenueByStation[station]
        }
    }

    /// Taps for which the gate gave a reason.
    package func count(_ reason: GateReason) -> Int { reasons[Int(reason.rawValue)] }

    /// Exits whose amounts no class explains.
    package var exitsUnexplained: Int { totals.exitsByClass[Int(ExitClass.unexplained.rawValue)] }

    /// Whether the log and the engine differ in anything: a base fare, a charge, or an amount that nothing explains.
    package var hasDifferences: Bool {
        pairsDifferent + pairsChargedDifferently + exitsUnexplained + pairsUnpriced > 0
            || !totals.unknownWords.counts.isEmpty
    }
}
