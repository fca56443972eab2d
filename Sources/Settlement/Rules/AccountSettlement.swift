import Fares
import Gate
import Journal

/// The lines of one account on one day, from all its taps in order of time.
///
/// - **Shape**: pure; every tap goes through ``Gate/TapProcessor`` as a fact, whichever gate took it.
/// - **Limits**: a purse has paid at the gate: its taps are settled as they are, and joined by nobody.
struct AccountSettlement {
    private let processor: TapProcessor
    private let stations: [String: StationIndex]
    private let day: ServiceDate
    private let releases: EmergencyReleases
    private var journey = Journey()
    private var openEntry: SettledTap?
    private(set) var lines: [SettlementLine] = []

    init(
        _ processor: TapProcessor, stations: [String: StationIndex], day: ServiceDate, releases: EmergencyReleases
    ) {
        self.releases = releases
        self.processor = processor
        self.stations = stations
        self.day = day
    }

    /// Puts taps of one account in order: by time, but those of one journal as they stand in it, whatever its clock
    /// did.
    static func ordered(_ taps: [SettledTap]) -> [SettledTap] {
        var result = taps.sorted { $0.id < $1.id }
        for index in result.indices.dropFirst() {
            let before = result[index - 1]
            guard before.id.device == result[index].id.device, before.id.epoch == result[index].id.epoch else {
                continue
            }
            result[index].time = max(result[index].time, before.time)
        }
        return result.sorted { ($0.time, $0.id) < ($1.time, $1.id) }
    }

    /// Takes the next tap.
    mutating func take(_ tap: SettledTap) {
        guard let medium = processor.book.tariff.medium(tap.medium) else {
            return add(line(tap, reason: "not-in-tariff", chargeFen: tap.recordedFen), of: tap.serviceDate)
        }
        if tap.purseFen != nil || processor.book.tariff.storedValue[Int(medium.index)] { return takePurse(tap) }
        closeDay(before: tap.time)
        let decision = processor.process(
            Tap(
                token: tap.token.token, time: tap.time, kind: tap.kind, station: stations[tap.station], medium: medium,
                rider: processor.book.tariff.rider(tap.rider) ?? .adult, carriage: tap.carriage,
                transfer: tap.transfer, isRecorded: true), journey: &journey, terms: terms(tap))
        var line = line(tap, reason: decision.reason.code, chargeFen: Int64(decision.chargeFen))
        if let journey = decision.journey {
            line.entry = end(journey.entry)
            line.exit = end(journey.exit)
        } else if let abandoned = decision.abandoned {
            line.entry = end(abandoned)
            line.exit = nil
        }
        line.baseFen = decision.fare?.baseFen
        line.steps = decision.fare?.steps.list ?? []
        if tap.isOwed, line.chargeFen > 0 { line.reason = tap.reason.code }
        if decision.journey != nil || decision.chargeFen != 0 || line.isIncomplete { add(line, of: tap.serviceDate) }
        openEntry = tap.kind == .entry ? tap : tap.kind == .exit ? nil : openEntry
    }

    /// Ends the day: what is open is closed by the missing-exit rule.
    mutating func finish() {
        guard case .open(let entry) = journey.state, serviceDay(entry) <= day else { return }
        sweep()
    }

    private mutating func closeDay(before time: LocalTime) {
        guard case .open(let entry) = journey.state, time >= processor.sweepTime(of: entry) else { return }
        sweep()
    }

    private mutating func sweep() {
        guard let entryTap = openEntry, case .open(let entry) = journey.state else { return }
        let known = releases.known(at: processor.sweepTime(of: entry))
        guard let swept = processor.sweep(&journey, releases: known) else { return }
        let isTouched = known.touches(entry, startSecond: processor.book.tariff.serviceDayStartSecond)
        let reason = isTouched ? GateReason.emergencyRelease.code : "missing-exit"
        var line = line(entryTap, reason: reason, chargeFen: Int64(swept.chargeFen))
        line.id += "/missing-exit"
        line.recordedFen = 0
        line.exit = nil
        add(line, of: serviceDay(swept.entry))
        openEntry = nil
    }

    private mutating func takePurse(_ tap: SettledTap) {
        let reason = (tap.purseFen ?? 0) == 0 && tap.reason.isForgiven || tap.isOwed ? tap.reason.code : "purse"
        var line = line(tap, reason: reason, chargeFen: tap.recordedFen)
        if let entry = tap.entry {
            line.entry = SettlementLine.End(time: entry.time, station: entry.station?.id ?? "")
        }
        guard tap.recordedFen != 0 || tap.entry != nil || tap.purseFen != nil || tap.kind == .exit && reason != "purse"
        else { return }
        add(line, of: tap.serviceDate, isPurse: true)
    }

    // MARK: Pieces

    /// The rules of the gate that took the tap, as the desk has them when it reads its records again.
    private func terms(_ tap: SettledTap) -> GateTerms {
        let known = tap.reason == .emergencyRelease ? EmergencyReleases.always : releases.known(at: tap.time)
        return GateTerms(easings: tap.easings, releases: known)
    }

    private mutating func add(_ line: SettlementLine, of date: ServiceDate, isPurse: Bool = false) {
        guard date == day else { return }
        var line = line
        line.collectFen = line.chargeFen
        if line.reason == GateReason.chargeLater.code {
            // Nobody could collect it at the gate, and nobody can now without the rider.
            (line.collectFen, line.debtFen) = (0, line.chargeFen)
            lines.append(line)
            return
        }
        // Shekou Daily, Shenzhen Daily 2019-03-08 (metro.md, 2): the highest ordinary fare is authorised beforehand.
        if !isPurse, let medium = processor.book.tariff.medium(line.medium),
            let limit = processor.book.rules(on: day).preauthorisationFen(medium), line.chargeFen > Int64(limit)
        {
            line.collectFen = Int64(limit)
            line.debtFen = line.chargeFen - Int64(limit)
        }
        lines.append(line)
    }

    private func line(_ tap: SettledTap, reason: String, chargeFen: Int64) -> SettlementLine {
        var line = SettlementLine(id: "\(tap.id)", account: tap.token, medium: tap.medium, reason: reason)
        let end = SettlementLine.End(time: tap.time, station: tap.station)
        if tap.kind == .entry { line.entry = end } else { line.exit = end }
        line.chargeFen = chargeFen
        line.recordedFen = tap.recordedFen
        line.isNotPassed = tap.hasPassed == false
        return line
    }

    private func end(_ end: JourneyEnd) -> SettlementLine.End {
        SettlementLine.End(
            time: end.time,
            station: end.station.map { processor.book.edition.network.stations[Int($0)].id } ?? "")
    }

    private func serviceDay(_ entry: JourneyEnd) -> ServiceDate { processor.book.serviceDate(of: entry.time) }
}

extension GateReason {
    /// Whether an easing or a release makes something cost nothing.
    fileprivate var isForgiven: Bool {
        switch self {
        case .orderFree, .fareFree, .trainFault, .emergencyRelease: true
        default: false
        }
    }
}
