import ElectronicPurse
import Fares
import Gate
import Journal

/// Decides the taps of all lanes of a process, one after the other, and has each in the journal's hands before its
/// journey counts.
///
/// - **Shape**: one thread's. It never waits for the disk: an answer names the record, and the lane opens when that is
///   durable. No allocation from tap to tap.
/// - **Errors**: `JournalError` where the journal takes no record; then nothing has changed and nothing opens. What has
///   happened at the lane already (an open signal, a mode) counts all the same. A journal that has failed opens for no
///   earlier record either.
package final class TapDesk {
    /// The fares.
    package let book: FareBook
    private let journal: JournalCommitter
    private let fares: FareVersion
    private let denyListVersion: UInt64
    private var state: DeskState
    /// The state's, apart from it: what is taken out of a variable is copied at each tap.
    private let processor: TapProcessor

    /// A desk that goes on from the state that the journal's records have led to.
    package init(
        _ book: FareBook, state: DeskState, journal: JournalCommitter, fares: FareVersion, denyListVersion: UInt64
    ) {
        self.book = book
        self.state = state
        processor = state.processor
        self.journal = journal
        self.fares = fares
        self.denyListVersion = denyListVersion
    }

    /// How many cards are known.
    package var cardCount: Int { state.cardCount }

    // MARK: Account-based media

    /// Decides a card whose rider is charged later.
    package func take(_ request: TapRequest) throws(JournalError) -> DeskVerdict {
        if let before = try resume(request, onlySameCode: false) { return before }
        try giveUpDebits(at: request.time, request.moment)
        var journey = try self.journey(of: request)
        var decision = processor.process(tap(request), journey: &journey, terms: terms(request))
        if decision.outcome == .open, let limit = request.limitFen, decision.chargeFen > limit {
            if request.easings.contains(.chargeLater), request.site.direction == .exit {
                decision.reason = .chargeLater
            } else {
                decision = GateDecision(refused: .limitExceeded)
            }
        }
        let sequence = try record(
            request, request.site.direction, decision, chargeFen: Int64(decision.chargeFen),
            at: request.site.place)
        if decision.outcome == .open { keep(journey, request, sequence) }
        return DeskVerdict(
            outcome: decision.outcome, reason: decision.reason, decision: decision, sequence: sequence,
            tapSequence: sequence)
    }

    /// The tap that was recorded here a short while ago and whose barrier was not told to open; nil if there is none.
    ///
    /// - **Parameters**: `onlySameCode`, for a code that was shown before: a spent one does not open for the tap that a
    ///   later one has made.
    package func resume(_ request: TapRequest, onlySameCode: Bool = true) throws(JournalError) -> DeskVerdict? {
        guard let before = state.resume(request, onlySameCode: onlySameCode) else { return nil }
        try requireJournal()
        return DeskVerdict(
            outcome: .open, reason: .resumed, decision: nil, sequence: before.sequence, tapSequence: before.sequence)
    }

    /// A card that must not pass whatever its journey, such as one that the operator has listed: recorded, and nothing
    /// else.
    package func deny(_ request: TapRequest, _ reason: GateReason) throws(JournalError) -> DeskVerdict {
        let decision = GateDecision(refused: reason)
        let sequence = try record(
            request, request.site.direction, decision, chargeFen: 0, at: request.site.place)
        return DeskVerdict(
            outcome: .refused, reason: reason, decision: decision, sequence: sequence, tapSequence: sequence)
    }

    /// The barrier was told to open for a tap: it has opened, whatever the journal says.
    ///
    /// - **Parameters**: `isAgain`, where the journal had no room before: then only the record is missing, and a second
    ///   chance that the tap was given meanwhile stays its own.
    package func opened(
        _ tapSequence: UInt64, at moment: JournalMoment, isAgain: Bool = false
    ) throws(JournalError) {
        if !isAgain { state.opened(tapSequence) }
        try journal.append(JournalOpened(tapSequence: tapSequence), at: moment)
    }

    /// A lane waits no more for a tap, and will not open for it unless its card comes again: another lane may.
    package func waitsNoMore(_ lane: Int, for tapSequence: UInt64, at moment: JournalMoment) {
        state.waitsNoMore(lane, for: tapSequence, at: moment)
    }

    /// What became of a rider who was let through.
    package func passage(_ passage: JournalPassage, at moment: JournalMoment) throws(JournalError) {
        try self.passage(passage, at: moment, brokenLane: nil)
    }

    /// The same of one whom a lane's own fault may have kept from passing.
    ///
    /// - **Parameters**: `brokenLane`, that lane; its rider has ``DeskState/faultSeconds`` to find another. Nil: none.
    ///   `isReleased`, it was released: its rider could walk, and has the time of everybody.
    package func passage(
        _ passage: JournalPassage, at moment: JournalMoment, brokenLane: Int?, isReleased: Bool = false
    ) throws(JournalError) {
        try journal.append(passage, at: moment)
        state.passage(passage, at: moment, brokenLane: brokenLane, isReleased: isReleased)
    }

    /// A lane's mode or easings have changed: they hold at once, whatever the journal says.
    ///
    /// - **Parameters**: `isAgain`, where the journal had no room before: then only the record is missing.
    package func mode(_ mode: JournalMode, at moment: JournalMoment, isAgain: Bool = false) throws(JournalError) {
        if !isAgain { state.take(mode) }
        try journal.append(mode, at: moment)
    }

    /// Words for the journal's reader; their record.
    @discardableResult
    package func note(_ text: String, at moment: JournalMoment) throws(JournalError) -> UInt64 {
        try journal.append(JournalNote(text: text), at: moment)
    }

    /// Cards will be taken out of old segments; the record that must be durable first.
    package func forget(_ retention: JournalRetention, at moment: JournalMoment) throws(JournalError) -> UInt64 {
        try journal.append(retention, at: moment)
    }

    // MARK: Purses

    /// What a purse is to do: find out about an open debit first, else pay the ride.
    package func price(_ request: PurseRequest) throws(JournalError) -> PursePrice {
        try requireJournal()
        let token = request.tap.token.token
        if let before = state.resume(request.tap, of: request) {
            return .resumed(
                DeskVerdict(
                    outcome: .open, reason: .resumed, decision: nil, sequence: before.sequence,
                    tapSequence: before.sequence))
        }
        // A debit that was kept under the token key before this one is the same card's.
        if let debit = state.debits[token] ?? request.tap.previousToken.flatMap({ state.debits[$0] }) {
            guard request.isFoundNotDebited else { return .recover(debit.resumeData, debit.token) }
            var void = JournalPurse(
                state: .void, token: debit.token, counter: debit.counter, amountFen: 0, balanceFen: 0, cardTime: 0)
            void.resumeData = debit.resumeData
            try journal.append(void, at: request.tap.moment)
            state.debits.close(debit.token.token)
        }
        try giveUpDebits(at: request.tap.time, request.tap.moment)
        var journey = purseJourney(of: request.tap)
        if let entry = request.entry {
            state.openJourney(&journey, token, request.tap.medium, entry.time, entry.station)
        } else {
            // The card's own record counts: it may have left at another operator's gate.
            journey.state = .idle
        }
        var decision = processor.process(tap(request.tap), journey: &journey, terms: terms(request.tap))
        guard decision.outcome == .open, let amount = UInt32(exactly: decision.chargeFen) else {
            // A purse can pay nothing else than a fare.
            if decision.outcome == .open { decision = GateDecision(refused: .noFare) }
            try record(
                request.tap, request.tap.site.direction, decision, chargeFen: 0, at: request.tap.site.place)
            return .refused(decision)
        }
        return .debit(amount, PursePrice.PricedRide(decision: decision, journey: journey))
    }

    /// Records a ride that the card cannot pay now: its rider leaves and owes it.
    package func owe(_ request: TapRequest, _ ride: PursePrice.PricedRide) throws(JournalError) -> DeskVerdict {
        precondition(
            request.easings.contains(.chargeLater) && request.site.direction == .exit, "nobody owes anything here")
        var decision = ride.decision
        decision.reason = .chargeLater
        let sequence = try record(
            request, .exit, decision, chargeFen: Int64(decision.chargeFen), at: request.site.place)
        keep(ride.journey, request, sequence, owed: decision.journey?.entry.time)
        return DeskVerdict(
            outcome: .open, reason: .chargeLater, decision: decision, sequence: sequence, tapSequence: sequence)
    }

    /// Keeps a debit before it is sent; it may be sent when the record is durable.
    package func keep(_ purse: JournalPurse, at moment: JournalMoment) throws(JournalError) -> UInt64 {
        if state.debits.count >= OpenDebits.most, let oldest = state.debits.oldest() { try giveUp(oldest, moment) }
        let sequence = try journal.append(purse, at: moment)
        state.debits.open(purse)
        return sequence
    }

    /// Keeps what speaks against an open debit; once for each new doubt.
    package func doubt(_ doubt: PurseDoubtRequest) throws(JournalError) {
        guard var debit = state.debits[doubt.token], !debit.resumeData.starts(with: doubt.resumeData) else { return }
        debit.state = .unknown
        debit.resumeData = doubt.resumeData + debit.resumeData.dropFirst(doubt.resumeData.count)
        if !doubt.cardMAC.isEmpty {
            (debit.cardMAC, debit.authorisationCode) = (doubt.cardMAC, doubt.authorisationCode)
        }
        // The doubt holds in this process even where the journal has no room for it.
        state.debits.open(debit)
        try journal.append(debit, at: doubt.moment)
    }

    /// A kept debit was never sent, or the card has refused it.
    package func void(_ purse: JournalPurse, at moment: JournalMoment) throws(JournalError) {
        guard state.debits[purse.token.token] != nil else { return }
        try journal.append(purse, at: moment)
        state.debits.close(purse.token.token)
    }

    /// Ends the waiting for cards that have not come back within ``OpenDebits/serviceDays``; a few at each tap.
    private func giveUpDebits(at time: LocalTime, _ moment: JournalMoment) throws(JournalError) {
        state.debits.see(book.serviceDate(of: time).dayNumber)
        for _ in 0..<Self.mostGivenUpAtOnce {
            guard let debit = state.debits.overdue() else { return }
            try giveUp(debit, moment)
        }
    }

    private static let mostGivenUpAtOnce = 8

    /// What is known of a debit goes to the back office: the ride is not charged again, whoever has the money.
    private func giveUp(_ debit: JournalPurse, _ moment: JournalMoment) throws(JournalError) {
        var record = debit
        record.state = .unresolved
        try journal.append(record, at: moment)
        state.debits.close(debit.token.token)
    }

    /// Records a ride that the card has paid.
    ///
    /// Tap and proof go to the journal together; without room for both nothing is recorded, and the debit stays open.
    /// A debit found out about later belongs to the station where it was sent, wherever the card is now.
    package func settle(_ settlement: PurseSettlement) throws(JournalError) -> DeskVerdict {
        // Tap and proof, or neither: a tap without its proof would be recorded again.
        try journal.requireRoom(for: 2)
        let request = settlement.tap
        let debit = state.debits[request.token.token]
        let kept = debit.flatMap { KeptRide($0.resumeData.dropFirst(PurseIntent.length)) }
        var place: JournalStation? = request.site.place
        let decision: GateDecision
        var journey: Journey
        if let ride = settlement.ride {
            (decision, journey) = (ride.decision, ride.journey)
        } else {
            journey = state.journeys.journey(of: request.token.token)
            var fact = tap(request)
            place = debit?.station
            fact.kind = settlement.kind
            fact.station = state.station(of: place)
            fact.isRecorded = true
            if settlement.kind == .exit, let kept {
                // Its entry may stand in another gate's journal alone.
                state.openJourney(
                    &journey, request.token.token, request.medium, kept.entryTime,
                    state.station(of: kept.entryStationID))
            }
            decision = processor.process(fact, journey: &journey)
        }
        let sequence = try record(
            request, settlement.kind, decision, chargeFen: settlement.amountFen, at: place,
            fareFen: settlement.ride == nil ? kept.map { Int64($0.fareFen) } : nil, isFact: !settlement.opens)
        var proof = JournalPurse(
            state: .proven, token: request.token, counter: settlement.counter, amountFen: settlement.amountFen,
            balanceFen: settlement.balanceFen, cardTime: request.time.seconds)
        proof.station = place
        proof.tapSequence = sequence
        proof.terminalTransaction = settlement.terminalTransaction
        (proof.terminalMAC, proof.purchase) = (settlement.terminalMAC, settlement.purchase)
        proof.cardMAC = settlement.cardMAC
        proof.authorisationCode = settlement.authorisationCode
        if proof.cardMAC.isEmpty, let debit {
            // What the card gave at first and nobody could check.
            (proof.cardMAC, proof.authorisationCode) = (debit.cardMAC, debit.authorisationCode)
        }
        // Behind the tap: with the tap alone on the disk, its counter says that the debit is settled.
        let last = try journal.append(proof, at: request.moment)
        state.debits.close(request.token.token)
        let outcome: GateOutcome = settlement.opens ? .open : .again
        if settlement.opens {
            keep(journey, request, sequence)
        } else {
            state.journeys.withJourney(of: request.token.token) { $0 = journey }
            state.isOver(request.token.token, request.previousToken)
        }
        return DeskVerdict(
            outcome: outcome, reason: decision.reason, decision: decision, sequence: last, tapSequence: sequence)
    }

    // MARK: Pieces

    /// Whoever has no journal opens nothing, on an earlier record either: no open signal could be recorded.
    private func requireJournal() throws(JournalError) { try journal.requireRoom(for: 0) }

    private func terms(_ request: TapRequest) -> GateTerms {
        GateTerms(easings: request.easings, releases: state.releases)
    }

    private func tap(_ request: TapRequest) -> Tap {
        Tap(
            token: request.token.token, time: request.time, kind: request.site.direction,
            station: request.site.station, medium: request.medium)
    }

    /// The journey of a purse: the end of a service day neither closes it nor charges it.
    ///
    /// The rule for missing exits is for accounts, which are charged without their card. Nothing is there to debit a
    /// purse, and what it has not paid must not be taken off the fare that it pays.
    private func purseJourney(of request: TapRequest) -> Journey {
        var journey = carriedJourney(of: request)
        if case .swept(let entry, let chargedFen) = journey.state {
            // From a journal of before this rule.
            if chargedFen > 0 { journey.use.giveBack(Int(chargedFen)) }
            journey.state = .open(entry)
        }
        return journey
    }

    /// The card's journey, closed first if its service day is over.
    private func journey(of request: TapRequest) throws(JournalError) -> Journey {
        let token = request.token.token
        var journey = carriedJourney(of: request)
        guard case .open(let entry) = journey.state, request.time >= processor.sweepTime(of: entry),
            let swept = processor.sweep(&journey, releases: state.releases)
        else { return journey }
        let station = swept.entry.station.map {
            JournalStation(index: $0, id: book.edition.network.stations[Int($0)].id)
        }
        try journal.append(
            JournalSweep(
                token: request.token, serviceDate: book.serviceDate(of: entry.time),
                entry: JournalTap.Entry(time: entry.time, station: station), chargeFen: Int64(swept.chargeFen)),
            at: request.moment)
        let closed = journey
        state.journeys.withJourney(of: token) { $0 = closed }
        return journey
    }

    /// The card's journey, under whichever token key it began.
    private func carriedJourney(of request: TapRequest) -> Journey {
        let token = request.token.token
        if let previous = request.previousToken, !state.journeys.has(token), state.journeys.has(previous) {
            // The token key has changed: the card goes on where it stood.
            let journey = state.journeys.journey(of: previous)
            state.journeys.withJourney(of: token) { $0 = journey }
        }
        return state.journeys.journey(of: token)
    }

    @discardableResult
    private func record(
        _ request: TapRequest, _ kind: TapKind, _ decision: GateDecision, chargeFen: Int64,
        at place: JournalStation?, fareFen: Int64? = nil, isFact: Bool = false
    ) throws(JournalError) -> UInt64 {
        var record = JournalTap(
            time: request.time, serviceDate: book.serviceDate(of: request.time), kind: kind,
            station: place, token: request.token, medium: book.tariff.media[Int(request.medium.index)],
            rider: book.tariff.riders[0], fares: fares, outcome: decision.outcome, reason: decision.reason)
        record.transactionCounter = request.transactionCounter
        record.replayKey = request.replayKey
        record.unpredictableNumber = request.unpredictableNumber
        record.chargeFen = chargeFen
        // What opened nothing then opens nothing after a restart either.
        record.isRecorded = isFact
        record.fareFen = fareFen ?? decision.fare.map { Int64($0.fareFen) }
        record.denyListVersion = request.denyListVersion ?? denyListVersion
        record.easings = request.easings
        if let entry = decision.journey?.entry {
            record.entry = JournalTap.Entry(
                time: entry.time,
                station: entry.station.map {
                    JournalStation(index: $0, id: book.edition.network.stations[Int($0)].id)
                })
        }
        record.phases = request.phases
        // What is refused is not collected.
        if decision.outcome == .open { record.sealedData = request.sealedData }
        return try journal.append(record, at: request.moment)
    }

    private func keep(_ journey: Journey, _ request: TapRequest, _ sequence: UInt64, owed: LocalTime? = nil) {
        let token = request.token.token
        state.journeys.withJourney(of: token) { $0 = journey }
        state.isOver(token, request.previousToken)
        state.remember(
            DeskState.Unopened(
                sequence: sequence, token: token, time: request.time, kind: request.site.direction,
                stationID: request.site.place.id, lane: request.lane,
                askedAt: request.moment.monotonicNanoseconds, owedEntry: owed, replayKey: request.replayKey))
    }
}
