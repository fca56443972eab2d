/// The barrier: where it should be, what it is told, what it reports.
extension GateMachine {
    /// Tells the barrier what has changed; it never shuts onto somebody.
    mutating func move(_ actions: inout GateActions) {
        let wish = wishedPosition
        // A broken barrier is told nothing but to release, and what staff tell it.
        if isBroken, wish != .released, mode != .maintenance { return }
        switch wish {
        case .passing(let direction):
            if case .passing(let other) = told, other != direction, isZoneOccupied { return }
            for index in 0..<passes.underWay where !passes[index].isTold {
                let pass = passes[index].pass
                actions.append(.open(direction, tapSequence: pass.tapSequence))
                passes[index].isTold = true
                answer(pass.prompt, direction, &actions)
                // Nobody on the other side may take an answer of before for theirs.
                if direction == .entry { exitSide.answer = nil } else { entrySide.answer = nil }
            }
            become(wish)
        case .shut:
            guard told != .shut, !isZoneOccupied else { return }
            actions.append(.close)
            passes.untell()
            become(wish)
        case .standing, .released:
            guard told != wish else { return }
            actions.append(wish == .released ? .release : .stand)
            become(wish)
        case .unknown: return
        }
    }

    private var wishedPosition: BarrierPosition {
        switch mode {
        case .emergency: return .released
        case .maintenance: return isHandOpen ? .released : isLeftAlone ? .unknown : .shut
        case .normal, .closed, .outOfService, .readerFault: break
        }
        switch aisle {
        case .passing: return passes.direction.map { .passing($0) } ?? .shut
        case .blocked: return .shut
        case .resting: return mode == .normal && settings.rest == .open ? .standing : .shut
        }
    }

    /// Notes what was told; flaps that move must report.
    private mutating func become(_ position: BarrierPosition) {
        let moves = told.isOpen != position.isOpen
        told = position
        guard moves else { return }
        motion = settings.reportMilliseconds.map { .moving(until: after($0)) } ?? .settled
    }

    /// It is told again, whatever it has heard.
    mutating func forgetPosition() {
        told = .unknown
        motion = .settled
        passes.untell()
    }

    /// Tells an obstructed barrier once more.
    mutating func tellAgain(_ actions: inout GateActions) {
        if told == .shut, isZoneOccupied {
            motion = .obstructed(retryAt: after(settings.obstructionMilliseconds))
            return
        }
        forgetPosition()
    }

    // MARK: Reports

    mutating func reported(_ report: BarrierReport, _ actions: inout GateActions) {
        switch report {
        case .opened: stands(isOpen: true, &actions)
        case .closed: stands(isOpen: false, &actions)
        case .obstructed: obstructed(&actions)
        case .fault:
            guard !isBroken else { return actions.append(.ignored(.noChange)) }
            breaks(.barrierFault, &actions)
        }
    }

    private mutating func stands(isOpen: Bool, _ actions: inout GateActions) {
        if isBroken {
            // It moves again: told anew where to be.
            isBroken = false
            attempts = 0
            cause = .barrier
            forgetPosition()
            return
        }
        if isOpen == told.isOpen {
            attempts = 0
            motion = .settled
        } else if motion == .settled {
            // Moved by somebody else.
            forgetPosition()
        } else {
            actions.append(.ignored(.otherPosition))
        }
    }

    private mutating func obstructed(_ actions: inout GateActions) {
        guard !isBroken else { return actions.append(.ignored(.noChange)) }
        attempts = attempts == .max ? .max : attempts + 1
        if attempts > settings.obstructionRetries {
            guard mode == .emergency else { return breaks(.obstructed, &actions) }
            // Who wants out is tried for without end.
            raise(.obstructed, &actions)
        }
        motion = .obstructed(retryAt: after(settings.obstructionMilliseconds))
    }

    private mutating func breaks(_ alarm: GateAlarm, _ actions: inout GateActions) {
        isBroken = true
        motion = .settled
        cause = .barrier
        raise(alarm, &actions)
    }
}
