import Gate

/// What machines say, as tests write it. Every switch is complete: a new case has to be given its words here.
enum MachineWords {
    static func text(_ actions: GateActions) -> String {
        (0..<actions.count).map { text(actions[$0]) }.joined(separator: ", ")
    }

    static func text(_ action: GateAction) -> String {
        switch action {
        case .open(let direction, let sequence): "open \(text(direction)) \(sequence)"
        case .stand: "stand"
        case .release: "release"
        case .close: "close"
        case .show(let prompt, let side): "show \(text(side)): \(text(prompt))"
        case .alarm(let alarm): "alarm \(alarm.code)"
        case .silence: "silence"
        case .passed(let sequence): "passed \(sequence)"
        case .notPassed(let sequence): "not passed \(sequence)"
        case .tailgated(let sequence): "tailgated \(sequence)"
        case .passedFreely: "passed freely"
        case .modeChanged(_, let mode, let cause): "-> \(mode.code) by \(cause.code)"
        case .easingsChanged(_, let easings): "easings \(easings.codes.joined(separator: "+"))"
        case .ignored(let why): "ignored: \(why)"
        }
    }

    static func text(_ direction: TapKind) -> String {
        switch direction {
        case .entry: "in"
        case .exit: "out"
        case .bus: "bus"
        }
    }

    static func text(_ prompt: GatePrompt) -> String {
        switch prompt {
        case .welcome: "welcome"
        case .go: "go"
        case .goCharged(let amount, let balance): "go \(amount)" + (balance.map { " of \($0)" } ?? "")
        case .refused(let reason): "refused " + (reason?.code ?? "")
        case .codeRefused(let code): "code refused \(code.result)"
        case .presentAgain: "again"
        case .wait: "wait"
        case .stepBack: "step back"
        case .closed: "closed"
        case .outOfService: "out of service"
        case .useOtherGate: "other gate"
        case .emergencyExit: "emergency exit"
        case .maintenance: "maintenance"
        }
    }

    static func text(_ event: GateEvent) -> String {
        switch event {
        case .approved(let pass): "approved \(text(pass.direction)) \(pass.tapSequence)"
        case .refused(_, let side): "refused \(text(side))"
        case .again(let side): "again \(text(side))"
        case .sensor(let sensor): "\(sensor)"
        case .passed(let sequence): "passed \(sequence)"
        case .followed(let sequence): "followed \(sequence)"
        case .barrier(let report): "barrier \(report)"
        case .command(let order): text(order)
        case .emergencyLine(let isDrawn): isDrawn ? "line drawn" : "line let go"
        case .power(let isThere): isThere ? "power back" : "power lost"
        case .link(let isHeard): isHeard ? "link back" : "link lost"
        case .reader(let side, let works): "reader \(text(side)) \(works ? "works" : "fails")"
        case .tick: "tick"
        }
    }

    static func text(_ order: GateOrder) -> String {
        switch order {
        case .normal: "command normal"
        case .close: "command close"
        case .outOfService: "command out of service"
        case .maintenance: "command maintenance"
        case .release: "command release"
        case .endRelease: "command end release"
        case .byHand(let isOpen): isOpen ? "hand opens" : "hand shuts"
        case .directions(let ways): "command ways \(ways.rawValue)"
        case .ease(let easings): "command ease \(easings.codes.joined(separator: "+"))"
        }
    }
}
