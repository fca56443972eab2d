/// One lane: who may pass, where the barrier goes and what the displays show.
///
/// - **Shape**: a pure value: an event and the time in, actions out; no clock, no I/O, no lock, no allocation. Whoever
///   owns it performs the actions in order and hands in ``GateEvent/tick`` at ``nextDeadline``.
/// - **Unit**: milliseconds of a clock that only goes forward; one that goes back is taken to stand still.
/// - **Errors**: none; what does not fit is ``GateAction/ignored(_:)``, or an alarm. Each pass ends once, as
///   ``GateAction/passed(_:)`` or ``GateAction/notPassed(_:)``; whoever slips through behind a pass that has ended has
///   ``GateAction/passed(_:)`` after it.
/// - **Source**: Docs/gate.md, "The machine".
package struct GateMachine: Sendable {
    /// What the lane is.
    package let settings: GateSettings
    /// What it is good for.
    package private(set) var mode = GateMode.normal
    /// The rules that it does without.
    package internal(set) var easings: GateEasings = []
    /// What holds it released.
    package internal(set) var releases: ReleaseSources = []
    /// The ways in use: the lane's, or fewer by command.
    package internal(set) var directions: LaneDirections

    var now: UInt64 = 0
    var aisle = AisleState.resting
    var passes = PassQueue()
    /// A rider was refused while others were under way: flaps that stand open shut behind them.
    var refusalIsDue = false
    /// The rider who was through last, and when.
    var lastPassed: (tapSequence: UInt64, at: UInt64)?
    /// Riders who have not passed in time and still may slip through: until then, or until the barrier is shut.
    var late = PassQueue()
    var lateUntil: UInt64?
    /// People who follow others and whose passage the sensors may yet tell.
    var followers = 0
    /// Somebody is in the safety zone, or it is not known.
    var isZoneOccupied = false
    /// The link was lost, and nobody has said since who stands there; once it is back that is waited for until so long.
    var isZoneUnknown = false
    var zoneDeadline: UInt64?
    /// The link has not been there since the start, and counts as lost from then on.
    var linkDeadline: UInt64?
    /// When the alarm that sounds ends.
    var alarmEnd: UInt64?
    // The mode's parts.
    var commanded = GateMode.normal
    var isHandOpen = false
    /// In maintenance that began in an earlier process: the barrier is not moved.
    var isLeftAlone = false
    /// What began the release that an earlier process has left.
    var inherited: GateModeCause?
    var faultyReaders: LaneDirections = []
    var isPowerLost = false
    var isLinkLost = false
    var broken: BarrierBreak?
    /// The lane could not work after the event before.
    private var wasUnfit = false
    var cause = GateModeCause.command
    // The barrier.
    var told = BarrierPosition.unknown
    var motion = BarrierMotion.settled
    var attempts: UInt8 = 0
    // The displays.
    var entrySide = ShownPrompt()
    var exitSide = ShownPrompt()

    /// A lane in service, or in the mode that `orders` of before hold it in; its first event brings the barrier to
    /// rest.
    package init(_ settings: GateSettings, orders: StandingOrders = StandingOrders()) {
        self.settings = settings
        directions = settings.directions
        commanded = orders.mode
        easings = orders.easings
        isLeftAlone = orders.mode == .maintenance
        if let cause = orders.release {
            releases = cause == .command ? .command : .inherited
            inherited = cause == .command ? nil : cause
        }
        mode = currentMode
    }

    /// Takes an event at a moment and says what is to be done.
    package mutating func handle(_ event: GateEvent, at milliseconds: UInt64) -> GateActions {
        var actions = begin(at: milliseconds)
        switch event {
        case .approved(let pass): approved(pass, &actions)
        case .refused(let prompt, let side): refused(prompt, side, &actions)
        case .again(let side): answer(.presentAgain, side, &actions)
        case .sensor(let sensor): sensed(sensor, &actions)
        case .passed(let tapSequence): passed(tapSequence, &actions)
        case .followed(let tapSequence): followed(tapSequence, &actions)
        case .barrier(let report): reported(report, &actions)
        case .command(let order): ordered(order, &actions)
        case .emergencyLine(let isDrawn): emergencyLine(isDrawn, &actions)
        case .power(let isThere): power(isThere, &actions)
        case .link(let isHeard): link(isHeard, &actions)
        case .reader(let side, let works): reader(side, works, &actions)
        case .tick: break
        }
        settle(&actions)
        return actions
    }

    /// The barrier is not there when its lane starts: out of service, and for so long as it may still come neither an
    /// alarm nor a release.
    package mutating func awaitLink(at milliseconds: UInt64) -> GateActions {
        var actions = begin(at: milliseconds)
        if !isLinkLost {
            linkDeadline = after(settings.firstLinkMilliseconds)
            loseLink()
        }
        settle(&actions)
        return actions
    }

    private mutating func begin(at milliseconds: UInt64) -> GateActions {
        now = max(now, min(milliseconds, UInt64.max / 2))
        var actions = GateActions()
        expire(&actions)
        return actions
    }

    /// When ``GateEvent/tick`` must be handed in at the latest; nil while nothing is waited for.
    package var nextDeadline: UInt64? {
        var first = aisle.deadline ?? .max
        first = min(first, alarmEnd ?? .max, motion.deadline ?? .max)
        first = min(first, zoneDeadline ?? .max, linkDeadline ?? .max)
        first = min(first, entrySide.answer?.until ?? .max, exitSide.answer?.until ?? .max)
        return first == .max ? nil : first
    }

    /// Whether a medium may be taken in this direction now.
    package func accepts(_ direction: TapKind) -> Bool {
        let way = LaneDirections(direction)
        guard mode == .normal, !way.isEmpty, directions.isSuperset(of: way), faultyReaders.isDisjoint(with: way),
            !aisle.isAlarmed
        else { return false }
        return passes.isEmpty || passes.count < settings.credits && passes.direction == direction
    }

    /// Whether the barrier can let anybody through at all; if not, it is the lane that ends passes, and no rider.
    package var canLetThrough: Bool { mode != .emergency && mode != .maintenance && !isUnfit }

    /// The riders who are let through and have not passed.
    package var passCount: Int { passes.count }

    /// Whether the rider of a tap is let through and has not passed.
    package func isLetting(_ tapSequence: UInt64) -> Bool { passes.contains(tapSequence) }

    /// Whether the barrier may be told to shut when nobody leads the lane any more: neither onto somebody, nor in a
    /// release, nor while staff work on it.
    package var mayBeLeftShut: Bool {
        !isZoneOccupied && told != .released && mode != .maintenance && broken != .fault
    }

    var isBroken: Bool { broken != nil }
    /// The lane cannot work, whatever is commanded.
    var isUnfit: Bool { isBroken || isLinkLost || isPowerLost || isZoneUnknown }

    // MARK: After every event

    /// Brings mode, aisle, barrier and displays to where the event has left them.
    private mutating func settle(_ actions: inout GateActions) {
        let next = currentMode
        if next != mode {
            actions.append(.modeChanged(mode, to: next, cause))
            mode = next
            entered(next, &actions)
        } else if isUnfit, !wasUnfit, mode == .outOfService {
            // By command it let those pass who were approved before.
            clear(&actions)
        }
        wasUnfit = isUnfit
        advance()
        move(&actions)
        show(&actions)
    }

    private mutating func advance() {
        if case .passing = aisle, passes.isEmpty { aisle = .resting }
        guard aisle == .resting else { return }
        if !passes.isEmpty {
            aisle = .passing(until: after(settings.passageMilliseconds), heldMilliseconds: 0)
        } else if refusalIsDue {
            aisle = .blocked(.refusal, until: after(settings.refusalMilliseconds))
            refusalIsDue = false
        }
    }

    /// A moment from now; always later than now.
    func after(_ milliseconds: UInt32) -> UInt64 { now + UInt64(max(1, milliseconds)) }

    mutating func raise(_ alarm: GateAlarm, _ actions: inout GateActions) {
        actions.append(.alarm(alarm))
        alarmEnd = after(settings.alarmMilliseconds)
    }
}
