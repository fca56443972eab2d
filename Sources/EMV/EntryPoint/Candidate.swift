/// An application that card and reader have in common, with the kernel for it.
///
/// - **Source**: EMV Book B 2.5, 3.3.2.5 E, by libpay's account; the page was not read.
package struct Candidate: Hashable, Sendable {
    /// The reader's combination.
    package var combination: EntryPointConfiguration.Combination
    /// Which of the configuration's sets it belongs to.
    package var set: Int
    /// The card's entry.
    package var entry: PaymentDirectory.Entry
    /// The place of its scheme in the reader's order; past the end where it is in none.
    package var schemeRank: Int

    /// Whether it goes before another: scheme, then priority (1 first, 0 last), then place in the directory.
    package func precedes(_ other: Candidate) -> Bool {
        if schemeRank != other.schemeRank { return schemeRank < other.schemeRank }
        // EMV Book B 2.5, 3.3.3.2: no priority is the lowest one.
        let mine = entry.priority == 0 ? 16 : entry.priority
        let others = other.entry.priority == 0 ? 16 : other.entry.priority
        return mine != others ? mine < others : entry.position < other.entry.position
    }
}

/// The candidates in the order in which they are tried.
///
/// - **Limits**: ``most`` candidates are kept, those that come first in the order.
package struct CandidateList: Hashable, Sendable {
    /// How many candidates are kept.
    package static let most = 256

    /// All of them, first choice first.
    package private(set) var all: [Candidate] = []
    private var dropped = 0

    package init() {}

    /// The one to select now; nil if none is left.
    package var current: Candidate? { dropped < all.count ? all[dropped] : nil }

    /// Whether there ever was one.
    package var isEmpty: Bool { all.isEmpty }

    /// Takes the current one from the list.
    package mutating func dropCurrent() { dropped += 1 }

    /// Empties the list.
    package mutating func clear() {
        all.removeAll(keepingCapacity: true)
        dropped = 0
    }

    /// Puts a candidate in its place; behind those that are equal to it.
    package mutating func insert(_ candidate: Candidate) {
        if all.count == Self.most {
            guard let last = all.last, candidate.precedes(last) else { return }
            all.removeLast()
        }
        all.append(candidate)
        var place = all.count - 1
        while place > 0, all[place].precedes(all[place - 1]) {
            all.swapAt(place, place - 1)
            place -= 1
        }
    }
}
