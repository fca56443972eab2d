import Gate
import TestSupport

/// A machine under random events, and what must always hold.
struct MachineWatch {
    private let settings: GateSettings
    private var machine: GateMachine
    private var random: SplitMix64
    private var now: UInt64 = 0
    private var next: UInt64 = 1
    /// Taps that were approved and have not ended.
    private var open: Set<UInt64> = []
    /// Those of them whom the barrier lets through, or whose ticket is used up by somebody who followed.
    private var told: Set<UInt64> = []
    private var followed: Set<UInt64> = []
    /// Taps that have ended without a passage: late ones may come.
    private var missed: Set<UInt64> = []
    private var zoneIsOccupied = false
    /// Passes that have ended.
    private(set) var ended = 0

    init(_ settings: GateSettings, seed: UInt64) {
        self.settings = settings
        machine = GateMachine(settings)
        random = SplitMix64(seed: seed)
    }

    static func event(_ number: UInt64, using random: inout SplitMix64) -> GateEvent {
        let side: TapKind = Bool.random(using: &random) ? .entry : .exit
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<30: return .approved(GatePass(tapSequence: number, direction: side))
        case 30..<34: return .refused(.refused(.passBack), side)
        case 34..<36: return .again(side)
        case 36..<38:
            let known = number - min(number, UInt64.random(in: 1...4, using: &random))
            return Int.random(in: 0..<4, using: &random) == 0 ? .followed(known) : .passed(known)
        case 38..<70:
            let index = Int.random(in: 0..<PassageSensor.allCases.count, using: &random)
            return .sensor(Int.random(in: 0..<3, using: &random) == 0 ? PassageSensor.allCases[index] : .passed)
        case 70..<76:
            return .barrier(BarrierReport.allCases[Int.random(in: 0..<BarrierReport.allCases.count, using: &random)])
        case 76..<84:
            let index = Int.random(in: 0..<Self.orders.count, using: &random)
            return .command(Bool.random(using: &random) ? .normal : Self.orders[index])
        case 84..<86: return .emergencyLine(Int.random(in: 0..<3, using: &random) == 0)
        case 86..<88: return .power(Int.random(in: 0..<3, using: &random) > 0)
        case 88..<90: return .link(Int.random(in: 0..<3, using: &random) > 0)
        case 90..<92: return .reader(side, works: Int.random(in: 0..<3, using: &random) > 0)
        default: return .tick
        }
    }

    private static let orders: [GateOrder] = [
        .normal, .close, .outOfService, .maintenance, .release, .endRelease, .endRelease, .byHand(isOpen: true),
        .byHand(isOpen: false), .directions(.entry), .directions(.exit), .directions(.twoWay), .ease(.orderFree),
        .ease([]),
    ]

    /// Hands in the next event; what does not hold any more, in words.
    mutating func step() -> String? {
        // Now and then the clock goes back, or far ahead.
        switch Int.random(in: 0..<100, using: &random) {
        case 0: now -= min(now, 5000)
        case 1: now += 100_000
        default: now += UInt64.random(in: 0...1200, using: &random)
        }
        let event = Self.event(next, using: &random)
        if case .approved = event {
            open.insert(next)
            next += 1
        }
        if case .sensor(.zoneOccupied) = event { zoneIsOccupied = true }
        if case .sensor(.zoneFree) = event { zoneIsOccupied = false }
        let actions = machine.handle(event, at: now)
        for index in 0..<actions.count {
            if let fault = check(actions[index], event) { return "\(fault) at \(MachineWords.text(event)), \(now) ms" }
        }
        if let deadline = machine.nextDeadline, deadline <= now { return "a deadline of the past at \(now) ms" }
        guard machine.passCount == open.count else { return "\(open.count) taps open, \(machine.passCount) known" }
        if machine.accepts(.entry) || machine.accepts(.exit), machine.mode != .normal {
            return "takes in \(machine.mode)"
        }
        return nil
    }

    private mutating func check(_ action: GateAction, _ event: GateEvent) -> String? {
        switch action {
        case .open(_, let sequence):
            if !open.contains(sequence) { return "opens for \(sequence), which is not approved" }
            told.insert(sequence)
        case .release:
            if machine.mode != .emergency, machine.mode != .maintenance { return "released in \(machine.mode)" }
        case .stand: if settings.rest != .open { return "stands open" }
        case .close:
            if zoneIsOccupied { return "shuts onto somebody" }
            told.removeAll()
        case .tailgated(let sequence): followed.insert(sequence)
        case .passed(let sequence):
            if missed.remove(sequence) != nil { return nil }
            if open.remove(sequence) == nil { return "\(sequence) ends twice" }
            if event == .sensor(.passed), !told.contains(sequence), !followed.contains(sequence) {
                return "\(sequence) passes and is not let through"
            }
            ended += 1
        case .notPassed(let sequence):
            if open.remove(sequence) == nil { return "\(sequence) ends twice" }
            missed.insert(sequence)
            ended += 1
        case .show, .alarm, .silence, .passedFreely, .modeChanged, .easingsChanged, .ignored: break
        }
        return nil
    }
}
