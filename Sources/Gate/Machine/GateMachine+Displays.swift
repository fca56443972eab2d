/// The displays of a lane's sides.
extension GateMachine {
    /// Shows the answer to a tap for a while.
    mutating func answer(_ prompt: GatePrompt, _ side: TapKind, _ actions: inout GateActions) {
        guard settings.directions.isSuperset(of: LaneDirections(side)), side != .bus else {
            return actions.append(.ignored(.noSuchDirection))
        }
        guard mode != .emergency, mode != .maintenance else { return actions.append(.ignored(.freePassage)) }
        let answer = (prompt, after(settings.promptMilliseconds))
        if side == .entry { entrySide.answer = answer } else { exitSide.answer = answer }
    }

    /// Brings each display up to date.
    mutating func show(_ actions: inout GateActions) {
        if settings.directions.contains(.entry) {
            let prompt = entrySide.answer?.prompt ?? restingPrompt(.entry)
            if entrySide.shown != prompt { actions.append(.show(prompt, .entry)) }
            entrySide.shown = prompt
        }
        if settings.directions.contains(.exit) {
            let prompt = exitSide.answer?.prompt ?? restingPrompt(.exit)
            if exitSide.shown != prompt { actions.append(.show(prompt, .exit)) }
            exitSide.shown = prompt
        }
    }

    private func restingPrompt(_ side: TapKind) -> GatePrompt {
        switch mode {
        case .emergency: return .emergencyExit
        case .maintenance: return .maintenance
        case .outOfService: return .outOfService
        case .closed: return .closed
        case .readerFault: return .useOtherGate
        case .normal: break
        }
        let way = LaneDirections(side)
        if !directions.isSuperset(of: way) { return .closed }
        if faultyReaders.isSuperset(of: way) { return .useOtherGate }
        if aisle.isAlarmed { return .stepBack }
        guard let direction = passes.direction else { return .welcome }
        if direction != side || passes[0].toldAt == nil { return .wait }
        return passes.count < settings.credits ? .welcome : .go
    }
}
