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
        case .moving(let until) where until <= now:
            motion = .settled
            isBroken = true
            cause = .barrier
            raise(.barrierSilent, &actions)
        case .obstructed(let retryAt) where retryAt <= now: tellAgain(&actions)
        case .settled, .moving, .obstructed: break
        }
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
        for _ in 0..<passes.underWay { actions.append(.notPassed(passes.removeFirst().tapSequence)) }
        aisle = .resting
    }

    private mutating func blockOver(_ block: AisleState.Block, _ actions: inout GateActions) {
        if block != .refusal, isZoneOccupied {
            // Whoever should not be there still is.
            aisle = .blocked(block, until: after(settings.holdMilliseconds))
            return
        }
        // The first of two on one ticket has used it, whether that was seen or not.
        while !passes.isEmpty, passes[0].isTailgated { actions.append(.passed(passes.removeFirst().tapSequence)) }
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

    /// Whether the barrier can let anybody through at all.
    private var canLetThrough: Bool {
        mode != .emergency && mode != .maintenance && !isBroken && !isLinkLost && !isPowerLost
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

    private mutating func passed(_ actions: inout GateActions) {
        if isFree {
            actions.append(.passedFreely)
        } else if !passes.isEmpty {
            let pass = passes.removeFirst()
            actions.append(.passed(pass.tapSequence))
            lastPassed = (pass.tapSequence, now)
            if case .passing = aisle {
                aisle = .passing(until: after(settings.passageMilliseconds), heldMilliseconds: 0)
            }
        } else if case .blocked(.tailgating, _) = aisle {
            // The one who followed, whom the alarm has told of.
            actions.append(.ignored(.covered))
        } else {
            raise(.unpaidPassage, &actions)
        }
    }

    private mutating func tailgated(_ actions: inout GateActions) {
        if isFree {
            actions.append(.ignored(.freePassage))
            return
        }
        if passes.underWay > 1, !aisle.isAlarmed {
            actions.append(.ignored(.covered))
            return
        }
        raise(.tailgating, &actions)
        if !passes.isEmpty {
            passes[0].isTailgated = true
            actions.append(.tailgated(passes[0].pass.tapSequence))
        } else if let last = lastPassed, now - last.at <= UInt64(settings.passageMilliseconds) {
            actions.append(.tailgated(last.tapSequence))
        }
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
        if isZoneOccupied == isOccupied { actions.append(.ignored(.noChange)) }
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
        actions.append(.notPassed(passes.removeFirst().tapSequence))
    }
}
