import Fares

/// Brings ticket and document together at one gate.
///
/// - **Shape**: a state machine: each event takes the moment and returns what the lane is to do, in order; nothing if
///   the event changes nothing. What can be read and is not waited for ends the waiting; what cannot be read does not.
///   No clock, no I/O.
package struct RailJoin: Sendable {
    /// What the gate waits for.
    package enum State: Hashable, Sendable {
        /// Nobody.
        case idle
        /// A ticket that has passed the check, for its document.
        case ticket(RailTicketFacts, since: UInt64)
        /// A document, for a ticket: what its passenger hears if none comes, and the reservation that it is about.
        case document(UInt64, since: UInt64, ending: RailVerdict, about: RailTicketFacts?)
    }

    /// Where the gate stands.
    package private(set) var state = State.idle
    /// Whether a ticket is good here.
    package private(set) var check: RailCheck
    /// The tickets sold.
    package private(set) var reservations: RailReservations

    package init(_ check: RailCheck, reservations: RailReservations = RailReservations()) {
        self.check = check
        self.reservations = reservations
    }

    /// Puts other trains in force; whoever waits goes on waiting.
    package mutating func use(_ timetable: RailTimetable) {
        check = RailCheck(
            station: check.station, isExit: check.isExit, letters: check.letters, windows: check.windows,
            timetable: timetable)
    }

    /// Puts another list of the tickets sold in force.
    package mutating func use(_ reservations: RailReservations) { self.reservations = reservations }

    // MARK: Events

    /// A ticket is shown; nil: one that cannot be read, or that is none.
    ///
    /// It is checked for the moment at which it is shown, not for that of its document.
    package mutating func ticket(_ shown: RailTicketFacts?, at now: RailMoment) -> [RailAction] {
        var actions = tick(now)
        // Noise is said, and ends nobody's wait.
        guard let shown else { return actions + [.refuse(.noTicket, nil)] }
        let listed = reservations.reservation(ofTicket: shown.ticketNumber)?.ticket
        let ticket = listed.map { shown.known(by: $0) } ?? shown
        if case .ticket(let waiting, let since) = state {
            // Still held before the scanner.
            if waiting == ticket { return actions + [wait(for: .document, since, ticket)] }
            actions.append(.refuse(.noTicket, waiting))
            state = .idle
        }
        let isAsSold = listed.map { shown.agrees(with: $0) } ?? true
        let verdict = isAsSold ? check.verdict(ticket, at: now.local) : .noTicket
        guard verdict == .accepted else {
            state = .idle
            return actions + [.refuse(verdict, ticket)]
        }
        guard let bound = ticket.documentHash else {
            state = .idle
            return actions + [.admit(ticket, others: [])]
        }
        guard case .document(let hash, _, _, _) = state else {
            state = .ticket(ticket, since: now.milliseconds)
            return actions + [wait(for: .document, now.milliseconds, ticket)]
        }
        state = .idle
        return actions + [bound == hash ? .admit(ticket, others: []) : .refuse(.mismatch, ticket)]
    }

    /// A document is shown, by its keyed hash; nil: one that cannot be read.
    package mutating func document(_ shown: UInt64?, at now: RailMoment) -> [RailAction] {
        var actions = tick(now)
        guard let hash = shown else { return actions + [.refuse(.noTicket, nil)] }
        switch state {
        case .ticket(let ticket, _):
            state = .idle
            return actions + [
                ticket.documentHash == hash ? .admit(ticket, others: []) : .refuse(.mismatch, ticket)
            ]
        case .document(hash, let since, _, let about):
            return actions + [wait(for: .ticket, since, about)]
        case .document(_, _, let ending, let about):
            actions.append(.refuse(ending, about))
        case .idle: break
        }
        state = .idle
        let good = goodReservations(of: hash, at: now.local)
        // Paper at home does not keep anybody from the train that needs none.
        let alone = good.filter { !$0.needsTicket }.map(\.ticket)
        if let first = alone.first { return actions + [.admit(first, others: Array(alone.dropFirst()))] }
        let failure = good.isEmpty ? nearestFailure(of: hash, at: now.local) : nil
        let about = good.first?.ticket ?? failure?.ticket
        state = .document(hash, since: now.milliseconds, ending: failure?.verdict ?? .noTicket, about: about)
        return actions + [wait(for: .ticket, now.milliseconds, about)]
    }

    /// Time has passed.
    package mutating func tick(_ now: RailMoment) -> [RailAction] {
        switch state {
        case .ticket(let ticket, let since) where now.milliseconds > lastMillisecond(since):
            state = .idle
            return [.refuse(.noTicket, ticket)]
        case .document(_, let since, let ending, let about) where now.milliseconds > lastMillisecond(since):
            state = .idle
            return [.refuse(ending, about)]
        default: return []
        }
    }

    // MARK: Pieces

    private func wait(for missing: RailWait.Missing, _ since: UInt64, _ ticket: RailTicketFacts?) -> RailAction {
        .wait(RailWait(missing: missing, untilMilliseconds: lastMillisecond(since), ticket: ticket))
    }

    private func lastMillisecond(_ since: UInt64) -> UInt64 {
        let length = check.windows.joinMilliseconds
        return since > .max - length ? .max : since + length
    }

    /// The reservations of a document that are good here now, the best first.
    private func goodReservations(of hash: UInt64, at now: LocalTime) -> [RailReservation] {
        let good = reservations.reservations(of: hash).filter { check.verdict($0.ticket, at: now) == .accepted }
        // The place in the file decides between equals.
        return good.enumerated().map { (check.preference($1.ticket, at: now), $0, $1) }
            .sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }

    /// What to say of a document that has reservations at this station, none of them good now: the verdict that the
    /// passenger can do most about.
    private func nearestFailure(of hash: UInt64, at now: LocalTime) -> (verdict: RailVerdict, ticket: RailTicketFacts)?
    {
        var nearest: (rank: Int, preference: Int, verdict: RailVerdict, ticket: RailTicketFacts)?
        for reservation in reservations.reservations(of: hash) {
            let verdict = check.verdict(reservation.ticket, at: now)
            guard let rank = Self.failures.firstIndex(of: verdict) else { continue }
            let preference = check.preference(reservation.ticket, at: now)
            if let nearest, (nearest.rank, nearest.preference) <= (rank, preference) { continue }
            nearest = (rank, preference, verdict, reservation.ticket)
        }
        return nearest.map { ($0.verdict, $0.ticket) }
    }

    private static let failures: [RailVerdict] = [.notOpenYet, .closed, .cancelled, .unknownTrain, .wrongDate]
}
