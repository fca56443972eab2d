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
    /// How many service days after its own a debit waits for its card.
    package static let serviceDays: Int32 = 7

    private struct Kept {
        let number: UInt64
        let purse: JournalPurse
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

    package init() {}

    /// How many are open.
    package var count: Int { debits.count }

    /// The open debit of a card, as it was kept.
    package subscript(token: CardToken) -> JournalPurse? { debits[token]?.purse }

    /// A debit is sent now; it takes the place of one of the same card.
    package mutating func open(_ purse: JournalPurse) {
        if order.count >= 2 * Self.most { forgetSettled() }
        lastNumber += 1
        debits[purse.token.token] = Kept(number: lastNumber, purse: purse)
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
