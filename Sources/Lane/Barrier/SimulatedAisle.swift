import Gate

/// Barrier, sensors and riders that are not there: actions in, events out at their times.
///
/// - **Shape**: a pure value; used by ``SimulatedGate`` on a real clock.
/// - **Limits**: ``mostEvents`` to come; what is more does not happen.
package struct SimulatedAisle: Sendable {
    /// Events to come.
    package static let mostEvents = 64

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
    /// The tap whose rider walked last since the barrier shut: told twice, it is one rider.
    private var walked: UInt64?

    package init(_ times: SimulatedGateTimes = SimulatedGateTimes(), riders: [SimulatedRider] = []) {
        self.times = times
        self.riders = riders
        coming.reserveCapacity(Self.mostEvents)
    }

    /// The next rider to come does this.
    package mutating func next(_ rider: SimulatedRider) { riders.append(rider) }

    /// When the first of the events to come is due.
    package var nextDeadline: UInt64? { coming.first?.milliseconds }

    /// Takes an action of the machine's.
    package mutating func perform(_ action: GateAction, at now: UInt64) {
        switch action {
        case .open(_, let tap):
            turn(isOpen: true, now)
            if walked != tap { walk(now) }
            walked = tap
        case .stand, .release: turn(isOpen: true, now)
        case .close:
            turn(isOpen: false, now)
            walked = nil
        default: break
        }
    }

    /// The next event that has happened by now.
    package mutating func event(at now: UInt64) -> GateEvent? {
        guard let first = coming.first, first.milliseconds <= now else { return nil }
        coming.removeFirst()
        return first.event
    }

    private mutating func turn(isOpen: Bool, _ now: UInt64) {
        guard isOpen != self.isOpen else { return }
        self.isOpen = isOpen
        // Flaps that turn back do not arrive where they were going.
        coming.removeAll { event in
            if case .barrier = event.event { true } else { false }
        }
        let time = isOpen ? times.openingMilliseconds : times.closingMilliseconds
        add(.barrier(isOpen ? .opened : .closed), now + UInt64(time))
    }

    private mutating func walk(_ now: UInt64) {
        let rider = riders.isEmpty ? .passes : riders.removeFirst()
        let reaches = max(now + UInt64(times.approachMilliseconds), freeAt)
        let leaves = reaches + UInt64(times.crossingMilliseconds)
        switch rider {
        case .staysAway: return
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
    }

    private mutating func add(_ event: GateEvent, _ milliseconds: UInt64) {
        guard coming.count < Self.mostEvents else { return }
        var index = coming.count
        while index > 0, coming[index - 1].milliseconds > milliseconds { index -= 1 }
        coming.insert(Coming(event: event, milliseconds: milliseconds), at: index)
    }
}
