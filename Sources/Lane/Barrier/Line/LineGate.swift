import Gate
import Journal
import SmartCard

/// A barrier's controller on a line: serial device, pseudo terminal or TCP.
///
/// - **Shape**: one thread reads, keeps the heartbeat and connects again, from ``connect(_:)`` on; ``perform(_:)``
///   writes what is taken at once. Of a line of which only a part was taken the rest is never sent: it gets ` VOID` at
///   its end, or the wire is new by then. A controller that is lost is greeted anew before it is told anything, or
///   anything more of it is heard: over TCP on another connection, the old one with all that it had not sent being
///   dropped; on a terminal after what it had not sent has been dropped.
/// - **Limits**: those of ``GateLineLimits``; a connection is tried again after ``retryMilliseconds``; lines that are
///   none are told once in ``faultMilliseconds``.
/// - **Errors**: none; ``state`` says how well it can be talked to, and the machine hears of a lost link.
package final class LineGate: GateHardware, @unchecked Sendable {
    /// Between two attempts to connect.
    package static let retryMilliseconds: UInt64 = 500
    /// Between two lines that are none and are told of.
    package static let faultMilliseconds: UInt64 = 10_000
    /// The longest wait for bytes, in milliseconds; the pipe ends it before.
    private static let longestWait: UInt64 = 1000

    private let address: GateLineAddress
    private let limits: GateLineLimits
    private let words: @Sendable (GatePrompt) -> Wording
    private let now: @Sendable () -> UInt64
    private let announce: @Sendable (GateLineState) -> Void
    private let faulty: @Sendable (GateLineFault, Int) -> Void
    private let pipe = WakePipe()
    private let monitor = Monitor()
    private var thread: WorkerThread?
    // Under the monitor's lock.
    private var link: GateLineLink
    private var wire: GateWire?
    private var take: (@Sendable (GateEvent) -> Void)?
    private var owed: ArraySlice<UInt8> = []
    private var isClosing = false
    /// It was lost, and must be greeted before it is told anything, or anything of it is heard: it is never ready
    /// meanwhile.
    private var mustGreet = false
    // The thread's own.
    private var announced: GateLineState?
    private var faultAt: UInt64?

    /// Starts the driver's thread.
    ///
    /// - **Parameters**: `words`, what displays say; `now`, CLOCK_MONOTONIC in nanoseconds; `announce` hears each
    ///   change of ``state``, `faulty` of lines that are none with their number so far, on the driver's thread.
    package init(
        _ address: GateLineAddress, limits: GateLineLimits = GateLineLimits(),
        words: @escaping @Sendable (GatePrompt) -> Wording = { $0.wording }, now: @escaping @Sendable () -> UInt64,
        faulty: @escaping @Sendable (GateLineFault, Int) -> Void = { _, _ in },
        announce: @escaping @Sendable (GateLineState) -> Void = { _ in }
    ) throws(JournalError) {
        self.address = address
        self.limits = limits
        self.words = words
        self.now = now
        self.announce = announce
        self.faulty = faulty
        link = GateLineLink(limits)
        thread = try WorkerThread { [self] in run() }
    }

    /// How well the controller can be talked to.
    package var state: GateLineState { locked { link.state } }

    /// Lines of the controller's that were none.
    package var faultCount: Int { locked { link.faultCount } }

    package func connect(_ take: @escaping @Sendable (GateEvent) -> Void) {
        locked {
            self.take = take
            monitor.wakeAll()
        }
    }

    package func perform(_ action: GateAction) -> Bool {
        let lines = GateLineText.lines(action, words)
        return locked {
            guard link.state == .ready else { return false }
            if send(lines) { return true }
            _ = link.lost(.cannotWrite)
            mustGreet = true
            pipe.wake()
            return false
        }
    }

    package func close() {
        monitor.lock()
        let isFirst = !isClosing
        isClosing = true
        monitor.wakeAll()
        monitor.unlock()
        pipe.wake()
        if isFirst { thread?.join() }
    }

    // MARK: Under the lock

    private func locked<Result>(_ work: () -> Result) -> Result {
        monitor.lock()
        defer { monitor.unlock() }
        return work()
    }

    /// All that comes next comes after a greeting, which voids what was told before.
    private func greet() {
        mustGreet = false
        link.greeted()
        owed = GateLineText.hello[...]
        _ = send([])
    }

    /// Whether the wire goes on; a terminal's does, after a greeting.
    private func isHeld(_ wire: GateWire) -> Bool {
        guard mustGreet, !isClosing else { return !isClosing }
        guard !wire.isConnection else { return false }
        wire.discard()
        greet()
        return true
    }

    /// Whether lines were taken whole; what is owed of an earlier one goes first.
    private func send(_ lines: [UInt8]) -> Bool {
        guard let wire else { return false }
        owed = owed.dropFirst(wire.write(owed))
        guard owed.isEmpty else { return false }
        let count = wire.write(lines[...])
        if count == lines.count { return true }
        // A line may have been taken whole and the next in part: the end of the last one says which.
        if count > 0, lines[count - 1] != 0x0A { owed = GateLineText.void[...] }
        return false
    }

    // MARK: The driver's thread

    private func run() {
        var buffer = [UInt8](repeating: 0, count: 512)
        // What is said before anybody hears it is lost: the controller is greeted after that.
        locked { while take == nil, !isClosing { monitor.wait() } }
        while !locked({ isClosing }) {
            if let wire = try? GateWire(address, pipe) {
                locked {
                    self.wire = wire
                    link.connected(at: now() / 1_000_000)
                    greet()
                }
                tell()
                converse(wire, &buffer)
                let isNews = locked {
                    self.wire = nil
                    // What has left with a farewell stays; what a lost controller has not heard goes.
                    if !isClosing { wire.discard() }
                    // Whoever must be greeted is not ready, and the machine knows; that it flooded is not forgotten.
                    return !mustGreet && link.lost(.gone)
                }
                if isNews { deliver(.link(false)) }
            } else {
                _ = locked { link.lost(.gone) }
            }
            tell()
            pause()
        }
    }

    /// Talks until the wire is gone, or another connection is needed.
    private func converse(_ wire: GateWire, _ buffer: inout [UInt8]) {
        while goesOn(wire) {
            while let output = locked({ link.tick(at: now() / 1_000_000) }) { act(on: output) }
            tell()
            guard goesOn(wire) else { return }
            let moment = now() / 1_000_000
            let deadline = locked { link.nextDeadline }
            let wait = min(Self.longestWait, deadline > moment ? deadline - moment : 0)
            guard case .bytes(let count) = wire.read(into: &buffer, milliseconds: Int32(wait), pipe) else { return }
            for index in 0..<count {
                let byte = buffer[index]
                // In one breath with the greeting: nobody may be lost between it and an answer that makes us ready.
                let (isHeard, output) = locked {
                    isHeld(wire) ? (true, link.receive(byte, at: now() / 1_000_000)) : (false, nil)
                }
                guard isHeard else { return }
                if let output { act(on: output) }
            }
        }
    }

    private func goesOn(_ wire: GateWire) -> Bool { locked { isHeld(wire) } }

    private func act(on output: GateLineLink.Output) {
        switch output {
        case .event(let event):
            if event == .link(false) { locked { mustGreet = true } }
            deliver(event)
        case .back(let zone):
            if let zone { deliver(.sensor(zone)) }
            deliver(.link(true))
        // One that is not taken is missed by the controller, and its answer by us: silence follows.
        case .ping: _ = locked { send(GateLineText.ping) }
        case .hello: _ = locked { send(GateLineText.hello + GateLineText.ping) }
        case .pong: _ = locked { send(GateLineText.pong) }
        case .fault(let fault): tell(of: fault)
        case .otherVersion: break
        }
    }

    private func tell(of fault: GateLineFault) {
        let moment = now() / 1_000_000
        if let faultAt, moment < faultAt + Self.faultMilliseconds { return }
        faultAt = moment
        faulty(fault, faultCount)
    }

    private func deliver(_ event: GateEvent) {
        tell()
        let take = locked { self.take }
        take?(event)
    }

    private func tell() {
        let state = state
        guard state != announced else { return }
        announced = state
        announce(state)
    }

    private func pause() {
        let end = now() + Self.retryMilliseconds * 1_000_000
        monitor.lock()
        defer { monitor.unlock() }
        while !isClosing, now() < end { monitor.wait(until: end) }
    }
}
