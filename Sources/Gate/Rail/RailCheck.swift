import Fares

/// Whether a ticket is good at this gate now.
///
/// - **Shape**: pure; the first rule that is broken gives the verdict, in the order of `Docs/rail.md`.
package struct RailCheck: Sendable {
    /// The gate's station.
    package let station: RailTelecode
    /// Whether the gate lets out.
    package let isExit: Bool
    /// The trains that it lets in to.
    package let letters: RailTrainLetters
    /// Its windows.
    package let windows: RailWindows
    /// The trains of the day.
    package let timetable: RailTimetable

    package init(
        station: RailTelecode, isExit: Bool, letters: RailTrainLetters = .all, windows: RailWindows = .standard,
        timetable: RailTimetable
    ) {
        self.station = station
        self.isExit = isExit
        self.letters = letters
        self.windows = windows
        self.timetable = timetable
    }

    /// The verdict on a ticket at a moment; ``RailVerdict/accepted`` if nothing speaks against it.
    package func verdict(_ ticket: RailTicketFacts, at now: LocalTime) -> RailVerdict {
        // What was given back or changed is no ticket any more, wherever it is shown.
        guard ticket.status == .valid else { return .noTicket }
        return isExit ? exitVerdict(ticket, now) : entryVerdict(ticket, now)
    }

    /// Which of several good tickets a document stands for: the one with the lowest number.
    ///
    /// At the entry the earliest departure; at the exit the latest train that has left, as far as the timetable knows.
    package func preference(_ ticket: RailTicketFacts, at now: LocalTime) -> Int {
        let stop = timetable.stop(of: ticket.train, at: ticket.from, on: ticket.trainDate)
        let departure = stop?.departure(of: ticket.trainDate) ?? Int(ticket.trainDate.dayNumber) * 86_400
        guard isExit else { return departure }
        let age = Int(now.seconds) - departure
        return age >= 0 ? age : Self.notLeftYet - age
    }

    /// Above every age of a train in seconds.
    private static let notLeftYet = 1 << 50

    private func entryVerdict(_ ticket: RailTicketFacts, _ now: LocalTime) -> RailVerdict {
        guard ticket.from == station else { return .wrongStation }
        guard letters.contains(ticket.train),
            let stop = timetable.stop(of: ticket.train, at: station, on: ticket.trainDate)
        else { return .unknownTrain }
        guard !stop.isCancelled else { return .cancelled }
        let departure = stop.departure(of: ticket.trainDate)
        let opens = departure - windows.opensMinutes * 60
        let closes = departure - windows.closesMinutes * 60
        let second = Int(now.seconds)
        // The day is right if the time from opening to departure touches it: tomorrow's first trains open today.
        let midnight = second - now.secondOfDay
        guard midnight <= departure, opens < midnight + 86_400 else { return .wrongDate }
        if second < opens { return .notOpenYet }
        return second <= closes ? .accepted : .closed
    }

    private func exitVerdict(_ ticket: RailTicketFacts, _ now: LocalTime) -> RailVerdict {
        guard ticket.to == station else { return .wrongStation }
        let days = Int(now.date.dayNumber) - Int(ticket.trainDate.dayNumber)
        return (0...windows.exitDays).contains(days) ? .accepted : .wrongDate
    }
}
