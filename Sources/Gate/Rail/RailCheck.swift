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
    package func verdict(_ ticket: RailTicketFacts, at now: LocalTime) -> RailVerdict { .noTicket }
}
