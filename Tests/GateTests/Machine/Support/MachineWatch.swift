import Gate
import TestSupport

/// A machine under random events, and what must always hold.
struct MachineWatch {
    private let settings: GateSettings
    private var machine: GateMachine
    private var random: SplitMix64
    private var now: UInt64 = 0
    /// The latest moment so far: a clock that goes back stands still.
    private var latest: UInt64 = 0
    private var next: UInt64 = 1
    /// Taps that were approved and have not ended.
    private var open: Set<UInt64> = []
    /// Those of them whom the barrier lets through, of whom it was told at some time, or whose ticket is used up by
    /// somebody who followed.
    private var told: Set<UInt64> = []
    private var everTold: Set<UInt64> = []
    private var followed: Set<UInt64> = []
    /// Taps that have ended without a passage: late ones may come, within the time since the barrier was told or the
    /// lane has failed; nil: it was told nothing since.
    private var missed: [(sequence: UInt64, until: UInt64?)] = []
    private var hasFailed = false
    private var zoneIsOccupied = false
    private var linkIsLost = false
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
        // From then on nobody knows before it is said.
        if event == .link(false), !linkIsLost { zoneIsOccupied = true }
        if case .link(let isHeard) = event { linkIsLost = !isHeard }
        latest = max(latest, now)
        missed.removeAll { $0.until.map { $0 <= latest } ?? false }
        hasFailed = false
        let actions = machine.handle(event, at: now)
        for index in 0..<actions.count {
            if let fault = check(actions[index], event) { return "\(fault) at \(MachineWords.text(event)), \(now) ms" }
        }
        if hasFailed { grantTime { _ in true } }
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
            everTold.insert(sequence)
            grantTime { $0 == nil }
        case .release:
            if machine.mode != .emergency, machine.mode != .maintenance { return "released in \(machine.mode)" }
            grantTime { $0 == nil }
        case .stand:
            if settings.rest != .open { return "stands open" }
            grantTime { $0 == nil }
        case .close:
            if zoneIsOccupied { return "shuts onto somebody" }
            told.removeAll()
            grantTime { $0 == nil }
        case .tailgated(let sequence):
            if open.contains(sequence), !everTold.contains(sequence) { return "\(sequence) never was let through" }
            followed.insert(sequence)
        case .passed(let sequence): return passed(sequence, event)
        case .notPassed(let sequence):
            if open.remove(sequence) == nil { return "\(sequence) ends twice" }
            for index in missed.indices { missed[index].until = nil }
            missed.append((sequence, nil))
            ended += 1
        case .modeChanged(_, let mode, _):
            if mode == .emergency || mode == .maintenance || mode == .outOfService { hasFailed = true }
        case .alarm(.linkLost), .alarm(.powerLost), .alarm(.barrierFault), .alarm(.barrierSilent), .alarm(.obstructed):
            hasFailed = true
        case .show, .alarm, .silence, .passedFreely, .easingsChanged, .ignored: break
        }
        return nil
    }

    private mutating func passed(_ sequence: UInt64, _ event: GateEvent) -> String? {
        if let index = missed.firstIndex(where: { $0.sequence == sequence }) {
            missed.remove(at: index)
            return nil
        }
        if open.remove(sequence) == nil { return "\(sequence) ends twice, or long after it was over" }
        ended += 1
        guard !followed.contains(sequence) else { return nil }
        switch event {
        case .sensor(.passed) where !told.contains(sequence): return "\(sequence) passes and is not let through"
        case .passed where !everTold.contains(sequence): return "\(sequence) passes and never was let through"
        default: return nil
        }
    }

    /// Whoever comes late has the time of a pass from now on.
    private mutating func grantTime(_ isMeant: (UInt64?) -> Bool) {
        for index in missed.indices where isMeant(missed[index].until) {
            missed[index].until = latest + UInt64(settings.passageMilliseconds)
        }
    }
}
