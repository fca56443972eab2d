import Fares

/// Decides every tap: the one path of live gates, replay and simulation.
///
/// - **Shape**: pure: a tap and the card's ``Journey`` in, a ``GateDecision`` and the changed journey out. No clock, no
///   I/O, no allocation, no lock.
/// - **Limits**: recorded taps of a card come in order of time, but for entries that arrive after their exit; live taps
///   come as they happen, whatever their clocks say.
package struct TapProcessor: Sendable {
    /// Within so many seconds the same medium at the same station in the same direction is one presentation too many.
    package static let passBackSeconds: UInt32 = 60

    /// The fares.
    package let book: FareBook

    let startSecond: Int
    private let isStoredValue: [Bool]
    private let isSingleRide: [Bool]

    /// A processor that prices by `book`.
    package init(_ book: FareBook) {
        self.book = book
        startSecond = book.tariff.serviceDayStartSecond
        isStoredValue = book.tariff.storedValue
        isSingleRide = book.tariff.singleRide
    }

    /// Decides one tap of a card and brings its journey up to date; `terms` are the rules that the gate does without.
    package func process(_ tap: Tap, journey: inout Journey, terms: GateTerms = GateTerms()) -> GateDecision {
        switch tap.kind {
        case .bus:
            journey.bus = journey.bus.map { max($0, tap.time) } ?? tap.time
            return GateDecision(.open, .busRide)
        case .entry:
            if isLate(tap, journey) { return lateEntry(tap, &journey) }
            return entry(tap, terms, &journey)
        case .exit:
            if isLate(tap, journey) { return GateDecision(.open, .outOfOrder) }
            return exit(tap, terms, &journey)
        }
    }

    /// Closes a journey that is open at the end of its service day, by the tariff's missing-exit rule; one that an
    /// emergency release has touched costs nothing.
    ///
    /// - **Returns** the entry and what the rule charges; nil if nothing was open.
    package func sweep(
        _ journey: inout Journey, releases: EmergencyReleases = EmergencyReleases()
    ) -> (entry: JourneyEnd, chargeFen: Int)? {
        guard case .open(let entry) = journey.state else { return nil }
        let isTouched = releases.touches(entry, startSecond: startSecond)
        let charge = isTouched ? 0 : missingExitCharge(entry, &journey)
        journey.state = .swept(entry, chargedFen: Int32(charge))
        return (entry, charge)
    }

    /// The first moment after the service day that a journey belongs to.
    package func sweepTime(of entry: JourneyEnd) -> LocalTime {
        let day = entry.time.serviceDate(startSecondOfDay: startSecond)
        return LocalTime(ServiceDate(dayNumber: day.dayNumber + 1), secondOfDay: startSecond)
    }

    // MARK: Entry

    private func entry(_ tap: Tap, _ terms: GateTerms, _ journey: inout Journey) -> GateDecision {
        let isPassBack = isPassBack(tap, journey)
        if isPassBack, !tap.isRecorded { return GateDecision(.refused, .passBack) }
        var reused: GateReason?
        if isUsedUp(tap, journey) {
            reused = reuse(tap, journey, terms)
            if reused == nil { return GateDecision(.refused, .alreadyUsed) }
        }
        if !tap.isRecorded, let reason = refusal(tap, terms, journey) { return GateDecision(.refused, reason) }
        var decision = GateDecision(.open, isPassBack ? .passBack : reused ?? .entered)
        if case .open(let before) = journey.state {
            decision.abandoned = before
            if !isPassBack, let pardon = pardon(before, tap, terms) {
                decision.reason = pardon
            } else if !isPassBack {
                decision.reason = .enteredAgain
                decision.chargeFen = missingExitCharge(before, &journey)
            }
        }
        let end = JourneyEnd(time: tap.time, station: tap.station)
        journey.state = .open(end)
        journey.last = Journey.LastTap(kind: .entry, end: end)
        journey.busBeforeEntry = journey.bus
        journey.reusableThrough = 0
        return decision
    }

    private func refusal(_ tap: Tap, _ terms: GateTerms, _ journey: Journey) -> GateReason? {
        let rules = book.rules(on: tap.time.serviceDate(startSecondOfDay: startSecond))
        guard let media = rules.media[Int(tap.medium.index)] else { return .mediumNotAccepted }
        if let valid = media.validSeconds, journey.use.passStart != 0, !terms.easings.contains(.dateFree),
            Int(tap.time.seconds) - Int(journey.use.passStart) >= valid
        {
            return .passExpired
        }
        return nil
    }

    private func missingExitCharge(_ entry: JourneyEnd, _ journey: inout Journey) -> Int {
        let date = entry.time.serviceDate(startSecondOfDay: startSecond)
        let rules = book.rules(on: date)
        guard let rule = rules.missingExit else { return 0 }
        return rules.charge(rule, station: entry.station, on: date, use: &journey.use)
    }

    // MARK: Exit

    private func exit(_ tap: Tap, _ terms: GateTerms, _ journey: inout Journey) -> GateDecision {
        let isPassBack = isPassBack(tap, journey)
        if isPassBack, !tap.isRecorded { return GateDecision(.refused, .passBack) }
        if isUsedUp(tap, journey) { return GateDecision(.refused, .alreadyUsed) }
        let exit = JourneyEnd(time: tap.time, station: tap.station)
        switch journey.state {
        case .open(let entry):
            return complete(tap, entry, exit, terms, chargedFen: 0, &journey)
        case .swept(let entry, let chargedFen):
            return complete(tap, entry, exit, terms, chargedFen: Int(chargedFen), &journey)
        case .idle, .pending:
            return exitWithoutEntry(tap, exit, terms, isPassBack: isPassBack, &journey)
        }
    }

    private func complete(
        _ tap: Tap, _ entry: JourneyEnd, _ exit: JourneyEnd, _ terms: GateTerms, chargedFen: Int,
        _ journey: inout Journey
    ) -> GateDecision {
        var decision = GateDecision(.open, .completedUnpriced)
        decision.journey = CompletedJourney(entry: entry, exit: exit)
        if let reason = freeOfCharge(tap, entry, exit, terms) {
            decision.reason = reason
            decision.chargeFen = -chargedFen
            if chargedFen > 0 { journey.use.giveBack(chargedFen) }
            if reason == .trainFault {
                let day = tap.time.serviceDate(startSecondOfDay: startSecond).dayNumber
                journey.reusableThrough = day + EmergencyReleases.acceptedDays
            }
        } else if let origin = entry.station, let destination = exit.station {
            var use = journey.use
            if chargedFen > 0 { use.giveBack(chargedFen) }
            var ride = Ride(
                origin: origin, destination: destination, entryTime: entry.time, exitTime: exit.time,
                medium: tap.medium, rider: tap.rider, carriage: tap.carriage,
                transfer: evidence(tap.transfer, bus: journey.busBeforeEntry))
            ride.waivers = waivers(terms)
            switch book.price(ride, use: &use) {
            case .fare(let fare):
                decision.reason = .completed
                decision.fare = fare
                decision.chargeFen = fare.fareFen - chargedFen
                journey.use = use
            case .refused(let refusal):
                decision.reason = GateReason(refusal)
                guard tap.isRecorded else {
                    decision.outcome = .refused
                    return decision
                }
            }
        }
        journey.state = .idle
        journey.last = Journey.LastTap(kind: .exit, end: exit)
        // A bus ride counts for the metro trip that follows it, not for another after that.
        if journey.bus == journey.busBeforeEntry { journey.bus = nil }
        journey.busBeforeEntry = nil
        return decision
    }

    private func exitWithoutEntry(
        _ tap: Tap, _ exit: JourneyEnd, _ terms: GateTerms, isPassBack: Bool, _ journey: inout Journey
    ) -> GateDecision {
        let isStoredValue = isStoredValue[Int(tap.medium.index)]
        let eased = isPassBack ? nil : leaveWithoutEntry(tap, isStoredValue: isStoredValue, terms)
        if !tap.isRecorded, isStoredValue, eased == nil { return GateDecision(.refused, .entryUnknown) }
        if isPassBack, case .pending = journey.state {
            // The same exit shown twice: what waits for its entry is the first showing, with what it was charged.
            journey.last = Journey.LastTap(kind: .exit, end: exit)
            return GateDecision(.open, .passBack)
        }
        let since = journey.last?.end.time
        var reason = since == nil ? GateReason.farePending : .exitedAgain
        if isPassBack { reason = .passBack }
        if let eased { reason = eased }
        journey.last = Journey.LastTap(kind: .exit, end: exit)
        if eased == .fareFree || eased != nil && isStoredValue {
            // No entry that may still arrive would be priced.
            journey.state = .idle
            return GateDecision(.open, reason)
        }
        var charge = 0
        let date = exit.time.serviceDate(startSecondOfDay: startSecond)
        let rules = book.rules(on: date)
        if let rule = rules.missingEntry, !isPassBack, eased == nil {
            charge = rules.charge(rule, station: exit.station, on: date, use: &journey.use)
        }
        journey.state = .pending(
            Journey.PendingExit(
                exit: exit, medium: tap.medium, rider: tap.rider, carriage: tap.carriage, transfer: tap.transfer,
                bus: journey.bus, since: since, chargedFen: Int32(charge)))
        return GateDecision(.open, reason, chargeFen: charge)
    }

    // MARK: Late entry

    private func lateEntry(_ tap: Tap, _ journey: inout Journey) -> GateDecision {
        guard case .pending(let pending) = journey.state, tap.time <= pending.exit.time,
            tap.time >= (pending.since ?? tap.time)
        else { return GateDecision(.open, .outOfOrder) }
        var exitTap = tap
        exitTap.medium = pending.medium
        exitTap.rider = pending.rider
        exitTap.carriage = pending.carriage
        exitTap.transfer = pending.transfer
        exitTap.isRecorded = true
        journey.busBeforeEntry = pending.bus.flatMap { $0 <= tap.time ? $0 : nil }
        var decision = complete(
            exitTap, JourneyEnd(time: tap.time, station: tap.station), pending.exit, GateTerms(),
            chargedFen: Int(pending.chargedFen), &journey)
        if decision.reason == .completed { decision.reason = .lateEntry }
        return decision
    }

    // MARK: Pieces

    /// Whether a record came after a younger one. A live tap never did: it happens now, even where the gate's clock
    /// is behind that of the gate before.
    private func isLate(_ tap: Tap, _ journey: Journey) -> Bool {
        guard tap.isRecorded, let last = journey.last else { return false }
        return tap.time < last.end.time
    }

    private func isPassBack(_ tap: Tap, _ journey: Journey) -> Bool {
        guard let last = journey.last, last.kind == tap.kind, last.end.station == tap.station, tap.station != nil
        else { return false }
        let (earlier, later) = (min(tap.time, last.end.time), max(tap.time, last.end.time))
        return later.seconds - earlier.seconds <= Self.passBackSeconds
    }

    /// Whether a medium that is good for one journey has made this half of it: it enters before all other taps, and
    /// leaves once. A recorded tap has happened and is never held back.
    private func isUsedUp(_ tap: Tap, _ journey: Journey) -> Bool {
        guard !tap.isRecorded, isSingleRide[Int(tap.medium.index)], let last = journey.last else { return false }
        return tap.kind == .entry || last.kind == .exit
    }

    private func evidence(_ mark: TransferMark, bus: LocalTime?) -> TransferEvidence {
        switch mark {
        case .granted: .marked
        case .notGranted: .none
        case .notStated: bus.map { .bus(at: $0) } ?? .none
        }
    }
}
