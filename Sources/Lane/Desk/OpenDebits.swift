import Fares
import Gate
import Journal

/// Debits that were sent, or may have been, and whose end is not known.
///
/// - **Shape**: found by the card's token, and in the order in which they were kept.
/// - **Limits**: ``most`` at a time, each for ``serviceDays``; the desk gives up the oldest, and says so in the
///   journal.
package struct OpenDebits {
    /// The most debits at a time: a new one takes the place of the oldest.
    package static let most = 10_000
    /// How many service days a debit waits for its card after the one in which it was sent: days that the desk has seen
    /// taps of, since a clock that is set dates debits and days as it likes.
    package static let serviceDays = 7

    /// The days that are known again.
    package static let mostRecentDays = 16

    private struct Kept {
        let number: UInt64
        let purse: JournalPurse
        /// The days seen when it was sent.
        let seenDays: Int
    }

    private struct Place {
        let token: CardToken
        let number: UInt64
    }

    private var debits: [CardToken: Kept] = [:]
    /// Those that were settled since stand here until they are passed.
    private var order: [Place] = []
    private var first = 0
    private var lastNumber: UInt64 = 0
    private var seenDays = 0
    private var recentDays: [Int32] = []

    package init() { recentDays.reserveCapacity(Self.mostRecentDays) }

    /// How many are open.
    package var count: Int { debits.count }

    /// The open debit of a card, as it was kept.
    package subscript(token: CardToken) -> JournalPurse? { debits[token]?.purse }

    /// A tap of this service day comes. One that jumps forward is a day as any other; one of the last
    /// ``mostRecentDays`` once more is none, however a clock goes to and fro.
    package mutating func see(_ day: Int32) {
        // A loop, the youngest first: the library's search allocates in debug builds.
        var index = recentDays.count - 1
        while index >= 0, recentDays[index] != day { index -= 1 }
        guard index < 0 else { return }
        if !recentDays.isEmpty { seenDays += 1 }
        if recentDays.count == Self.mostRecentDays { recentDays.removeFirst() }
        recentDays.append(day)
    }

    /// The one that has waited longest, if that is longer than ``serviceDays``.
    package mutating func overdue() -> JournalPurse? {
        guard let oldest = oldest(), let kept = debits[oldest.token.token],
            seenDays - kept.seenDays > Self.serviceDays
        else { return nil }
        return oldest
    }

    /// A debit is sent now; it takes the place of one of the same card. What becomes doubtful has been sent before.
    package mutating func open(_ purse: JournalPurse) {
        if purse.state == .unknown, let kept = debits[purse.token.token] {
            debits[purse.token.token] = Kept(number: kept.number, purse: purse, seenDays: kept.seenDays)
            return
        }
        if order.count >= 2 * Self.most { forgetSettled() }
        lastNumber += 1
        debits[purse.token.token] = Kept(number: lastNumber, purse: purse, seenDays: seenDays)
        order.append(Place(token: purse.token.token, number: lastNumber))
    }

    /// Its end is known, or nobody waits for it any more.
    package mutating func close(_ token: CardToken) { debits[token] = nil }

    /// The one that has waited longest.
    package mutating func oldest() -> JournalPurse? {
        while first < order.count {
            let place = order[first]
            if let kept = debits[place.token], kept.number == place.number { return kept.purse }
            first += 1
        }
        order.removeAll(keepingCapacity: true)
        first = 0
        return nil
    }

    private mutating func forgetSettled() {
        order.removeFirst(first)
        order.removeAll { debits[$0.token]?.number != $0.number }
        first = 0
    }
}
