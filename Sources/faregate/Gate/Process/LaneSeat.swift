import Gate
import Journal
import Lane
import PCSC
import SmartCard

/// A lane of a gate process: its machine, its ways, and what is known of it.
///
/// - **Shape**: readers and scanners have a thread each and take turns at the lane: one medium at a time.
final class LaneSeat: @unchecked Sendable {
    /// What is known of a lane, for whoever looks at it.
    struct Known {
        var taps = 0
        var opened = 0
        var refused = 0
        var again = 0
        /// Outcome, reason and medium of the last tap.
        var last: LaneTap?
        var lastMilliseconds: Int64 = 0
        /// Alarms that nobody has acknowledged, in the order in which they began.
        var alarms: [GateAlarm] = []
        /// How each source stands, in the order of the configuration.
        var sources: [(name: String, side: TapKind, state: SourceState)] = []
    }

    let configuration: LaneConfiguration
    /// The lane's place at the desk.
    let place: Int
    let machine: LaneMachine
    private let wall: @Sendable () -> Int64
    private let tell: @Sendable (LaneSeat, LaneEvent) -> Void
    /// Held while a medium is dealt with.
    private let turn = Monitor()
    private let monitor = Monitor()
    // Under the monitor's lock.
    private var state = Known()
    // Under the turn's lock.
    private var ways: [BoxWay] = []
    // Set before anything is presented; used by the machine's thread.
    private var recorder: LaneRecorder?
    /// What holds from before the process began.
    let orders: StandingOrders
    /// Lines of the barrier's controller that were none.
    let lineFaults: @Sendable () -> Int
    private let relay = LaneRelay()

    /// The name.
    var id: String { configuration.id.value }

    init(
        _ configuration: LaneConfiguration, place: Int, orders: StandingOrders, hardware: any GateHardware,
        clock: LaneClock, tell: @escaping @Sendable (LaneSeat, LaneEvent) -> Void
    ) throws(JournalError) {
        self.configuration = configuration
        self.place = place
        self.orders = orders
        self.tell = tell
        wall = clock.wall
        let line = hardware as? LineGate
        lineFaults = { line?.faultCount ?? 0 }
        machine = try LaneMachine(
            configuration.machineSettings, orders: orders, hardware: hardware, now: clock.monotonic,
            report: { [relay] in relay.take($0) })
        for way in configuration.ways {
            state.sources += configuration.sourceNames(way).map { ($0, way.direction, .starting) }
        }
    }

    /// Takes the ways, and who puts into the journal what the machine does, before anything is presented.
    ///
    /// What the machine has told since its first moment is recorded behind how it began.
    func open(_ ways: [BoxWay], recorder: LaneRecorder) {
        exclusively { self.ways = ways }
        recorder.start(orders)
        locked { self.recorder = recorder }
        relay.connect { [weak self] in self?.take($0) }
    }

    /// Ends the recording of what the machine has told, once that has ended.
    func closeRecorder() { locked { recorder }?.close() }

    /// The ways, while nobody presents anything.
    func exclusively<Result>(_ work: () throws -> Result) rethrows -> Result {
        turn.lock()
        defer { turn.unlock() }
        return try work()
    }

    /// Does something with each way, between two taps.
    func betweenTaps(_ work: (BoxWay) -> Void) { exclusively { ways.forEach(work) } }

    /// What is known now.
    var known: Known { locked { state } }

    // MARK: Media

    /// Presents a card at a side; nil where the lane takes none now.
    func present(_ card: any CardChannel, _ way: BoxWay) -> LaneTap? {
        exclusively { machine.accepts(way.setup.site.direction) ? way.lane.present(card) : nil }
    }

    /// Presents a code at a side; nil where the lane takes none now.
    func present(code: [UInt8], _ way: BoxWay) -> LaneTap? {
        exclusively {
            guard let codes = way.codes, machine.accepts(way.setup.site.direction) else { return nil }
            return way.lane.present(code: code, to: codes)
        }
    }

    /// Takes what a source tells.
    func take(_ news: LaneNews, _ source: String, _ way: BoxWay) {
        switch news {
        case .tap(let tap): take(tap, way)
        case .reader(let event): take(event, source, way)
        case .unusable(let error): tell(self, .words(Wording(of: error)))
        case .odd(let odd): tell(self, .words(Wording.scanned(odd)))
        }
    }

    private func take(_ tap: LaneTap, _ way: BoxWay) {
        if let failure = tap.replayFailure { tell(self, .words(.replayStoreFails(failure))) }
        if let fault = tap.clockFault { tell(self, .words(.clockFault(fault))) }
        if tap.isSameTap { return }
        let number = locked {
            state.taps += 1
            switch tap.outcome {
            case .open: state.opened += 1
            case .refused: state.refused += 1
            case .again: state.again += 1
            }
            state.last = tap
            state.lastMilliseconds = wall()
            return state.taps
        }
        tell(self, .tap(tap, name: "\(id)-\(number)", side: way))
    }

    private func take(_ event: ReaderEvent, _ source: String, _ way: BoxWay) {
        switch event {
        case .serviceLost, .readerGone: become(.fault(.event(event)), source)
        case .serviceBack, .readerAdded: become(.working, source)
        case .cardArrived, .cardRemoved, .cardMute: tell(self, .words(.event(event)))
        }
    }

    // MARK: Sources

    /// A source works, or does not: a side of which none works is closed as `reader-fault`.
    func become(_ new: SourceState, _ source: String) {
        let change: (side: TapKind, works: Bool)? = locked {
            guard let index = state.sources.firstIndex(where: { $0.name == source }), state.sources[index].state != new
            else { return nil }
            state.sources[index].state = new
            let side = state.sources[index].side
            return (side, state.sources.contains { $0.side == side && $0.state.mayWork })
        }
        guard let change else { return }
        machine.handle(.reader(change.side, works: change.works))
        tell(self, .source(source, new))
    }

    // MARK: The machine

    /// Takes a command.
    func command(_ order: GateOrder, by actor: String) {
        machine.command(order, by: actor)
    }

    /// Waits until the journal has taken what was commanded last; false: not in time.
    func waitForRecord(milliseconds: UInt64) -> Bool {
        locked { recorder }?.wait(forChange: machine.changeCount, milliseconds: milliseconds) ?? false
    }

    /// What was to be told or recorded of the lane and is lost, and lines of its controller that were none.
    var losses: (reports: Int, records: Int, lines: Int) {
        (machine.lostReports + relay.lostReports, locked { recorder }?.lostRecords ?? 0, lineFaults())
    }

    private func take(_ report: LaneReport) {
        locked { recorder }?.take(report)
        if case .alarm(let alarm) = report.action {
            locked { if !state.alarms.contains(alarm) { state.alarms.append(alarm) } }
        }
        tell(self, .machine(report))
    }

    /// Takes an alarm off; false if there is none.
    func acknowledge(_ alarm: GateAlarm) -> Bool {
        locked {
            guard let index = state.alarms.firstIndex(of: alarm) else { return false }
            state.alarms.remove(at: index)
            return true
        }
    }

    private func locked<Result>(_ work: () -> Result) -> Result {
        monitor.lock()
        defer { monitor.unlock() }
        return work()
    }
}
