import Gate

/// A lane driven by steps in words: `1.5 in 7` is an approved tap to enter at 1.5 seconds.
struct MachinePlay {
    var machine: GateMachine

    init(_ settings: GateSettings, orders: StandingOrders = StandingOrders()) {
        machine = GateMachine(settings, orders: orders)
    }

    /// Takes `SECONDS EVENT` and returns the actions in words; nil for an event that there is not.
    mutating func play(_ step: String) -> String? {
        let parts = step.split(separator: " ", maxSplits: 1).map(String.init)
        guard parts.count == 2, let milliseconds = Self.milliseconds(parts[0]), let event = Self.event(parts[1]) else {
            return nil
        }
        return MachineWords.text(machine.handle(event, at: milliseconds))
    }

    private static func milliseconds(_ text: String) -> UInt64? {
        let parts = text.split(separator: ".").map(String.init)
        guard let seconds = UInt64(parts[0]) else { return nil }
        guard parts.count == 2 else { return seconds * 1000 }
        return UInt64((parts[1] + "000").prefix(3)).map { seconds * 1000 + $0 }
    }

    private static func event(_ text: String) -> GateEvent? {
        let words = text.split(separator: " ").map(String.init)
        if let event = MachineEvents.all.first(where: { MachineWords.text($0) == text }) { return event }
        switch (words[0], words.count > 1 ? words[1] : "") {
        case ("in", let number): return UInt64(number).map { .approved(GatePass(tapSequence: $0, direction: .entry)) }
        case ("out", let number):
            return UInt64(number).map {
                .approved(
                    GatePass(
                        tapSequence: $0, direction: .exit, prompt: .goCharged(amountFen: 500, balanceFen: 1200)))
            }
        case ("passed", let number): return UInt64(number).map { .passed($0) }
        case ("followed", let number): return UInt64(number).map { .followed($0) }
        case ("refused", "out"): return .refused(.refused(.entryUnknown), .exit)
        case ("reader", "out"): return .reader(.exit, works: words.last == "works")
        case ("command", "ways"): return UInt8(words[2]).map { .command(.directions(LaneDirections(rawValue: $0))) }
        default: return nil
        }
    }
}
