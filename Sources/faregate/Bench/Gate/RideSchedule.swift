import Fares
import Gate

/// Who taps when in a benchmark: riders enter one by one, and each leaves when `lag` others have entered behind.
///
/// - **Shape**: entry, exit, entry, exit; the same card numbers come round again after `cards` riders.
/// - **Unit**: the local time goes on by `secondsPerRider`; it never goes back.
struct RideSchedule {
    /// The first second: 06:00 of a day of the current fares.
    static let start = LocalTime(
        ServiceDate(year: 2026, month: 11, day: 24) ?? ServiceDate(dayNumber: 0), secondOfDay: 21_600)
    /// Until midnight: no rider is inside when the service day ends.
    static let seconds = 18 * 3600

    let cards: Int
    let lag: Int
    let secondsPerRider: Int

    /// One tap.
    struct Turn {
        let card: Int
        let direction: TapKind
        let time: LocalTime
    }

    init(cards: Int, lag: Int, secondsPerRider: Int) {
        precondition(cards > lag, "a card enters again before it has left")
        self.cards = cards
        self.lag = lag
        self.secondsPerRider = secondsPerRider
    }

    /// The most taps before the day is over.
    var mostTurns: Int { (Self.seconds / secondsPerRider - lag) * 2 }

    /// An entry before the counted taps: `lag` of them.
    func firstEntry(_ number: Int) -> Turn { Turn(card: number % cards, direction: .entry, time: time(number)) }

    /// A counted tap, from 0.
    func turn(_ number: Int) -> Turn {
        let rider = number / 2
        guard number % 2 == 1 else { return firstEntry(rider + lag) }
        return Turn(card: rider % cards, direction: .exit, time: time(rider + lag))
    }

    private func time(_ rider: Int) -> LocalTime {
        LocalTime(seconds: Self.start.seconds + UInt32(rider * secondsPerRider))
    }
}
