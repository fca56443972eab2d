import Gate
import Journal

/// The checker's own small books: where every card stands by what has been recorded, and what must come next.
///
/// The rules are written down here a second time, from the documents and the published table; the engine is never
/// asked.
struct TapBooks {
    /// Within so many seconds the same tap once more is one too many, or opens what did not open.
    private static let windowSeconds: UInt32 = 60
    /// So long where the lane's own fault has kept the rider from passing, behind a barrier that stayed shut.
    private static let faultSeconds: UInt32 = 30 * 60
    /// So many taps without an open signal are remembered; then half of all go.
    private static let mostUnopened = 1000

    /// Where and when.
    struct End: Hashable {
        let place: Int
        let second: UInt32
    }

    /// Where a card stands.
    enum Stand: Hashable {
        /// Not in the paid area by any record.
        case out
        /// In it.
        case inside(End, isSwept: Bool)
    }

    /// A card.
    struct Card: Hashable {
        var stand = Stand.out
        var lastKind: Gate.TapKind?
        var last = End(place: -1, second: 0)
        /// How often it was charged since its last entry, by the records.
        var charges = 0
    }

    /// An approved tap without an open signal.
    struct Unopened {
        let sequence: UInt64
        let card: Int
        let kind: Gate.TapKind
        let end: End
        /// Whose tap it is; nil after a start, when it is anybody's.
        var lane: Int?
        /// It has opened once without a passage: it opens once more, and then never.
        var isSecond = false
        /// That nobody has passed was told before the open signal.
        var hasEnded = false
        /// When that lane's card was shown, in nanoseconds.
        var askedAt: UInt64 = 0
        /// For so long after the tap it may open.
        var goodSeconds = TapBooks.windowSeconds
    }

    /// A tap as it comes.
    struct Touch {
        let card: Int
        let lane: Int
        let kind: Gate.TapKind
        let end: End
        /// The most that may be charged; nil: no limit.
        var limitFen: Int?
        /// What its lane does without.
        var easings: GateEasings = []
    }

    /// What the gate must answer.
    enum Answer: Hashable {
        /// An earlier tap opens; no record.
        case resumed(UInt64)
        /// A record: open or not, why, for how much; a sweep of this entry before it.
        case recorded(isOpen: Bool, GateReason, chargeFen: Int, swept: End?)
    }

    private(set) var cards: [Card]
    private(set) var unopened: [Unopened] = []
    /// Taps whose card has made a later one, by the lane that waits for one still: it opens, and nobody else does.
    private var over: [UInt64: Int] = [:]
    /// At so many those that may open no more go; all of these are refused anyway, unless the clock goes back.
    private var room = 64
    /// The barriers that stood open for everybody.
    var releases: ReleaseBooks
    /// Taps whose riders are under way, by the remainder of their sequence.
    private var underWay: [UInt64: Unopened] = [:]
    private let charges: PublishedCharges
    /// One of so many consecutive sequences is remembered while its rider is under way.
    private static let remainders: UInt64 = 4096

    init(cards count: Int, charges: PublishedCharges, outward: Set<Int>) {
        releases = ReleaseBooks(outward: outward)
        cards = [Card](repeating: Card(), count: count)
        self.charges = charges
    }

    /// What must come of a tap.
    func answer(to touch: Touch) -> Answer {
        if let before = resumable(touch) { return .resumed(unopened[before].sequence) }
        var card = cards[touch.card]
        var swept: End?
        if case .inside(let entry, isSwept: false) = card.stand, PublishedCharges.isOver(entry, at: touch.end.second) {
            card.stand = .inside(entry, isSwept: true)
            swept = entry
        }
        let (reason, charge) = rule(card, touch)
        if let limit = touch.limitFen, charge > limit {
            if touch.easings.contains(.chargeLater), touch.kind == .exit {
                return .recorded(isOpen: true, .chargeLater, chargeFen: charge, swept: swept)
            }
            return .recorded(isOpen: false, .limitExceeded, chargeFen: 0, swept: swept)
        }
        return .recorded(isOpen: reason != .passBack, reason, chargeFen: charge, swept: swept)
    }

    private func rule(_ card: Card, _ touch: Touch) -> (GateReason, Int) {
        let gap = max(card.last.second, touch.end.second) - min(card.last.second, touch.end.second)
        if card.lastKind == touch.kind, card.last.place == touch.end.place, gap <= Self.windowSeconds {
            return (.passBack, 0)
        }
        switch (touch.kind, card.stand) {
        case (.entry, .inside(let entry, isSwept: false)):
            if releases.accepts(entry.second, at: touch.end.second) { return (.emergencyRelease, 0) }
            return (touch.easings.contains(.orderFree) ? .orderFree : .enteredAgain, 0)
        case (.entry, _): return (.entered, 0)
        case (_, .inside(let entry, _)): return journey(entry, touch)
        case (_, .out):
            if touch.easings.contains(.fareFree) { return (.fareFree, 0) }
            if touch.easings.contains(.orderFree) { return (.orderFree, 0) }
            if releases.letIn(before: touch.end.second) { return (.emergencyRelease, 0) }
            return (card.lastKind == nil ? .farePending : .exitedAgain, 0)
        }
    }

    /// What a whole journey comes to.
    private func journey(_ entry: End, _ touch: Touch) -> (GateReason, Int) {
        if touch.easings.contains(.fareFree) { return (.fareFree, 0) }
        if touch.easings.contains(.trainFault) { return (.trainFault, 0) }
        if ReleaseBooks.day(touch.end.second) > ReleaseBooks.day(entry.second),
            releases.accepts(entry.second, at: touch.end.second)
        {
            return (.emergencyRelease, 0)
        }
        return (.completed, charges.chargeFen(entry, touch.end, mayStay: touch.easings.contains(.timeFree)))
    }

    /// A tap that this one would open.
    private func resumable(_ touch: Touch) -> Int? {
        guard let index = unopened.lastIndex(where: { $0.card == touch.card }) else { return nil }
        let before = unopened[index]
        let gap =
            max(before.end.second, touch.end.second) - min(before.end.second, touch.end.second)
        guard before.kind == touch.kind, before.end.place == touch.end.place, gap <= before.goodSeconds,
            before.lane == nil || before.lane == touch.lane
        else { return nil }
        return index
    }

    // MARK: What has happened

    /// An earlier tap is this lane's now.
    mutating func resumed(_ sequence: UInt64, lane: Int, at moment: UInt64) {
        guard let index = unopened.lastIndex(where: { $0.sequence == sequence }) else { return }
        unopened[index].lane = lane
        unopened[index].hasEnded = false
        unopened[index].askedAt = moment
    }

    /// A lane waits for no tap any more that is over.
    mutating func waitsNoMore(_ lane: Int) {
        guard let sequence = over.first(where: { $0.value == lane })?.key else { return }
        over[sequence] = nil
    }

    /// Whether a tap waits to open for the second time.
    func isSecond(_ sequence: UInt64) -> Bool { unopened.contains { $0.sequence == sequence && $0.isSecond } }

    /// A journey was closed at the end of its day.
    mutating func swept(_ card: Int) {
        guard case .inside(let entry, isSwept: false) = cards[card].stand else { return }
        cards[card].stand = .inside(entry, isSwept: true)
    }

    /// An approved tap is recorded.
    mutating func approved(
        _ sequence: UInt64, _ card: Int, _ kind: Gate.TapKind, _ end: End, chargeFen: Int, lane: Int?,
        at moment: UInt64 = 0
    ) {
        if kind == .entry { cards[card].charges = 0 }
        if chargeFen > 0 { cards[card].charges += 1 }
        cards[card].stand = kind == .entry ? .inside(end, isSwept: false) : .out
        cards[card].lastKind = kind
        cards[card].last = end
        for before in unopened where before.card == card { over[before.sequence] = before.lane }
        unopened.removeAll { $0.card == card }
        // There is one at most: the card's tap before.
        if let before = underWay.first(where: { $0.value.card == card })?.key { underWay[before] = nil }
        remember(Unopened(sequence: sequence, card: card, kind: kind, end: end, lane: lane, askedAt: moment))
    }

    private mutating func remember(_ tap: Unopened) {
        if unopened.count >= room {
            unopened.removeAll { $0.end.second &+ $0.goodSeconds < tap.end.second }
            if unopened.count >= Self.mostUnopened { unopened.removeFirst(Self.mostUnopened / 2) }
            room = max(64, 2 * unopened.count)
        }
        unopened.append(tap)
    }

    /// The barrier was told to open for a tap; false if there is none that may.
    mutating func opened(_ sequence: UInt64) -> Bool {
        if over.removeValue(forKey: sequence) != nil { return true }
        guard let index = unopened.lastIndex(where: { $0.sequence == sequence }) else { return false }
        if unopened[index].hasEnded, !unopened[index].isSecond {
            (unopened[index].hasEnded, unopened[index].isSecond, unopened[index].lane) = (false, true, nil)
            return true
        }
        let tap = unopened.remove(at: index)
        if !tap.isSecond { underWay[sequence % Self.remainders] = tap }
        return true
    }

    /// What became of a rider is told, the lane that could let them through no more, and whether it was released: then
    /// they could walk.
    mutating func passage(
        _ passage: JournalPassage, at moment: UInt64 = 0, brokenLane: Int? = nil, isReleased: Bool = false
    ) {
        let sequence = passage.tapSequence
        let goodSeconds = brokenLane != nil && !isReleased ? Self.faultSeconds : Self.windowSeconds
        let remainder = sequence % Self.remainders
        if var tap = underWay[remainder], tap.sequence == sequence {
            underWay[remainder] = nil
            guard passage.outcome == .notPassed else { return }
            (tap.isSecond, tap.lane) = (true, nil)
            tap.goodSeconds = goodSeconds
            remember(tap)
            return
        }
        guard let index = unopened.lastIndex(where: { $0.sequence == sequence }) else { return }
        if passage.outcome != .notPassed {
            unopened.remove(at: index)
            return
        }
        if passage.milliseconds > 0 { unopened[index].hasEnded = true }
        guard let brokenLane else { return }
        unopened[index].goodSeconds = max(unopened[index].goodSeconds, goodSeconds)
        if unopened[index].lane == brokenLane, unopened[index].askedAt <= moment { unopened[index].lane = nil }
    }

    /// Whether a tap may still open, at this lane.
    func mayOpen(_ sequence: UInt64, lane: Int) -> Bool {
        over[sequence] == lane || unopened.contains { $0.sequence == sequence && ($0.lane ?? lane) == lane }
    }
}
