import Fares
import Gate
import Journal
import Lane

/// The cards: who comes, what the desk is asked and what it must answer, the open signal.
extension FaultRun {
    /// A card comes to a lane, if one may be taken.
    func arrive(_ number: Int) throws(FaultViolation) {
        let now = clock.monotonic
        lanes[number].arrivalAt = now + gap()
        var rider: Int?
        var repeated: Gate.TapKind?
        if let back = lanes[number].returning, back.at <= now {
            lanes[number].returning = nil
            // A card that is shown once more at once is not at another lane.
            let isHere = lanes[number].walkers.filter { $0.rider == back.rider }.count
            if riders[back.rider].isBusy == (back.repeats == nil ? 0 : isHere) {
                rider = back.rider
                repeated = back.repeats
            }
        }
        let ways = lanes[number].ways
        let isExit = rider.map { riders[$0].isInside } ?? (ways == .exit || (ways == .twoWay && random.below(2) == 0))
        let kind = repeated ?? (isExit ? Gate.TapKind.exit : .entry)
        guard ways.isSuperset(of: LaneDirections(kind)), let found = rider ?? anybody(isInside: isExit) else { return }
        try strike(number)
        guard process != nil else { return }
        try present(number, found, kind)
    }

    /// A card is laid on the reader.
    func present(_ number: Int, _ rider: Int, _ kind: Gate.TapKind) throws(FaultViolation) {
        guard lanes[number].visit == nil, parts.accepts(lanes[number].machine, kind) else { return }
        guard lanes[number].mode.mayTake(kind, ways: lanes[number].ways) else {
            throw FaultViolation(
                .mode,
                "lane \(number) takes a card in mode \(lanes[number].mode.mode(ways: lanes[number].ways).code)")
        }
        countTap()
        books.waitsNoMore(number)
        riders[rider].isBusy += 1
        let now = clock.monotonic
        var visit = FaultLane.Visit(
            rider: rider, kind: kind, arrivedAt: now, at: now + milliseconds(120...740))
        if !isSettling {
            visit.leavesBefore = random.happens(perMillion: plan.rate(.tornBefore))
            visit.isLying = random.happens(perMillion: plan.rate(.lyingCard))
            if random.happens(perMillion: plan.rate(.tornDecided)) {
                visit.leavesWithoutPassing = true
                count(.tornDecided)
            } else if random.happens(perMillion: plan.rate(.tornOpened)) {
                visit.leavesWithoutPassing = true
                count(.tornOpened)
            }
        }
        lanes[number].visit = visit
        if !isSettling, random.happens(perMillion: plan.rate(.twoLanes)) { try alsoElsewhere(number, rider, kind) }
    }

    /// The same card at another lane that is free.
    private func alsoElsewhere(_ number: Int, _ rider: Int, _ kind: Gate.TapKind) throws(FaultViolation) {
        let other = random.below(lanes.count)
        guard other != number, lanes[other].visit == nil, lanes[other].ways.isSuperset(of: LaneDirections(kind)),
            lanes[other].machine.accepts(kind)
        else { return }
        count(.twoLanes)
        try present(other, rider, kind)
    }

    // MARK: The desk

    /// The dialogue has ended: the desk is asked.
    func ask(_ number: Int, _ visit: FaultLane.Visit) throws(FaultViolation) {
        guard let running = process else { return }
        let isDead = !lanes[number].mode.mayHaveRead(visit.kind)
        if visit.leavesBefore || isDead {
            if visit.leavesBefore { count(.tornBefore) }
            leave(number, visit, retries: true)
            try tell(number, .again(visit.kind))
            return
        }
        let request = request(number, visit)
        let waiting = running.journal.pending
        do throws(JournalError) {
            if visit.isLying {
                try refuse(number, visit, request, running)
                return
            }
        } catch {
            try failed(number, visit, error, waiting)
            return
        }
        let touch = TapBooks.Touch(
            card: visit.rider, lane: number, kind: visit.kind,
            end: TapBooks.End(place: lanes[number].place, second: request.time.seconds),
            limitFen: request.limitFen.map { Int($0) }, easings: lanes[number].mode.easings)
        let answer = books.answer(to: touch)
        let verdict: DeskVerdict
        do throws(JournalError) {
            verdict = try running.desk.take(request)
        } catch {
            let before = ledger.last
            if case .queueFull = error, case .recorded(_, _, _, .some) = answer, waiting < plan.queueRecords {
                // The sweep found room, the tap did not.
                sweep(visit.rider, waiting)
            }
            try failed(number, visit, error, waiting + Int(ledger.last - before))
            return
        }
        handedOver()
        try check(verdict, answer, touch, waiting)
        try answered(number, visit, verdict)
    }

    private func request(_ number: Int, _ visit: FaultLane.Visit) -> TapRequest {
        var request = TapRequest(
            site: visit.kind == .entry ? lanes[number].entry : lanes[number].exit, time: clock.local,
            moment: clock.moment,
            token: JournalToken(token: CardToken(high: plan.seed, low: UInt64(visit.rider)), keyIdentifier: 1),
            medium: city.account)
        request.lane = number
        request.easings = lanes[number].machine.easings
        if !isSettling, random.below(50) == 0 { request.limitFen = Int64(random.within(1...9) * 100) }
        return request
    }

    /// A card that the dialogue does not believe, or that is listed: nothing opens.
    private func refuse(
        _ number: Int, _ visit: FaultLane.Visit, _ request: TapRequest, _ running: Process
    ) throws(JournalError) {
        count(.lyingCard)
        let waiting = running.journal.pending
        if random.below(2) == 0 {
            let reason = random.below(2) == 0 ? GateReason.denied : .barred
            let verdict = try running.desk.deny(request, reason)
            enter(
                .tap(
                    LedgerTap(
                        card: visit.rider, kind: visit.kind,
                        end: TapBooks.End(place: lanes[number].place, second: request.time.seconds), isOpen: false,
                        reason: reason, chargeFen: 0, easings: lanes[number].mode.easings,
                        day: ReleaseBooks.day(request.time.seconds))), waiting)
            if verdict.outcome == .open || verdict.sequence != ledger.last {
                violation = FaultViolation(.decision, "a listed card gets record \(verdict.sequence)")
            }
        } else {
            try running.desk.note("card suspect: authentication-failed", at: request.moment)
            enter(.other(.note), waiting)
        }
        handedOver()
        leave(number, visit, retries: false)
    }

    /// The journal takes nothing: nothing opens.
    private func failed(
        _ number: Int, _ visit: FaultLane.Visit, _ error: JournalError, _ waiting: Int
    ) throws(FaultViolation) {
        if let violation { throw violation }
        try mayBeRefused(error, waiting)
        leave(number, visit, retries: true)
        if case .queueFull = error {
            count(.queueFull)
            try tell(number, .again(visit.kind))
            return
        }
        count(.failedJournal)
        try tell(number, .refused(.refused(nil), visit.kind))
    }

    private func sweep(_ card: Int, _ waiting: Int) {
        enter(.sweep(card: card), waiting)
        books.swept(card)
    }

    /// The verdict is that of the books, and has the record that comes next.
    private func check(
        _ verdict: DeskVerdict, _ answer: TapBooks.Answer, _ touch: TapBooks.Touch, _ waiting: Int
    ) throws(FaultViolation) {
        switch answer {
        case .resumed(let sequence):
            guard verdict.reason == .resumed, verdict.outcome == .open, verdict.sequence == sequence else {
                throw FaultViolation(
                    .decision,
                    "card \(touch.card) is \(verdict.reason.code), record \(verdict.sequence); record \(sequence) "
                        + "waits to open")
            }
            books.resumed(sequence, lane: touch.lane, at: clock.monotonic)
            countResumed()
            if books.isSecond(sequence) { count(.secondPassage) }
        case .recorded(let isOpen, let reason, let chargeFen, let swept):
            let before = ledger.last
            if swept != nil { sweep(touch.card, waiting) }
            enter(.tap(expected(touch, isOpen, reason, chargeFen)), waiting + Int(ledger.last - before))
            guard verdict.sequence == ledger.last else {
                throw FaultViolation(
                    .sequence, "the desk names record \(verdict.sequence); \(ledger.last) comes next")
            }
            guard verdict.reason == reason, (verdict.outcome == .open) == isOpen else {
                throw FaultViolation(
                    .decision, "card \(touch.card) is \(verdict.reason.code); the rules say \(reason.code)")
            }
            guard verdict.decision?.chargeFen == chargeFen else {
                throw FaultViolation(
                    .money,
                    "card \(touch.card) is charged \(verdict.decision?.chargeFen ?? 0) fen; the table says \(chargeFen)"
                )
            }
            guard isOpen else { return }
            books.approved(
                ledger.last, touch.card, touch.kind, touch.end, chargeFen: chargeFen, lane: touch.lane,
                at: clock.monotonic)
            guard books.cards[touch.card].charges <= 1 else {
                throw FaultViolation(.chargedTwice, "card \(touch.card) is charged twice since it went in")
            }
        }
    }

    /// What must stand in the record of a tap; the books have not taken it yet.
    private func expected(
        _ touch: TapBooks.Touch, _ isOpen: Bool, _ reason: GateReason, _ chargeFen: Int
    ) -> LedgerTap {
        var tap = LedgerTap(
            card: touch.card, kind: touch.kind, end: touch.end, isOpen: isOpen, reason: reason, chargeFen: chargeFen,
            easings: touch.easings, day: ReleaseBooks.day(touch.end.second))
        if isOpen, touch.kind == .exit, case .inside(let entry, _) = books.cards[touch.card].stand {
            tap.entry = entry
            tap.fareFen = reason == .completed || reason == .chargeLater ? chargeFen : nil
        }
        return tap
    }

    private func answered(
        _ number: Int, _ visit: FaultLane.Visit, _ verdict: DeskVerdict
    ) throws(FaultViolation) {
        say("lane \(number): card \(visit.rider) \(visit.kind) \(verdict.reason.code), record \(verdict.sequence)")
        guard verdict.outcome == .open else {
            leave(number, visit, retries: verdict.reason == .passBack)
            try tell(number, .refused(.refused(verdict.reason), visit.kind))
            return
        }
        process?.journal.want(verdict.sequence)
        lanes[number].visit?.stage = .storing(sequence: verdict.sequence, tapSequence: verdict.tapSequence)
        lanes[number].visit?.at = clock.monotonic + Self.storageNanoseconds
        if !parts.waitsForDisk {
            try signal(number)
        } else if let durable = process?.journal.durableSequence, durable >= verdict.sequence {
            try signal(number)
        }
    }

    // MARK: The open signal

    /// Records are on the disk: whoever waits for one is let through.
    func deliver(_ durable: UInt64) throws(FaultViolation) {
        for number in lanes.indices {
            guard case .storing(let sequence, _) = lanes[number].visit?.stage, sequence <= durable else { continue }
            try signal(number)
        }
    }

    private func signal(_ number: Int) throws(FaultViolation) {
        guard let visit = lanes[number].visit, case .storing(_, let tapSequence) = visit.stage else { return }
        guard process?.failedUntil == nil else {
            throw FaultViolation(
                .openWithoutRecord, "lane \(number) opens for record \(tapSequence) after its journal has failed")
        }
        guard books.mayOpen(tapSequence, lane: number) else {
            throw FaultViolation(.openedTwice, "lane \(number) would open again for record \(tapSequence)")
        }
        lanes[number].visit = nil
        lanes[number].arrivalAt = isSettling ? .max : clock.monotonic + gap()
        lanes[number].walkers.append(
            FaultLane.Walker(
                rider: visit.rider, tapSequence: tapSequence, kind: visit.kind, isGone: visit.leavesWithoutPassing,
                arrivedAt: visit.arrivedAt))
        lanes[number].came[tapSequence] = visit.arrivedAt
        lanes[number].ended.remove(tapSequence)
        try tell(number, .approved(GatePass(tapSequence: tapSequence, direction: visit.kind)))
        guard lanes[number].walkers.contains(where: { $0.tapSequence == tapSequence }) else {
            // The barrier has not taken it: the tap stays unopened.
            return
        }
        countOpened()
        mayRepeat(number, visit)
        try recordOpened(number, tapSequence)
    }
}
