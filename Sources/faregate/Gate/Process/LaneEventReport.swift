import Gate
import Lane
import SmartCard

/// What a lane tells, as a line of the log and as one of the status socket; neither holds a card's token or number.
struct LaneEventReport {
    private let seat: LaneSeat
    private let event: LaneEvent

    init(_ seat: LaneSeat, _ event: LaneEvent) {
        self.seat = seat
        self.event = event
    }

    /// For the log; nil for what only displays need.
    var log: LogEvent? {
        switch event {
        case .tap(let tap, let name, let side): tapLog(tap, name, side)
        case .source(let name, let state): sourceLog(name, state)
        case .words(let words): LogEvent("note", level: .warning, lane: seat.id, [("words", .text(words.english))])
        case .machine(let report): machineLog(report)
        }
    }

    /// For the status socket; nil for what is not told there.
    var json: JSONValue? {
        switch event {
        case .tap(let tap, let name, let side):
            return .object(
                [("type", "tap"), ("lane", .string(seat.id)), ("tap", .string(name))]
                    + Self.facts(tap, side.setup.site.direction).map { ($0.name, $0.value.json) })
        case .source(let name, let state):
            return .object([
                ("type", "reader"), ("lane", .string(seat.id)), ("source", .string(name)),
                ("state", .string(state.code)),
            ])
        case .words: return nil
        case .machine(let report): return machineJSON(report)
        }
    }

    // MARK: Taps

    /// What may be told of a tap.
    static func facts(_ tap: LaneTap, _ direction: TapKind) -> [(name: String, value: LogValue)] {
        var facts: [(name: String, value: LogValue)] = [
            ("outcome", .text(tap.outcome.rawValue)), ("reason", .text(tap.reason)),
            ("direction", .text(direction == .exit ? "exit" : "entry")),
        ]
        if let medium = tap.medium { facts.append(("medium", .text(medium))) }
        if let number = tap.maskedNumber { facts.append(("card", .card(MaskedPAN(digits: number)))) }
        if let verdict = tap.verdict {
            facts.append(("sequence", .number(Int(verdict.tapSequence))))
            if let decision = verdict.decision { facts.append(("charge_fen", .number(decision.chargeFen))) }
        }
        return facts
    }

    private func tapLog(_ tap: LaneTap, _ name: String, _ side: BoxWay) -> LogEvent {
        var facts = Self.facts(tap, side.setup.site.direction)
        let timings = tap.log.phases.reduce(0) { $0 + $1.ourMicroseconds }
        facts.append(("ours_us", .number(timings)))
        let level: GateConfiguration.Log.Level = tap.journalFailure == nil ? .info : .error
        return LogEvent("tap", level: level, lane: seat.id, tap: name, facts)
    }

    // MARK: Sources

    private func sourceLog(_ name: String, _ state: SourceState) -> LogEvent {
        var fields: [(name: String, value: LogValue)] = [("source", .text(name)), ("state", .text(state.code))]
        guard case .fault(let words) = state else { return LogEvent("reader", lane: seat.id, fields) }
        fields.append(("words", .text(words.english)))
        return LogEvent("reader", level: .warning, lane: seat.id, fields)
    }

    // MARK: The machine

    private func machineLog(_ report: LaneReport) -> LogEvent? {
        switch report.action {
        case .alarm(let alarm): LogEvent("alarm", level: .warning, lane: seat.id, [("alarm", .text(alarm.code))])
        case .modeChanged(let from, let to, let cause):
            LogEvent(
                "mode", lane: seat.id,
                [("from", .text(from.code)), ("to", .text(to.code)), ("cause", .text(cause.code))])
        case .easingsChanged(_, let to):
            LogEvent("easings", lane: seat.id, [("easings", .text(to.codes.joined(separator: ",")))])
        case .passed(let tap): LogEvent("passed", level: .debug, lane: seat.id, [("sequence", .number(Int(tap)))])
        case .notPassed(let tap): LogEvent("not-passed", lane: seat.id, [("sequence", .number(Int(tap)))])
        case .tailgated(let tap):
            LogEvent("tailgated", level: .warning, lane: seat.id, [("sequence", .number(Int(tap)))])
        default: nil
        }
    }

    private func machineJSON(_ report: LaneReport) -> JSONValue? {
        let head: [(String, JSONValue)] = [("lane", .string(seat.id))]
        switch report.action {
        case .alarm(let alarm): return .object([("type", "alarm")] + head + [("alarm", .string(alarm.code))])
        case .silence: return .object([("type", "alarm")] + head + [("alarm", .null)])
        case .modeChanged(_, let to, let cause):
            return .object(
                [("type", "mode")] + head
                    + [
                        ("mode", .string(to.code)), ("cause", .string(cause.code)),
                        ("easings", .array(report.easings.codes.map { .string($0) })),
                    ])
        case .easingsChanged(_, let to):
            return .object(
                [("type", "mode")] + head
                    + [
                        ("mode", .string(seat.machine.mode.code)), ("cause", "command"),
                        ("easings", .array(to.codes.map { .string($0) })),
                    ])
        case .passed(let tap):
            return .object([("type", "passed")] + head + [("sequence", .integer(Int(tap)))])
        case .notPassed(let tap):
            return .object([("type", "not-passed")] + head + [("sequence", .integer(Int(tap)))])
        default: return nil
        }
    }
}
