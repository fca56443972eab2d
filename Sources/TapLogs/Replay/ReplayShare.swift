import Fares
import Gate

/// What the rows' classes and products mean under one tariff, as flat tables.
struct ReplayProducts: Sendable {
    /// Medium and rider by ``ExitClass``.
    let byClass: [ProductTable.Product]
    /// Medium and rider that rows named themselves, by number less 1.
    let named: [ProductTable.Product]

    @inline(__always) func product(of record: TapRecord) -> ProductTable.Product {
        record.product == 0 ? byClass[Int(record.bits >> 2 & 7)] : named[Int(record.product) - 1]
    }
}

/// One worker's part of a replay: drives the taps of its cards through the gate and compares.
struct ReplayShare {
    private let processor: TapProcessor
    private let products: ReplayProducts
    private let largeAmounts: [[UInt32: (value: Int, charged: Int)]]
    private let firstLines: [Int]
    private let keepsTrips: Bool
    private let keepsDifferences: Bool
    private(set) var report: ReplayReport
    private(set) var trips: [RatedTrip] = []
    private(set) var differences: [Difference] = []

    init(
        processor: TapProcessor, products: ReplayProducts, largeAmounts: [[UInt32: (value: Int, charged: Int)]],
        firstLines: [Int], keepsTrips: Bool, keepsDifferences: Bool
    ) {
        self.processor = processor
        self.products = products
        self.largeAmounts = largeAmounts
        self.firstLines = firstLines
        self.keepsTrips = keepsTrips
        self.keepsDifferences = keepsDifferences
        report = ReplayReport(stationCount: processor.book.edition.network.stations.count)
    }

    /// Replays all cards of a partition, each in order of time.
    mutating func replay(_ groups: CardGroups<TapRecord>) {
        groups.forEachCard { card, places in
            var journey = Journey()
            for place in places {
                let record = groups[place]
                let product = products.product(of: record)
                let tap = Tap(
                    token: CardToken(low: card), time: LocalTime(seconds: record.time), kind: record.kind,
                    station: record.station == TapRecord.noStation ? nil : record.station, medium: product.medium,
                    rider: product.rider, transfer: record.transfer, isRecorded: true)
                sweepIfDue(before: tap.time, &journey)
                take(tap, record, place, groups, &journey)
            }
            sweep(&journey)
        }
    }

    // MARK: Sweep

    private mutating func sweepIfDue(before time: LocalTime, _ journey: inout Journey) {
        guard case .open(let entry) = journey.state, time >= processor.sweepTime(of: entry) else { return }
        sweep(&journey)
    }

    private mutating func sweep(_ journey: inout Journey) {
        guard let swept = processor.sweep(&journey) else { return }
        report.swept += 1
        report.missingHalvesFen += swept.chargeFen
    }

    // MARK: One tap

    private mutating func take(
        _ tap: Tap, _ record: TapRecord, _ place: Int, _ groups: CardGroups<TapRecord>, _ journey: inout Journey
    ) {
        var tap = tap
        let wasSwept = if case .swept = journey.state { true } else { false }
        let busBefore = journey.busBeforeEntry
        if record.exitClass == .full { tap.carriage = carriage(tap, record, place, groups, journey) }
        let decision = processor.process(tap, journey: &journey)
        report.reasons[Int(decision.reason.rawValue)] += 1
        guard tap.kind == .exit else {
            report.missingHalvesFen += decision.chargeFen
            return
        }
        guard let joined = decision.journey else {
            report.missingHalvesFen += decision.chargeFen
            if record.exitClass == .unexplained { keepUnjoined(tap, record, place, groups) }
            return
        }
        if wasSwept {
            report.sweptThenExited += 1
            report.missingHalvesFen += decision.chargeFen - (decision.fare?.fareFen ?? 0)
        }
        noteTransfer(record, joined, busBefore)
        compare(joined, decision, record, place, groups)
    }

    /// A full-price exit is a business trip where its value is the published business fare and not the ordinary one.
    private func carriage(
        _ tap: Tap, _ record: TapRecord, _ place: Int, _ groups: CardGroups<TapRecord>, _ journey: Journey
    ) -> CarriageClass {
        let entry: JourneyEnd
        switch journey.state {
        case .open(let end), .swept(let end, _): entry = end
        case .idle, .pending: return .ordinary
        }
        guard let origin = entry.station, let destination = tap.station else { return .ordinary }
        let rules = processor.book.rules(on: processor.book.serviceDate(of: entry.time))
        let value = amounts(record, place, groups).value
        guard let business = rules.business, rules.ordinary.fare(from: origin, to: destination) != value else {
            return .ordinary
        }
        return business.fare(from: origin, to: destination) == value ? .business : .ordinary
    }

    private func amounts(_ record: TapRecord, _ place: Int, _ groups: CardGroups<TapRecord>) -> (
        value: Int, charged: Int
    ) {
        guard record.value == TapRecord.largeAmount else { return (Int(record.value), Int(record.charged)) }
        return largeAmounts[groups.part(place)][record.line] ?? (Int(record.value), Int(record.charged))
    }

    private mutating func noteTransfer(_ record: TapRecord, _ joined: CompletedJourney, _ bus: LocalTime?) {
        let book = processor.book
        guard record.transfer != .notStated, record.exitClass == .standard || record.exitClass == .transfer,
            let terms = book.rules(on: book.serviceDate(of: joined.entry.time)).transfer
        else { return }
        let isDue = bus.map { terms.window.contains(Int(joined.entry.time.seconds) - Int($0.seconds)) } ?? false
        if record.exitClass == .standard, isDue { report.transfersMissed += 1 }
        if record.exitClass == .transfer, !isDue { report.transfersWithoutBus += 1 }
    }

    // MARK: Comparison

    private mutating func compare(
        _ joined: CompletedJourney, _ decision: GateDecision, _ record: TapRecord, _ place: Int,
        _ groups: CardGroups<TapRecord>
    ) {
        let (value, charged) = amounts(record, place, groups)
        report.pairs += 1
        if let origin = joined.entry.station, origin == joined.exit.station { report.pairsSameStation += 1 }
        var reasons: UInt16 = 0
        func because(_ reason: DifferenceReason) { reasons |= 1 << UInt16(reason.rawValue) }
        if let fare = decision.fare, let destination = joined.exit.station {
            let ordinary = ordinaryFare(joined) ?? fare.baseFen
            if value == ordinary { report.pairsExact += 1 } else { report.pairsDifferent += 1 }
            report.ratedFen += fare.fareFen
            report.chargedPairsFen += charged
            report.tripsByStation[Int(destination)] += 1
            report.revenueByStation[Int(destination)] += fare.fareFen
            if value != ordinary {
                because(isBusiness(value, record, destination, joined) ? .businessCarriage : .baseFare)
            }
            if charged != fare.fareFen {
                report.pairsChargedDifferently += 1
                if value == ordinary { because(.charge) }
                explain(fare, because)
            }
        } else {
            report.pairsUnpriced += 1
            because(decision.reason == .completedUnpriced ? .unknownStation : .refused)
        }
        if record.exitClass == .unexplained { because(.unexplainedAmount) }
        if keepsTrips {
            trips.append(
                RatedTrip(
                    card: record.card, entryTime: joined.entry.time.seconds, exitTime: joined.exit.time.seconds,
                    origin: joined.entry.station ?? TapRecord.noStation,
                    destination: joined.exit.station ?? TapRecord.noStation,
                    baseFen: Int32(decision.fare?.baseFen ?? -1), fareFen: Int32(decision.fare?.fareFen ?? -1)))
        }
        guard keepsDifferences, reasons != 0 else { return }
        differences.append(
            Difference(
                line: line(record, place, groups), card: record.card, entryTime: joined.entry.time.seconds,
                exitTime: joined.exit.time.seconds, origin: joined.entry.station ?? TapRecord.noStation,
                destination: joined.exit.station ?? TapRecord.noStation, valueFen: value, chargedFen: charged,
                baseFen: decision.fare?.baseFen, ratedFen: decision.fare?.fareFen, exitClass: record.exitClass,
                reasons: reasons))
    }

    private func explain(_ fare: FareCalculation, _ because: (DifferenceReason) -> Void) {
        for index in 0..<fare.steps.count {
            switch fare.steps[index].reason {
            case .overtime: because(.overtime)
            case .dayCap, .weekCap, .promotion, .pass: because(.tariffRule)
            default: break
            }
        }
    }

    private func ordinaryFare(_ joined: CompletedJourney) -> Int? {
        guard let origin = joined.entry.station, let destination = joined.exit.station else { return nil }
        let rules = processor.book.rules(on: processor.book.serviceDate(of: joined.entry.time))
        return rules.ordinary.fare(from: origin, to: destination)
    }

    /// Whether a full-price value is one that no ordinary trip to its station has.
    private func isBusiness(
        _ value: Int, _ record: TapRecord, _ destination: StationIndex, _ joined: CompletedJourney
    ) -> Bool {
        guard record.exitClass == .full else { return false }
        let rules = processor.book.rules(on: processor.book.serviceDate(of: joined.entry.time))
        for origin in 0..<rules.ordinary.stationCount
        where rules.ordinary.fare(from: StationIndex(origin), to: destination) == value { return false }
        return true
    }

    private mutating func keepUnjoined(_ tap: Tap, _ record: TapRecord, _ place: Int, _ groups: CardGroups<TapRecord>) {
        guard keepsDifferences else { return }
        let (value, charged) = amounts(record, place, groups)
        differences.append(
            Difference(
                line: line(record, place, groups), card: record.card, entryTime: nil, exitTime: record.time,
                origin: TapRecord.noStation, destination: record.station, valueFen: value, chargedFen: charged,
                baseFen: nil, ratedFen: nil, exitClass: record.exitClass,
                reasons: 1 << UInt16(DifferenceReason.unexplainedAmount.rawValue)))
    }

    private func line(_ record: TapRecord, _ place: Int, _ groups: CardGroups<TapRecord>) -> Int {
        Int(record.line) + firstLines[groups.part(place)]
    }
}
