import EMV
import Fares
import Gate
import QRTickets

/// A rail gate's lane: tickets and documents, joined and checked, to the same desk, journal and barrier as a card.
///
/// - **Shape**: one thread's, like the ``GateLane`` below it. Each event gives what became of it, in order: what has
///   waited in vain comes before what is new. Whoever runs it calls ``tick()`` often enough for its waiting to end in
///   time.
/// - **Limits**: a document is known by its keyed hash only.
/// - **Errors**: none; whatever fails ends in a ``RailTap``.
package final class RailLane {
    /// Both halves of what is waited for.
    package private(set) var join: RailJoin
    private let lane: GateLane
    private let codes: CodeAcceptance
    private var lastWait: RailWait?

    /// A rail gate over a lane of a prepaid book; `codes` takes them as ``FareBook/railTicket``.
    package init(_ lane: GateLane, codes: CodeAcceptance, check: RailCheck, reservations: RailReservations) {
        self.lane = lane
        self.codes = codes
        join = RailJoin(check, reservations: reservations)
    }

    /// Puts other trains in force between two events.
    package func use(_ timetable: RailTimetable) { join.use(timetable) }

    /// Puts another list of the tickets sold in force between two events.
    package func use(_ reservations: RailReservations) { join.use(reservations) }

    // MARK: Events

    /// Takes a code that a scanner has read.
    package func present(ticket bytes: [UInt8]) -> [RailTap] {
        var tap = begin()
        let begun = lane.clock.microseconds
        if lane.shownCode.isSame(bytes.span, at: begun) {
            tap.isSameTap = true
            (tap.outcome, tap.reason) = (.refused, "same-tap")
            return [RailTap(nil, tap)]
        }
        let ticket: RailTicketFacts?
        do throws(ReplayStoreFailure) { ticket = try read(bytes, begun, &tap) } catch {
            lane.storeFailed(error, &tap)
            lane.act(&tap)
            lane.shownCode.ended(opened: false, mayRetry: true)
            return [RailTap(nil, tap)]
        }
        if ticket == nil, tap.reason == CodeResult.replay.rawValue {
            // It was let through: whoever waits goes on waiting.
            lane.act(&tap)
            lane.shownCode.ended(opened: false, mayRetry: false)
            return [RailTap(.repeated, tap)]
        }
        let taps = perform(join.ticket(ticket, at: moment), tap)
        // A ticket that waits, or lies there, is looked at anew after a while as any other code.
        let mayRetry = taps.last.map { $0.verdict == nil && $0.tap.outcome == .again } ?? false
        lane.shownCode.ended(opened: taps.last?.tap.outcome == .open, mayRetry: mayRetry)
        return taps
    }

    /// Takes a document by its keyed hash; nil: one that cannot be read.
    package func present(document hash: UInt64?) -> [RailTap] {
        var tap = begin()
        let (_, fault) = codes.time(lane.clock)
        if let fault {
            // Windows and days are nothing without a clock.
            tap.clockFault = fault
            turnAway(CodeResult.clock.rawValue, &tap)
            return perform(join.document(nil, at: moment), tap)
        }
        if hash == nil { turnAway("unreadable-document", &tap) }
        let taps = perform(join.document(hash, at: moment), tap, isByDocument: true)
        if taps.last?.tap.outcome == .open { lane.shownCode.ended(opened: true, mayRetry: false) }
        return taps
    }

    /// Ends what has waited for too long.
    package func tick() -> [RailTap] {
        let actions = join.tick(moment)
        return actions.isEmpty ? [] : perform(actions, begin())
    }

    // MARK: Pieces

    private func begin() -> LaneTap {
        var tap = LaneTap()
        lane.cards.beginTap()
        tap.log.begin(at: lane.clock.microseconds)
        tap.medium = FareBook.railTicket
        return tap
    }

    private var moment: RailMoment {
        RailMoment(lane.clock.local(), milliseconds: lane.clock.monotonic() / 1_000_000)
    }

    /// The ticket in a code; nil: there is none, and the tap says why.
    private func read(_ bytes: [UInt8], _ begun: Int, _ tap: inout LaneTap) throws(ReplayStoreFailure)
        -> RailTicketFacts?
    {
        guard let sound = try lane.verify(bytes, codes, begun, &tap) else { return nil }
        do throws(RailRecordFault) {
            if let ticket = try RailTicket(sound.code.claims), let facts = RailTicketFacts(ticket) { return facts }
            turnAway("no-rail-ticket", &tap)
        } catch {
            turnAway("bad-rail-ticket", &tap)
        }
        return nil
    }

    /// A refusal that no ticket is known of: words in the journal are all that is kept.
    private func turnAway(_ reason: String, _ tap: inout LaneTap) {
        (tap.outcome, tap.reason) = (.refused, reason)
        lane.note("rail refused", &tap)
    }

    /// Does what the join asks for; the last of it is what `tap` is about.
    private func perform(_ actions: [RailAction], _ tap: LaneTap, isByDocument: Bool = false) -> [RailTap] {
        var taps: [RailTap] = []
        for (index, action) in actions.enumerated() {
            let isLast = index == actions.count - 1
            var railTap = perform(action, isLast ? tap : begin())
            railTap.isByDocument = isByDocument && isLast
            taps.append(railTap)
        }
        return taps
    }

    private func perform(_ action: RailAction, _ given: LaneTap) -> RailTap {
        var tap = given
        switch action {
        case .wait(let wait):
            (tap.outcome, tap.reason) = (.again, "waiting-for-\(wait.missing.rawValue)")
            if wait == lastWait {
                tap.isSameTap = true
            } else {
                lane.note("rail \(RailVerdict.waiting.code)", &tap)
            }
            lastWait = wait
            return RailTap(.waiting, tap, ticket: wait.ticket, wait: wait)
        case .refuse(let verdict, let ticket):
            lastWait = nil
            refuse(verdict, ticket, &tap)
            lane.act(&tap)
            return RailTap(tap.outcome == .refused ? verdict : nil, tap, ticket: ticket)
        case .admit(let first, let others):
            lastWait = nil
            return admit([first] + others, tap)
        }
    }

    /// Records why a known ticket is refused; of an unknown one the journal has words already, or gets them here.
    private func refuse(_ verdict: RailVerdict, _ ticket: RailTicketFacts?, _ tap: inout LaneTap) {
        guard let ticket, let medium = codes.medium, let reason = verdict.refusal else {
            if tap.reason.isEmpty { turnAway(verdict.refusal?.code ?? verdict.code, &tap) }
            return
        }
        lane.ask(.deny(request(ticket, medium, &tap), reason), &tap)
    }

    /// Lets the first ticket in that has not been used.
    private func admit(_ tickets: [RailTicketFacts], _ given: LaneTap) -> RailTap {
        var railTap = RailTap(nil, given)
        guard let medium = codes.medium else {
            turnAway(GateReason.mediumNotAccepted.code, &railTap.tap)
            lane.act(&railTap.tap)
            return railTap
        }
        for (index, ticket) in tickets.enumerated() {
            railTap.ticket = ticket
            railTap.tap = given
            let reserved = ask(ticket, medium, &railTap.tap)
            // The same document once more within a minute is one presentation too many, and must not spend the next
            // ticket.
            if railTap.tap.verdict?.reason == .alreadyUsed, index < tickets.count - 1 { continue }
            lane.act(&railTap.tap)
            if let reserved { lane.settle(reserved, codes, &railTap.tap) }
            break
        }
        railTap.verdict = verdict(of: railTap.tap)
        return railTap
    }

    /// Reserves the ticket's use and asks the desk; returns its key if this lane has it reserved.
    private func ask(_ ticket: RailTicketFacts, _ medium: FareMedia, _ tap: inout LaneTap) -> ReplayKey? {
        let request = request(ticket, medium, &tap)
        let now = codes.time(lane.clock).clock.now
        let spending = Spending(ticket, at: join.check, now: now)
        let isDenied = lane.isDenied(codes.tokens(ofRailTicket: ticket.ticketNumber))
        do throws(ReplayStoreFailure) {
            let reserved = try lane.admit(request, spending, isDenied: isDenied, codes, &tap)
            if let before = tap.spentBefore {
                let isPassBack = now >= before.time && now - before.time <= TapProcessor.passBackSeconds
                lane.ask(.deny(request, isPassBack ? .passBack : .alreadyUsed), &tap)
            }
            return reserved
        } catch {
            lane.storeFailed(error, &tap)
            return nil
        }
    }

    /// What the desk is told; its record carries the use, so that a start finds it.
    private func request(_ ticket: RailTicketFacts, _ medium: FareMedia, _ tap: inout LaneTap) -> TapRequest {
        let use = ReplayKey(railTicket: ticket.ticketNumber, isExit: join.check.isExit)
        return lane.request(use, codes.tokens(ofRailTicket: ticket.ticketNumber), medium, codes, &tap)
    }

    /// What an admission came to; nil where the machine failed.
    private func verdict(of tap: LaneTap) -> RailVerdict? {
        switch tap.outcome {
        case .open: return .accepted
        case .again: return nil
        case .refused:
            if tap.isSameTap || tap.journalFailure != nil { return nil }
            return tap.verdict.flatMap { RailVerdict($0.reason) } ?? .noTicket
        }
    }
}
