import Gate
import Journal

/// A lane's machine with its barrier, sensors and displays, for all threads that deal with it.
///
/// - **Shape**: events are taken under a lock and their actions performed in it, in order, by drivers that do not wait.
///   One thread hands in ticks, and tells `report` what has happened, away from whoever taps. Machine and reports
///   allocate nothing after the start; a driver may, under the lock: ``LineGate`` builds the lines that it sends.
/// - **Limits**: ``mostReports`` wait to be told; one more takes the place of the oldest, and is counted.
/// - **Errors**: a driver that does not take what it is told, whatever it is, counts as a lost link.
package final class LaneMachine: Barrier, @unchecked Sendable {
    /// Reports that wait to be told.
    package static let mostReports = 256

    private let hardware: any GateHardware
    private let now: @Sendable () -> UInt64
    private let report: @Sendable (LaneReport) -> Void
    private let monitor = Monitor()
    private var thread: WorkerThread?
    private let firstDirection: TapKind
    // Under the monitor's lock.
    private var machine: GateMachine
    private var reports: [LaneReport]
    private var first = 0
    private var count = 0
    private var lost = 0
    private var isClosing = false
    private var isClosed = false
    private var actor = ""
    private var changes: UInt64 = 0
    private var isStarting = true

    /// Brings the barrier to rest and starts the lane's thread.
    ///
    /// - **Parameters**: `orders`, what holds from before; `now`, CLOCK_MONOTONIC in nanoseconds; `report` hears every
    ///   action, on the lane's thread.
    package init(
        _ settings: GateSettings, orders: StandingOrders = StandingOrders(), hardware: any GateHardware,
        now: @escaping @Sendable () -> UInt64,
        report: @escaping @Sendable (LaneReport) -> Void = { _ in }
    ) throws(JournalError) {
        machine = GateMachine(settings, orders: orders)
        firstDirection = settings.directions.contains(.entry) ? .entry : .exit
        self.hardware = hardware
        self.now = now
        self.report = report
        reports = Array(
            repeating: LaneReport(.silence, nanoseconds: 0, easings: []), count: Self.mostReports)
        // What the driver hears waits until it was told for the first time, and whether it is there is known.
        monitor.lock()
        hardware.connect { [weak self] in self?.handle($0) }
        take(.tick)
        isStarting = false
        monitor.unlock()
        thread = try WorkerThread { [self] in run() }
    }

    /// The barrier as one side's reader has it.
    package func side(_ direction: TapKind) -> LaneSide { LaneSide(self, direction) }

    // MARK: What happens

    /// Takes an event now.
    package func handle(_ event: GateEvent) {
        monitor.lock()
        defer { monitor.unlock() }
        take(event)
    }

    /// Takes a command now; `actor` is kept with what comes of it. What a fault or a release hides is told as easings
    /// that stay the same: it holds all the same.
    package func command(_ order: GateOrder, by actor: String) {
        monitor.lock()
        defer { monitor.unlock() }
        self.actor = actor
        let (before, mode) = (machine.orders, machine.mode)
        take(.command(order))
        let (orders, easings) = (machine.orders, machine.easings)
        if orders != before, machine.mode == mode, easings == before.easings {
            keep(report(.easingsChanged(easings, to: easings), at: now()))
        }
        self.actor = ""
    }

    /// What holds at the lane until somebody orders otherwise.
    package var orders: StandingOrders {
        monitor.lock()
        defer { monitor.unlock() }
        return machine.orders
    }

    /// The changes of mode, easings or orders so far, all told or about to be.
    package var changeCount: UInt64 {
        monitor.lock()
        defer { monitor.unlock() }
        return changes
    }

    /// Lets a rider through: now, or after those under way. False if the lane does not, and will not later.
    package func open(_ pass: GatePass) -> Bool {
        monitor.lock()
        defer { monitor.unlock() }
        take(.approved(pass))
        return machine.isLetting(pass.tapSequence)
    }

    /// Whether a medium may be taken now in this direction.
    package func accepts(_ direction: TapKind) -> Bool {
        monitor.lock()
        defer { monitor.unlock() }
        return !isClosing && machine.accepts(direction)
    }

    /// What the lane is good for.
    package var mode: GateMode {
        monitor.lock()
        defer { monitor.unlock() }
        return machine.mode
    }

    /// The ways that it lets people through at present.
    package var directions: LaneDirections {
        monitor.lock()
        defer { monitor.unlock() }
        return machine.directions
    }

    /// The rules that the lane does without.
    package var easings: GateEasings {
        monitor.lock()
        defer { monitor.unlock() }
        return machine.easings
    }

    /// Riders who are let through and have not passed.
    package var passCount: Int {
        monitor.lock()
        defer { monitor.unlock() }
        return machine.passCount
    }

    /// Reports that nobody was told of in time.
    package var lostReports: Int {
        monitor.lock()
        defer { monitor.unlock() }
        return lost
    }

    /// Lets nobody through any more and leaves the barrier shut, unless somebody stands in it or it is released; waits
    /// for nothing. Riders under way who have not passed have nothing on record, as after a crash.
    package func beginClosing() {
        monitor.lock()
        defer { monitor.unlock() }
        guard !isClosing else { return }
        isClosing = true
        if machine.mayBeLeftShut { _ = hardware.perform(.close) }
        monitor.wakeAll()
    }

    /// The same, tells what waits to be told and ends the thread and the driver.
    package func close() {
        beginClosing()
        monitor.lock()
        let isFirst = !isClosed
        isClosed = true
        monitor.unlock()
        guard isFirst else { return }
        thread?.join()
        hardware.close()
    }

    // MARK: A lane of one direction

    package func open(_ sequence: UInt64) -> Bool {
        open(GatePass(tapSequence: sequence, direction: firstDirection))
    }

    package func open(_ pass: BarrierPass) -> Bool {
        open(GatePass(tapSequence: pass.tapSequence, direction: firstDirection, prompt: pass.prompt))
    }

    package func refuse(isRetry: Bool) { refuse(isRetry ? .presentAgain : .refused(nil)) }

    package func refuse(_ prompt: GatePrompt) {
        handle(prompt == .presentAgain ? .again(firstDirection) : .refused(prompt, firstDirection))
    }

    package var accepts: Bool { accepts(firstDirection) }

    // MARK: Under the lock

    private func take(_ event: GateEvent) {
        let moment = now()
        if isClosing, case .approved = event { return }
        let deadline = machine.nextDeadline
        guard !perform(machine.handle(event, at: moment / 1_000_000), at: moment) else {
            if machine.nextDeadline != deadline { monitor.wakeAll() }
            return
        }
        // What was not taken may have been half written: nobody knows where the barrier is.
        let actions =
            isStarting
            ? machine.awaitLink(at: moment / 1_000_000) : machine.handle(.link(false), at: moment / 1_000_000)
        _ = perform(actions, at: moment)
        monitor.wakeAll()
    }

    /// Whether the driver has taken all of it.
    private func perform(_ actions: GateActions, at moment: UInt64) -> Bool {
        var isTaken = true
        for index in 0..<actions.count {
            let action = actions[index]
            switch action {
            case .open, .stand, .release, .close, .show, .alarm, .silence:
                // Nobody leads the barrier any more: what it was told last is to shut, but whoever wants out comes out.
                if isClosing, action != .release { break }
                // After one that was not taken the barrier hears of none that could open it.
                isTaken = isTaken && hardware.perform(action)
            case .passed, .notPassed, .tailgated, .passedFreely, .modeChanged, .easingsChanged, .ignored: break
            }
            keep(report(action, at: moment))
        }
        return isTaken
    }

    private func report(_ action: GateAction, at moment: UInt64) -> LaneReport {
        var change: UInt64 = 0
        switch action {
        case .modeChanged, .easingsChanged:
            changes += 1
            change = changes
        default: break
        }
        return LaneReport(
            action, nanoseconds: moment, easings: machine.easings, actor: actor, orders: machine.orders,
            change: change, isLaneFault: !machine.canLetThrough, isReleased: machine.mode == .emergency)
    }

    private func keep(_ report: LaneReport) {
        if count == reports.count {
            first = (first + 1) % reports.count
            count -= 1
            lost += 1
        }
        reports[(first + count) % reports.count] = report
        count += 1
        if count == 1 { monitor.wakeAll() }
    }

    // MARK: The lane's thread

    private func run() {
        while let report = next() { self.report(report) }
    }

    /// The oldest report; ticks are handed in until there is one, and before others wait longer. Nil at the end.
    private func next() -> LaneReport? {
        monitor.lock()
        defer { monitor.unlock() }
        while true {
            if let deadline = machine.nextDeadline, now() / 1_000_000 >= deadline {
                take(.tick)
            } else if count > 0 {
                let report = reports[first]
                first = (first + 1) % reports.count
                count -= 1
                return report
            } else if isClosing {
                return nil
            } else if let deadline = machine.nextDeadline {
                monitor.wait(until: deadline * 1_000_000)
            } else {
                monitor.wait()
            }
        }
    }
}
