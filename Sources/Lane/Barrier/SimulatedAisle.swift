import Gate

/// Barrier, sensors and riders that are not there: actions in, events out at their times.
///
/// - **Shape**: a pure value; used by ``SimulatedGate`` on a real clock.
/// - **Limits**: ``mostEvents`` to come; what is more does not happen.
package struct SimulatedAisle: Sendable {
    /// Events to come.
    package static let mostEvents = 64
    /// More than a lane lets through at once.
    private static let mostRemembered = 16

    private struct Coming: Sendable {
        var event: GateEvent
        var milliseconds: UInt64
    }

    private let times: SimulatedGateTimes
    /// What the next riders do, in order; who is not named passes.
    private var riders: [SimulatedRider]
    private var coming: [Coming] = []
    private var isOpen = false
    /// When the rider before is through: one after the other.
    private var freeAt: UInt64 = 0
    /// The taps that it was told to open for last, and when their riders are away.
    private var onTheirWay: [(tapSequence: UInt64, until: UInt64)] = []

    package init(_ times: SimulatedGateTimes = SimulatedGateTimes(), riders: [SimulatedRider] = []) {
        self.times = times
        self.riders = riders
        coming.reserveCapacity(Self.mostEvents)
        onTheirWay.reserveCapacity(Self.mostRemembered)
    }

    /// The next rider to come does this.
    package mutating func next(_ rider: SimulatedRider) { riders.append(rider) }

    /// When the first of the events to come is due.
    package var nextDeadline: UInt64? { coming.first?.milliseconds }

    /// Takes an action of the machine's.
    package mutating func perform(_ action: GateAction, at now: UInt64) {
        switch action {
        case .open(_, let tapSequence):
            turn(isOpen: true, now)
            // Told once more to open for somebody: it is still one rider.
            guard !onTheirWay.contains(where: { $0.tapSequence == tapSequence && now < $0.until }) else { return }
            let until = walk(now)
            if onTheirWay.count == Self.mostRemembered { onTheirWay.removeFirst() }
            onTheirWay.append((tapSequence, until))
        case .stand, .release: turn(isOpen: true, now)
        case .close: turn(isOpen: false, now)
        default: break
        }
    }

    /// Something else happens at a moment.
    package mutating func add(_ event: GateEvent, at milliseconds: UInt64) { add(event, milliseconds) }

    /// The next event that has happened by now.
    package mutating func event(at now: UInt64) -> GateEvent? {
        guard let first = coming.first, first.milliseconds <= now else { return nil }
        coming.removeFirst()
        return first.event
    }

    private mutating func turn(isOpen: Bool, _ now: UInt64) {
        guard isOpen != self.isOpen else { return }
        self.isOpen = isOpen
        // A barrier that turns round before its end never gets there.
        coming.removeAll {
            if case .barrier = $0.event { true } else { false }
        }
        let time = isOpen ? times.openingMilliseconds : times.closingMilliseconds
        add(.barrier(isOpen ? .opened : .closed), now + UInt64(time))
    }

    /// The next rider sets out; when they are away.
    private mutating func walk(_ now: UInt64) -> UInt64 {
        let rider = riders.isEmpty ? .passes : riders.removeFirst()
        let reaches = max(now + UInt64(times.approachMilliseconds), freeAt)
        let leaves = reaches + UInt64(times.crossingMilliseconds)
        switch rider {
        case .staysAway: return leaves
        case .passes, .isFollowed:
            add(.sensor(.zoneOccupied), reaches)
            if rider == .isFollowed { add(.sensor(.tailgating), leaves - 1) }
            add(.sensor(.passed), leaves)
            add(.sensor(.zoneFree), leaves)
        case .withdraws:
            add(.sensor(.zoneOccupied), reaches)
            add(.sensor(.zoneFree), leaves)
            add(.sensor(.withdrew), leaves)
        case .stops: add(.sensor(.zoneOccupied), reaches)
        }
        freeAt = leaves
        return leaves
    }

    private mutating func add(_ event: GateEvent, _ milliseconds: UInt64) {
        guard coming.count < Self.mostEvents else { return }
        var index = coming.count
        while index > 0, coming[index - 1].milliseconds > milliseconds { index -= 1 }
        coming.insert(Coming(event: event, milliseconds: milliseconds), at: index)
    }
}
