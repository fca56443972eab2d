/// The talk with a barrier's controller, without its wire: what comes, what to answer, whether it is there.
///
/// - **Shape**: pure; bytes and moments in, one output at a time. It counts as there from its answer to a heartbeat of
///   ours, so that both ways are proven, until it is silent, floods, sends what are no lines, or takes nothing. Until
///   then it is greeted with each heartbeat: nobody knows what it has heard. Where a line was none between the greeting
///   and that answer, it may have been the zone's or the emergency line's: the answer to the next greeting counts,
///   ``mostDoubts`` times. Who stands in the safety zone counts from the last greeting on, since people come and go
///   while nothing is heard, and is handed on with that answer.
/// - **Limits**: ``GateLineLimits``. While it floods, or speaks another version, only the emergency line and the supply
///   are listened to, in a flood also who stands in the safety zone: it answers the greeting that follows with it,
///   once.
package struct GateLineLink: Sendable {
    /// What follows from a byte or from time.
    package enum Output: Hashable, Sendable {
        /// For the lane's machine.
        case event(GateEvent)
        /// It is there, and has said this of the safety zone since the last greeting; nil: nothing.
        case back(PassageSensor?)
        /// Send a heartbeat.
        case ping
        /// Greet it once more, then send a heartbeat.
        case hello
        /// Answer one.
        case pong
        /// For the log: a line that is none.
        case fault(GateLineFault)
        /// For the log: it speaks another version.
        case otherVersion(Int)
    }

    /// The version of the protocol.
    package static let version = 1

    /// How well it can be talked to.
    package private(set) var state = GateLineState.connecting
    /// Lines that were none, since the start.
    package private(set) var faultCount = 0

    private let limits: GateLineLimits
    private var reader = GateLineReader()
    private var heardAt: UInt64 = 0
    private var pingAt: UInt64 = 0
    private var secondBegan: UInt64 = 0
    private var lines = 0
    private var wasFlood = false
    private var faultsInARow = 0
    private var isOtherVersion = false
    /// A line was none since the greeting.
    private var isDoubtful = false
    /// How many of its answers did not count for that.
    private var doubts = 0
    /// What it has said of the safety zone since the last greeting.
    private var zone: PassageSensor?

    /// So many answers do not count: one that says something of its own each time it is greeted is there all the same.
    private static let mostDoubts = 3

    package init(_ limits: GateLineLimits = GateLineLimits()) { self.limits = limits }

    /// A new wire, which begins with a greeting: what stood on the old one is forgotten, but that it flooded.
    package mutating func connected(at now: UInt64) {
        reader = GateLineReader()
        wasFlood = wasFlood || state == .flooding
        state = .connecting
        (isOtherVersion, doubts) = (false, 0)
        (heardAt, pingAt, secondBegan, lines, faultsInARow) = (now, now, now, 0, 0)
        greeted()
    }

    /// It was greeted.
    package mutating func greeted() { (zone, isDoubtful) = (nil, false) }

    /// The wire is gone, or takes nothing: whether that is news for the machine.
    package mutating func lost(_ why: GateLineState) -> Bool {
        // Of a flood that goes on behind attempts to connect that fail nothing else would be known.
        wasFlood = wasFlood || state == .flooding
        defer { state = why }
        return state == .ready
    }

    /// When ``tick(at:)`` is due.
    package var nextDeadline: UInt64 {
        state == .ready ? min(pingAt, heardAt + UInt64(limits.silenceMilliseconds)) : pingAt
    }

    /// Time has passed; called until it gives nil.
    package mutating func tick(at now: UInt64) -> Output? {
        if state == .ready, now >= heardAt + UInt64(limits.silenceMilliseconds) {
            state = .silent
            return .event(.link(false))
        }
        guard now >= pingAt else { return nil }
        pingAt = now + UInt64(max(1, limits.heartbeatMilliseconds))
        guard state != .ready else { return .ping }
        // In one breath with the heartbeat, also just after a greeting: whoever answers the one has heard the other.
        greeted()
        return .hello
    }

    /// Takes a byte that came.
    package mutating func receive(_ byte: UInt8, at now: UInt64) -> Output? {
        switch reader.take(byte) {
        case .more: return nil
        case .fault(let fault): return faulty(fault, now)
        case .line(let line): return heard(line, now)
        }
    }

    private mutating func faulty(_ fault: GateLineFault, _ now: UInt64) -> Output? {
        faultCount += 1
        faultsInARow += 1
        isDoubtful = state != .ready
        if count(now) { return flooded() }
        guard faultsInARow >= limits.mostFaults, state == .ready else { return .fault(fault) }
        state = .garbled
        return .event(.link(false))
    }

    private mutating func heard(_ line: GateLine, _ now: UInt64) -> Output? {
        faultsInARow = 0
        heardAt = now
        let isTooMuch = count(now)
        if isTooMuch, state != .flooding {
            // What must not be missed is not, and the next line tells of the flood.
            if case .event(let event) = line, Self.isSafety(event) { return .event(event) }
            return flooded()
        }
        switch line {
        case .event(.sensor(let sensor)) where state != .ready && Self.isZone(sensor):
            if !isOtherVersion { zone = sensor }
            return nil
        case .event(let event):
            let isHeard = !isOtherVersion && state != .flooding
            return isHeard || Self.isSafety(event) ? .event(event) : nil
        case .ping: return state == .flooding ? nil : .pong
        case .hello(let version): return named(version)
        case .pong:
            // After a flood a whole calm second comes first.
            guard state != .ready, !isTooMuch, !wasFlood else { return nil }
            if isDoubtful, doubts < Self.mostDoubts {
                doubts += 1
                return nil
            }
            doubts = 0
            state = isOtherVersion ? .otherVersion : .ready
            return isOtherVersion ? nil : .back(zone)
        }
    }

    /// It names its version: one that we do not speak is never there.
    private mutating func named(_ version: Int) -> Output? {
        isOtherVersion = version != Self.version
        guard isOtherVersion else {
            if state == .otherVersion { state = .connecting }
            return nil
        }
        guard state != .flooding else { return .otherVersion(version) }
        defer { state = .otherVersion }
        return state == .ready ? .event(.link(false)) : .otherVersion(version)
    }

    /// Counts a line; true: there are too many in this second.
    private mutating func count(_ now: UInt64) -> Bool {
        if now >= secondBegan + 1000 {
            wasFlood = lines > limits.mostLines
            (secondBegan, lines) = (now, 0)
        }
        lines += 1
        return lines > limits.mostLines
    }

    private mutating func flooded() -> Output? {
        defer { state = .flooding }
        return state == .ready ? .event(.link(false)) : nil
    }

    private static func isZone(_ sensor: PassageSensor) -> Bool { sensor == .zoneOccupied || sensor == .zoneFree }

    private static func isSafety(_ event: GateEvent) -> Bool {
        switch event {
        case .emergencyLine, .power: true
        default: false
        }
    }
}
