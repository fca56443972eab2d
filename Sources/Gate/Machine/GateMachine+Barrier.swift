/// The barrier: where it should be, what it is told, what it reports.
extension GateMachine {
    /// Tells the barrier what has changed; it never shuts onto somebody.
    mutating func move(_ actions: inout GateActions) {
        let wish = wishedPosition
        // A broken barrier is told nothing but to release, and what staff tell it; one that has only met an obstacle
        // shuts.
        if isBroken, wish != .released, mode != .maintenance, broken != .obstructed || wish != .shut { return }
        switch wish {
        case .passing(let direction):
            if case .passing(let other) = told, other != direction, isZoneOccupied { return }
            for index in 0..<passes.underWay where passes[index].isDue {
                let pass = passes[index].pass
                actions.append(.open(direction, tapSequence: pass.tapSequence))
                passes[index].isDue = false
                passes[index].wasTold = true
                passes[index].toldAt = passes[index].toldAt ?? now
                answer(pass.prompt, direction, &actions)
                // Nobody on the other side may take an answer of before for theirs.
                if direction == .entry { exitSide.answer = nil } else { entrySide.answer = nil }
            }
            become(wish)
        case .shut:
            guard told != .shut, !isZoneOccupied else { return }
            actions.append(.close)
            passes.shut()
            become(wish)
            if broken == .obstructed { motion = .obstructed(retryAt: after(settings.brokenMilliseconds)) }
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
        if !late.isEmpty, lateUntil == nil { lateUntil = after(settings.passageMilliseconds) }
        guard moves else { return }
        motion = settings.reportMilliseconds.map { .moving(until: after($0)) } ?? .settled
    }

    /// It is told again, whatever it has heard.
    mutating func forgetPosition() {
        told = .unknown
        motion = .settled
        passes.tellAgain()
    }

    /// Tells an obstructed barrier once more: not onto somebody, nor while staff work on what is broken.
    mutating func tellAgain(_ actions: inout GateActions) {
        if told == .shut && isZoneOccupied || isBroken && mode == .maintenance {
            motion = .obstructed(retryAt: retryAt)
            return
        }
        forgetPosition()
    }

    /// When an obstructed barrier is told next.
    private var retryAt: UInt64 {
        after(isBroken && mode != .emergency ? settings.brokenMilliseconds : settings.obstructionMilliseconds)
    }

    // MARK: Reports

    mutating func reported(_ report: BarrierReport, _ actions: inout GateActions) {
        switch report {
        case .opened: stands(isOpen: true, &actions)
        case .closed: stands(isOpen: false, &actions)
        case .obstructed: obstructed(&actions)
        case .fault:
            guard broken != .fault else { return actions.append(.ignored(.noChange)) }
            breaks(.fault, &actions)
        }
    }

    private mutating func stands(isOpen: Bool, _ actions: inout GateActions) {
        if isOpen == false, told == .shut { late = PassQueue() }
        if isBroken {
            // One that has given way to an obstacle is open, and has not moved yet.
            if broken == .obstructed, told.isOpen == !isOpen { return actions.append(.ignored(.otherPosition)) }
            // It moves again: told anew where to be.
            broken = nil
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
        guard !isBroken else {
            if broken == .obstructed || mode == .emergency { motion = .obstructed(retryAt: retryAt) }
            return actions.append(.ignored(.noChange))
        }
        attempts = attempts == .max ? .max : attempts + 1
        if attempts > settings.obstructionRetries {
            guard mode == .emergency else { return breaks(.obstructed, &actions) }
            // Who wants out is tried for without end.
            raise(.obstructed, &actions)
        }
        motion = .obstructed(retryAt: retryAt)
    }

    mutating func breaks(_ why: BarrierBreak, _ actions: inout GateActions) {
        // What it says of itself counts more than that it says nothing.
        if broken == nil || why == .fault { broken = why }
        motion = .settled
        if why == .obstructed { motion = .obstructed(retryAt: retryAt) }
        cause = .barrier
        raise(why.alarm, &actions)
    }
}
