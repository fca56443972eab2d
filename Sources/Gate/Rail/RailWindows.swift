/// How long before its train a ticket is let in, how long after it is let out, and how long a gate waits.
///
/// - **Unit**: minutes before departure, calendar days after the train's, milliseconds.
/// - **Limits**: check-in is open at most a day, and closes no earlier than it opens; 29 days; a minute of waiting.
/// - **Source**: a station's gate program of 2017 (`cr_codes.csv`, kind `gate_parameter`). That both ends of the
///   check-in are inclusive is our choice: the source does not say.
package struct RailWindows: Hashable, Sendable {
    /// Those of the source.
    package static let standard = RailWindows()

    /// Check-in opens so many minutes before departure; open at that second.
    package let opensMinutes: Int
    /// Check-in closes so many minutes before departure; still open at that second.
    package let closesMinutes: Int
    /// The exit lets out on the train's day and on so many days after it.
    package let exitDays: Int
    /// How long ticket and document wait for each other; they still join in that millisecond.
    package let joinMilliseconds: UInt64

    private init() {
        opensMinutes = 240
        closesMinutes = 10
        exitDays = 3
        joinMilliseconds = 3000
    }

    /// Other windows; nil if they are out of the limits.
    package init?(
        opensMinutes: Int = 240, closesMinutes: Int = 10, exitDays: Int = 3, joinMilliseconds: UInt64 = 3000
    ) {
        guard (0...1440).contains(opensMinutes), (0...opensMinutes).contains(closesMinutes),
            (0...29).contains(exitDays), joinMilliseconds <= 60_000
        else { return nil }
        self.opensMinutes = opensMinutes
        self.closesMinutes = closesMinutes
        self.exitDays = exitDays
        self.joinMilliseconds = joinMilliseconds
    }
}
