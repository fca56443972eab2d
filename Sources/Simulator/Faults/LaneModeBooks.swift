import Gate

/// The checker's own books of a lane's mode: what was ordered and what failed, by the documents alone.
struct LaneModeBooks {
    private var ordered = GateMode.normal
    private var isReleased = false
    private var isLineDrawn = false
    private var isPowerLost = false
    private var isLinkLost = false
    /// What the lane does without.
    private(set) var easings: GateEasings = []
    private var deadReaders: LaneDirections = []
    /// When a medium could be taken last, in nanoseconds of the clock that never goes back.
    private(set) var closedAt: UInt64?

    /// Takes what has happened to a lane with these ways.
    mutating func take(_ event: GateEvent, ways: LaneDirections, at moment: UInt64) {
        switch event {
        case .command(.normal): ordered = .normal
        case .command(.close): ordered = .closed
        case .command(.outOfService): ordered = .outOfService
        case .command(.maintenance): ordered = .maintenance
        case .command(.release): isReleased = true
        case .command(.endRelease): isReleased = false
        case .command(.ease(let rules)): easings = rules
        case .emergencyLine(let isDrawn): isLineDrawn = isDrawn
        case .power(let isThere): isPowerLost = !isThere
        case .link(let isHeard): isLinkLost = !isHeard
        case .reader(let side, let works):
            let way = LaneDirections(side)
            if works { deadReaders.remove(way) } else { deadReaders.insert(way) }
        default: return
        }
        if mode(ways: ways) == .normal { closedAt = nil } else if closedAt == nil { closedAt = moment }
    }

    /// What a lane with these ways must be good for.
    func mode(ways: LaneDirections) -> GateMode {
        if isReleased || isLineDrawn || isPowerLost { return .emergency }
        if ordered == .maintenance { return .maintenance }
        if ordered == .outOfService || isLinkLost { return .outOfService }
        if ordered == .closed { return .closed }
        return deadReaders.isSuperset(of: ways) ? .readerFault : .normal
    }

    /// Whether the barrier can let anybody through at all.
    func canLetThrough(ways: LaneDirections) -> Bool {
        let mode = mode(ways: ways)
        return mode != .emergency && mode != .maintenance && !isLinkLost
    }

    /// Whether the reader of a side works.
    func mayHaveRead(_ kind: Gate.TapKind) -> Bool { deadReaders.isDisjoint(with: LaneDirections(kind)) }

    /// Whether a medium may be taken this way.
    func mayTake(_ kind: Gate.TapKind, ways: LaneDirections) -> Bool {
        mode(ways: ways) == .normal && deadReaders.isDisjoint(with: LaneDirections(kind))
    }
}
