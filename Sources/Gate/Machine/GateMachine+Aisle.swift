/// The aisle: taps, sensors and what is over by time.
extension GateMachine {
    /// Ends what is over by now.
    mutating func expire(_ actions: inout GateActions) {
        if let end = alarmEnd, end <= now {
            alarmEnd = nil
            actions.append(.silence)
        }
        if let until = entrySide.answer?.until, until <= now { entrySide.answer = nil }
        if let until = exitSide.answer?.until, until <= now { exitSide.answer = nil }
        switch aisle {
        case .passing(let until, let held) where until <= now: passageOver(held, &actions)
        case .blocked(let block, let until) where until <= now: blockOver(block, &actions)
        case .resting, .passing, .blocked: break
        }
        switch motion {
        case .moving(let until) where until <= now: breaks(.silent, &actions)
        case .obstructed(let retryAt) where retryAt <= now: tellAgain(&actions)
        case .settled, .moving, .obstructed: break
        }
        if let due = zoneDeadline, due <= now {
            // It is back and does not say whether it may shut: the lane stays out of service.
            zoneDeadline = nil
            raise(.zoneBlocked, &actions)
        }
        if let due = linkDeadline, due <= now { missLink(&actions) }
    }

    /// Nobody has passed in time: whoever stands in the safety zone is waited for, within bounds.
    private mutating func passageOver(_ held: UInt32, _ actions: inout GateActions) {
        if isZoneOccupied, held < settings.longestHoldMilliseconds {
            let (more, isOver) = held.addingReportingOverflow(max(1, settings.holdMilliseconds))
            aisle = .passing(
                until: after(settings.holdMilliseconds), heldMilliseconds: isOver ? UInt32.max : more)
            return
        }
        if isZoneOccupied { raise(.zoneBlocked, &actions) }
        for _ in 0..<passes.underWay { giveUp(at: 0, &actions) }
        aisle = .resting
    }

    /// A rider has not passed; one who slips through before the barrier is shut is not forgotten.
    mutating func giveUp(at index: Int, _ actions: inout GateActions) {
        let pass = passes.remove(at: index)
        actions.append(.notPassed(pass.tapSequence))
        if !isLateAllowed { late = PassQueue() }
        lateUntil = nil
        if !late.append(pass) {
            _ = late.removeFirst()
            _ = late.append(pass)
        }
    }

    var isLateAllowed: Bool {
        guard let lateUntil else { return true }
        return now < lateUntil
    }

    private mutating func blockOver(_ block: AisleState.Block, _ actions: inout GateActions) {
        if block != .refusal, isZoneOccupied {
            // Whoever should not be there still is.
            aisle = .blocked(block, until: after(settings.holdMilliseconds))
            return
        }
        // The first of two on one ticket has used it, whether that was seen or not.
        var index = 0
        while index < passes.count {
            if passes[index].isTailgated {
                actions.append(.passed(passes.remove(at: index).tapSequence))
            } else {
                index += 1
            }
        }
        followers = 0
        aisle = .resting
    }

    // MARK: Taps

    mutating func approved(_ pass: GatePass, _ actions: inout GateActions) {
        guard settings.directions.isSuperset(of: LaneDirections(pass.direction)), pass.direction != .bus else {
            actions.append(.notPassed(pass.tapSequence))
            actions.append(.ignored(.noSuchDirection))
            return
        }
        guard !passes.contains(pass.tapSequence) else {
            actions.append(.ignored(.noChange))
            return
        }
        guard canLetThrough, passes.append(pass) else {
            actions.append(.notPassed(pass.tapSequence))
            actions.append(.ignored(.notTaken))
            return
        }
        // A tap that is let through once more.
        if let index = late.position(of: pass.tapSequence) { _ = late.remove(at: index) }
        refusalIsDue = false
        switch aisle {
        case .blocked(.refusal, _): aisle = .resting
        case .passing where pass.direction == passes.direction:
            aisle = .passing(until: after(settings.passageMilliseconds), heldMilliseconds: 0)
        case .resting, .passing, .blocked: break
        }
    }

    mutating func refused(_ prompt: GatePrompt, _ side: TapKind, _ actions: inout GateActions) {
        answer(prompt, side, &actions)
        guard settings.rest == .open, mode == .normal else { return }
        if passes.isEmpty, aisle == .resting {
            aisle = .blocked(.refusal, until: after(settings.refusalMilliseconds))
        } else if !passes.isEmpty {
            refusalIsDue = true
        }
    }

    // MARK: Sensors

    mutating func sensed(_ sensor: PassageSensor, _ actions: inout GateActions) {
        switch sensor {
        case .passed: passed(&actions)
        case .tailgating: tailgated(&actions)
        case .intrusion: intruded(&actions)
        case .zoneOccupied: zone(isOccupied: true, &actions)
        case .zoneFree: zone(isOccupied: false, &actions)
        case .withdrew: withdrew(&actions)
        }
    }

    private var isFree: Bool { mode == .emergency || mode == .maintenance }

    /// Somebody is through, and it is not known who: the first whom the barrier lets through, or who comes late.
    private mutating func passed(_ actions: inout GateActions) {
        if isFree {
            actions.append(.passedFreely)
        } else if !passes.isEmpty, passes[0].isTailgated {
            isThrough(at: 0, &actions)
        } else if followers > 0 {
            // The one who followed, whom the alarm has told of; who waits behind keeps the pass.
            followers -= 1
            actions.append(.ignored(.covered))
        } else if !passes.isEmpty, passes[0].toldAt != nil {
            isThrough(at: 0, &actions)
        } else if !late.isEmpty, isLateAllowed {
            isThroughLate(at: 0, &actions)
        } else if case .blocked(.tailgating, _) = aisle {
            actions.append(.ignored(.covered))
        } else {
            raise(.unpaidPassage, &actions)
        }
    }

    /// The rider of this tap is through, as the controller knows.
    mutating func passed(_ tapSequence: UInt64, _ actions: inout GateActions) {
        if isFree {
            actions.append(.passedFreely)
        } else if let index = passes.position(of: tapSequence), passes[index].wasTold {
            isThrough(at: index, &actions)
        } else if isLateAllowed, let index = late.position(of: tapSequence) {
            isThroughLate(at: index, &actions)
        } else if let last = lastPassed, last.tapSequence == tapSequence {
            actions.append(.ignored(.noChange))
        } else {
            raise(.unpaidPassage, &actions)
        }
    }

    private mutating func isThrough(at index: Int, _ actions: inout GateActions) {
        let pass = passes.remove(at: index)
        actions.append(.passed(pass.tapSequence))
        lastPassed = (pass.tapSequence, now)
        if case .passing = aisle {
            aisle = .passing(until: after(settings.passageMilliseconds), heldMilliseconds: 0)
        }
    }

    private mutating func isThroughLate(at index: Int, _ actions: inout GateActions) {
        let pass = late.remove(at: index)
        actions.append(.passed(pass.tapSequence))
        lastPassed = (pass.tapSequence, now)
    }

    /// Somebody follows, and it is not known whom: the rider who was through just now, or the next one.
    private mutating func tailgated(_ actions: inout GateActions) {
        if isFree {
            actions.append(.ignored(.freePassage))
            return
        }
        if passes.underWay > 1, !aisle.isAlarmed {
            actions.append(.ignored(.covered))
            return
        }
        var index: Int? = passes.isEmpty || passes[0].toldAt == nil ? nil : 0
        var last: UInt64?
        if let lastPassed {
            let gone = now - lastPassed.at
            if index == nil, gone <= UInt64(settings.passageMilliseconds) { last = lastPassed.tapSequence }
            // Whoever was let through after that cannot be where the follower is yet.
            if index != nil, gone <= UInt64(settings.followMilliseconds), passes[0].toldAt ?? .max >= lastPassed.at {
                index = nil
                last = lastPassed.tapSequence
            }
        }
        follows(index, last, &actions)
    }

    /// Somebody follows the rider of this tap, as the controller knows.
    mutating func followed(_ tapSequence: UInt64, _ actions: inout GateActions) {
        if isFree {
            actions.append(.ignored(.freePassage))
            return
        }
        // Whom the barrier was never told of nobody can have followed: the pass stays.
        let index = passes.position(of: tapSequence).flatMap { passes[$0].wasTold ? $0 : nil }
        follows(index, lastPassed?.tapSequence == tapSequence ? tapSequence : nil, &actions)
    }

    /// Somebody follows a rider under way, or the last one; nil: it is not known whom.
    private mutating func follows(_ index: Int?, _ last: UInt64?, _ actions: inout GateActions) {
        raise(.tailgating, &actions)
        if let index {
            passes[index].isTailgated = true
            actions.append(.tailgated(passes[index].pass.tapSequence))
        } else if let last {
            actions.append(.tailgated(last))
        }
        followers = min(followers + 1, PassQueue.capacity)
        aisle = .blocked(.tailgating, until: after(settings.alarmMilliseconds))
    }

    private mutating func intruded(_ actions: inout GateActions) {
        if isFree {
            actions.append(.ignored(.freePassage))
            return
        }
        raise(.intrusion, &actions)
        aisle = .blocked(.intrusion, until: after(settings.alarmMilliseconds))
    }

    private mutating func zone(isOccupied: Bool, _ actions: inout GateActions) {
        if isZoneUnknown {
            isZoneUnknown = false
            zoneDeadline = nil
            if !isLinkLost { cause = .link }
        } else if isZoneOccupied == isOccupied {
            actions.append(.ignored(.noChange))
        }
        isZoneOccupied = isOccupied
    }

    private mutating func withdrew(_ actions: inout GateActions) {
        guard !passes.isEmpty else {
            actions.append(.ignored(.nobodyUnderWay))
            return
        }
        guard case .passing(_, let held) = aisle, held > 0 else {
            actions.append(.ignored(.riderMayReturn))
            return
        }
        giveUp(at: 0, &actions)
    }
}
