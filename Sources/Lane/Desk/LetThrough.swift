import Gate

/// Taps that have opened and whose riders are under way.
///
/// - **Shape**: one slot for each remainder of a sequence by ``slots``: found at once, however many there are.
/// - **Limits**: a tap is forgotten when one of the same remainder opens; its rider is not let through once more then.
///   Sequences count all records of the journal: at 64 lanes with a rider in two seconds each, and four records a
///   rider, they turn over in two minutes; a rider is under way for 8 seconds, and 30 more at most.
struct LetThrough {
    /// A power of two.
    static let slots = 16_384

    private var taps = [DeskState.Unopened?](repeating: nil, count: slots)

    /// The sequence of the last one of a card, by the remainder of its token.
    private var last = [UInt64](repeating: 0, count: slots)

    mutating func insert(_ tap: DeskState.Unopened) {
        taps[Self.slot(tap.sequence)] = tap
        last[Self.slot(tap.token.low)] = tap.sequence
    }

    /// A later tap of the card is approved: its rider who is under way is let through no more, unless another card of
    /// the same remainder has been since.
    mutating func isOver(_ token: CardToken) {
        let sequence = last[Self.slot(token.low)]
        let slot = Self.slot(sequence)
        if taps[slot]?.sequence == sequence, taps[slot]?.token == token { taps[slot] = nil }
    }

    mutating func remove(_ sequence: UInt64) -> DeskState.Unopened? {
        let slot = Self.slot(sequence)
        guard let tap = taps[slot], tap.sequence == sequence else { return nil }
        taps[slot] = nil
        return tap
    }

    private static func slot(_ sequence: UInt64) -> Int { Int(sequence & UInt64(slots - 1)) }
}
