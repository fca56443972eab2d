/// Modes: commands, input lines, readers, and what follows from them.
extension GateMachine {
    /// What follows from command, sources and faults, the strongest first.
    var currentMode: GateMode {
        if !releases.isEmpty { return .emergency }
        if commanded == .maintenance { return .maintenance }
        if commanded == .outOfService || isUnfit { return .outOfService }
        if commanded == .closed { return .closed }
        return faultyReaders.isSuperset(of: directions) ? .readerFault : .normal
    }

    /// Ends what the new mode does not go on with.
    mutating func entered(_ mode: GateMode, _ actions: inout GateActions) {
        switch mode {
        case .emergency, .maintenance: clear(&actions)
        // By command it lets those pass who were approved before.
        case .outOfService where isUnfit: clear(&actions)
        case .outOfService, .normal, .closed, .readerFault: break
        }
        if mode != .maintenance { isHandOpen = false }
        refusalIsDue = false
    }

    /// Ends all that goes on in the aisle.
    mutating func clear(_ actions: inout GateActions) {
        // Whose time was over before does not come late because of this.
        if !isLateAllowed { late = PassQueue() }
        while !passes.isEmpty {
            if passes[0].isTailgated {
                actions.append(.passed(passes.removeFirst().tapSequence))
            } else {
                giveUp(at: 0, &actions)
            }
        }
        // Nothing says when such a barrier is shut.
        lateUntil = after(settings.passageMilliseconds)
        followers = 0
        aisle = .resting
        entrySide.answer = nil
        exitSide.answer = nil
    }

    // MARK: Events

    mutating func ordered(_ order: GateOrder, _ actions: inout GateActions) {
        switch order {
        case .normal: command(.normal, &actions)
        case .close: command(.closed, &actions)
        case .outOfService: command(.outOfService, &actions)
        case .maintenance: command(.maintenance, &actions)
        case .release: release(.command, true, .command, &actions)
        case .endRelease:
            let isInherited = releases.contains(.inherited)
            inherit(nil, .command)
            if !isInherited || releases.contains(.command) { release(.command, false, .command, &actions) }
        case .byHand(let isOpen):
            guard mode == .maintenance else { return actions.append(.ignored(.notInMaintenance)) }
            // Nobody knows how a barrier stands that was left alone.
            guard isLeftAlone || isOpen != isHandOpen else { return actions.append(.ignored(.noChange)) }
            isLeftAlone = false
            isHandOpen = isOpen
        case .directions(let ways):
            guard !ways.isEmpty, settings.directions.isSuperset(of: ways) else {
                return actions.append(.ignored(.noSuchDirection))
            }
            guard ways != directions else { return actions.append(.ignored(.noChange)) }
            cause = .command
            directions = ways
        case .ease(let easings):
            guard easings != self.easings else { return actions.append(.ignored(.noChange)) }
            actions.append(.easingsChanged(self.easings, to: easings))
            self.easings = easings
        }
    }

    private mutating func command(_ mode: GateMode, _ actions: inout GateActions) {
        guard mode != commanded else { return actions.append(.ignored(.noChange)) }
        commanded = mode
        isLeftAlone = false
        cause = .command
    }

    /// A release of before ends where what began it is heard again, whatever it says, or by command.
    private mutating func inherit(_ source: GateModeCause?, _ cause: GateModeCause) {
        guard releases.contains(.inherited), source == nil || source == inherited else { return }
        releases.remove(.inherited)
        inherited = nil
        self.cause = cause
    }

    private mutating func release(
        _ source: ReleaseSources, _ isOn: Bool, _ cause: GateModeCause, _ actions: inout GateActions
    ) {
        guard releases.contains(source) != isOn else { return actions.append(.ignored(.noChange)) }
        if isOn { releases.insert(source) } else { releases.remove(source) }
        self.cause = cause
    }

    mutating func emergencyLine(_ isDrawn: Bool, _ actions: inout GateActions) {
        inherit(.emergencyLine, .emergencyLine)
        release(.line, isDrawn, .emergencyLine, &actions)
    }

    mutating func power(_ isThere: Bool, _ actions: inout GateActions) {
        inherit(.power, .power)
        guard isThere == isPowerLost else { return actions.append(.ignored(.noChange)) }
        isPowerLost = !isThere
        cause = .power
        if !isThere { raise(.powerLost, &actions) }
        if settings.releasesOnPowerLoss { release(.power, !isThere, .power, &actions) }
    }

    mutating func link(_ isHeard: Bool, _ actions: inout GateActions) {
        if isHeard { inherit(.link, .link) }
        guard isHeard == isLinkLost else { return actions.append(.ignored(.noChange)) }
        guard isHeard else {
            loseLink()
            return missLink(&actions)
        }
        isLinkLost = false
        linkDeadline = nil
        cause = .link
        if releases.contains(.link) { release(.link, false, .link, &actions) }
        if isZoneUnknown { zoneDeadline = after(settings.longestHoldMilliseconds) }
        // Nobody knows what it has heard; that it had not reported says no more of it.
        if broken == .silent { broken = nil }
        forgetPosition()
        entrySide.shown = nil
        exitSide.shown = nil
    }

    /// The barrier cannot report, nor say who stands in it.
    mutating func loseLink() {
        isLinkLost = true
        cause = .link
        motion = .settled
        isZoneOccupied = true
        isZoneUnknown = true
        zoneDeadline = nil
    }

    /// What follows of a link that is lost, and not only awaited.
    mutating func missLink(_ actions: inout GateActions) {
        linkDeadline = nil
        if settings.releasesOnLinkLoss { release(.link, true, .link, &actions) }
        raise(.linkLost, &actions)
    }

    mutating func reader(_ side: TapKind, _ works: Bool, _ actions: inout GateActions) {
        let way = LaneDirections(side)
        guard !way.isEmpty, settings.directions.isSuperset(of: way) else {
            return actions.append(.ignored(.noSuchDirection))
        }
        guard faultyReaders.contains(way) == works else { return actions.append(.ignored(.noChange)) }
        if works { faultyReaders.remove(way) } else { faultyReaders.insert(way) }
        cause = .reader
    }
}
