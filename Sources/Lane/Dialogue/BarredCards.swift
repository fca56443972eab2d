import EMV

/// Card numbers whose card failed authentication at this gate a short while ago: refused here, and nowhere else.
///
/// The number of such a card is not proven, so that a forged card can bring any: it goes on no list that others use,
/// and the time is short (emv.md, 4.6).
///
/// - **Unit**: moments in microseconds of a clock that only goes forward.
/// - **Limits**: ``most`` numbers; one more takes the place of the oldest. Forgotten when the process ends.
package struct BarredCards {
    /// How long a number is refused unless the operator says otherwise.
    package static let usualSeconds: UInt32 = 60
    /// The longest time that can be asked for.
    package static let mostSeconds: UInt32 = 3600
    /// The most numbers at a time.
    package static let most = 64

    private struct Entry {
        let token: CardTokenValue
        var end: Int
    }

    private var entries: [Entry] = []
    private var next = 0

    package init() { entries.reserveCapacity(Self.most) }

    /// Refuses a number until `end`.
    package mutating func bar(_ token: CardTokenValue, until end: Int) {
        if let index = entries.firstIndex(where: { $0.token == token }) {
            entries[index].end = end
        } else if entries.count < Self.most {
            entries.append(Entry(token: token, end: end))
        } else {
            entries[next] = Entry(token: token, end: end)
            next = (next + 1) % Self.most
        }
    }

    /// Whether a number is refused at a moment.
    package func bars(_ token: CardTokenValue, at now: Int) -> Bool {
        entries.contains { $0.token == token && now < $0.end }
    }
}
