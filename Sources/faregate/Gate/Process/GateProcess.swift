import Bundles
import EMV
import Fares
import Gate
import Journal
import Lane
import QRTickets
import SmartCard

/// A gate of up to 64 lanes that runs by its configuration until it is told to end.
///
/// - **Shape**: threads of their own for the desk, the journal, each reader and scanner, each lane's machine, the log
///   and the sockets; the main thread looks after them. What is told of lanes goes to log and status, on the thread
///   that tells.
/// - **Errors**: said on stderr with what to do; an exit code. A journal that takes nothing any more ends the process.
final class GateProcess: @unchecked Sendable {
    /// Places at the desk behind those of the lanes and of their machines.
    enum Other: Int, CaseIterable {
        case control
        case watchdog
        case retention
    }

    /// How long the end waits for media that are being dealt with, and then for the disk.
    static let drainMilliseconds = 1200
    static let machineMilliseconds = 200
    static let closeMilliseconds: UInt64 = 400
    /// How often the main thread looks around.
    private static let lookMilliseconds = 100

    let path: String
    /// What it was started with: what needs a restart is as it stands there.
    let started: GateMaterial
    let clock: LaneClock
    let box: GateBox
    let seats: [LaneSeat]
    let log: GateLog
    let stop: StopFlag
    let notifier: ServiceNotifier?
    private let claims = ReaderClaims()
    let begun = GateClock.milliseconds
    private let reload: StopFlag
    private let monitor = Monitor()
    // Under the monitor's lock.
    private var current: GateMaterial
    private var denyListSince: Int64
    private var revocationList: RevocationList?
    private var bundleStatus = BundleStatus()
    private var failure: JournalError?
    // The main thread's own, but for reading once all has started.
    private(set) var status: LineServer?
    private var control: LineServer?
    private var runners: [LaneRunner] = []
    private var watchdog: WatchdogFeeder?
    private var upkeep: GateUpkeep?
    private var retention: RetentionWatch?
    private var lastSecond = 0
    private var hasSaidToStay = false
    private var losses: [(reports: Int, records: Int, lines: Int)] = []

    init(_ path: String, _ material: GateMaterial, clock: LaneClock, stop: StopFlag, reload: StopFlag) throws {
        self.path = path
        self.reload = reload
        self.clock = clock
        self.stop = stop
        current = material
        started = material
        revocationList = material.codes?.revocations
        denyListSince = clock.wall()
        notifier = ServiceNotifier()
        let configuration = material.configuration
        let format = configuration.log.format ?? (Terminal.isOnTerminal ? .text : .json)
        let hub = GateHub()
        do throws(JournalError) {
            log = try GateLog(format, configuration.log.level, wall: clock.wall)
        } catch { throw journalFailure(error) }
        var seats: [LaneSeat] = []
        let (log, claims) = (log, claims)
        box = try GateBox(
            material.book, material.store, material.cards, clock: clock, lanes: configuration.lanes.count,
            others: configuration.lanes.count + Other.allCases.count, codes: material.codes,
            failed: { hub.fail($0) }
        ) { state in
            for place in configuration.lanes.indices {
                seats.append(try Self.seat(place, material, state, clock, log) { hub.take($0, $1) })
            }
            return try Self.ways(material, seats, claims)
        }
        self.seats = seats
        losses = seats.map { _ in (0, 0, 0) }
        do throws(JournalError) {
            for seat in seats {
                let ways = box.ways.filter { $0.setup.place == seat.place }
                seat.open(
                    ways,
                    recorder: try LaneRecorder(
                        box.desk, place: seats.count + seat.place, lane: UInt8(seat.place), id: seat.id,
                        ways: LaneDirections(ways.map { LaneDirections($0.setup.site.direction) }),
                        station: ways[0].setup.site.place, clock: clock, failed: { hub.fail($0) }))
            }
        } catch {
            box.closeAfterFailure()
            throw journalFailure(error)
        }
        hub.connect(self)
    }

    /// What is in force.
    var material: GateMaterial { locked { current } }
    /// Whether the journal takes nothing any more; the process stays for as long as a lane is released.
    var hasFailed: Bool { locked { failure != nil } }
    /// Since when its deny list is, in Unix milliseconds.
    var denyListTime: Int64 { locked { denyListSince } }
    /// The revocation list in force.
    var revocations: RevocationList? { locked { revocationList } }
    /// How the bundles stand.
    var bundles: BundleStatus { locked { bundleStatus } }

    /// A place at the desk.
    func place(_ other: Other) -> Int { 2 * seats.count + other.rawValue }

    // MARK: Running

    /// Runs until told to end.
    func run() throws {
        let found = box.recovery
        log.note(
            LogEvent(
                "start",
                [
                    ("version", .text(Version.text)), ("device", .text(material.configuration.device)),
                    ("lanes", .number(seats.count)), ("records", .number(Int(found.lastSequence))),
                    ("torn_bytes", .number(found.tornBytes)),
                ]))
        do {
            let sockets = try GateSockets(self)
            (status, control) = (sockets.status, sockets.control)
        } catch {
            box.closeAfterFailure()
            throw error
        }
        do { upkeep = try GateUpkeep(self, reload: reload) } catch {
            box.closeAfterFailure()
            throw error
        }
        let store = material.configuration.store
        if store.retentionDays > 0 {
            retention = RetentionWatch(
                folder: store.folder.path, days: store.retentionDays, keys: material.store.deviceKeys, box: box,
                clock: clock, place: place(.retention), log: log)
        }
        do throws(JournalError) {
            try startLanes()
            if let notifier, let microseconds = notifier.watchdogMicroseconds {
                let (desk, place) = (box.desk, place(.watchdog))
                watchdog = try WatchdogFeeder(
                    microseconds: microseconds,
                    beat: { if case .done = desk.ask(.beat, at: place) { true } else { false } },
                    feed: notifier.watchdog)
            }
        } catch {
            box.closeAfterFailure()
            throw journalFailure(error)
        }
        waitForLanes()
        notifier?.ready(summary)
        log.note(LogEvent("ready", [("lanes", .number(seats.count))]))
        while !stop.isSet { look() }
        try drain()
    }

    private func startLanes() throws(JournalError) {
        for seat in seats {
            for (way, configuration) in zip(box.ways.filter { $0.setup.place == seat.place }, seat.configuration.ways) {
                let sources = LaneSources(
                    seat: seat, way: way, configuration: configuration, stop: stop, claims: claims)
                for source in sources.all {
                    runners.append(
                        try LaneRunner(
                            seat, source.name, stop, isDeck: source.name.hasPrefix("simulated "), make: source.make))
                }
            }
        }
    }

    /// Until each source has said how it stands, for a while.
    private func waitForLanes() {
        let end = GateClock.milliseconds + 3000
        while GateClock.milliseconds < end, !stop.isSet,
            seats.contains(where: { $0.known.sources.contains { $0.state == .starting } })
        { stop.wait(milliseconds: 10) }
    }

    /// One look around.
    private func look() {
        stop.wait(milliseconds: Self.lookMilliseconds)
        endAfterFailure()
        let hang = material.configuration.limits.hangSeconds * 1000
        for runner in runners { runner.look(hangMilliseconds: hang) }
        if upkeep?.beginsToHang(milliseconds: hang) == true {
            log.note(LogEvent("note", level: .warning, [("words", .text(Wording.upkeepHangs.english))]))
        }
        let second = (GateClock.milliseconds - begun) / 1000
        guard second != lastSecond else { return }
        lastSecond = second
        reportLosses()
        retention?.look(box.book.serviceDate(of: clock.local()))
        status?.send(GateStatus(self).counters.line)
        if second % 10 == 0 { notifier?.status(summary) }
    }

    /// Ends once the journal takes nothing any more, but not while a lane is released: it would shut at the next start,
    /// of which nothing is on record.
    private func endAfterFailure() {
        guard let failure = locked({ failure }) else { return }
        guard let seat = seats.first(where: { $0.machine.mode == .emergency }) else { return stop.set() }
        guard !hasSaidToStay else { return }
        hasSaidToStay = true
        log.note(
            LogEvent(
                "journal", level: .error, lane: seat.id,
                [("problem", .text("\(failure)")), ("words", .text("stays while lanes are released"))]))
    }

    /// Says once a second what was lost since.
    private func reportLosses() {
        for (index, seat) in seats.enumerated() {
            let (now, before) = (seat.losses, losses[index])
            guard now.reports > before.reports || now.records > before.records || now.lines > before.lines else {
                continue
            }
            losses[index] = now
            log.note(
                LogEvent(
                    "lost", level: .warning, lane: seat.id,
                    [
                        ("reports", .number(now.reports)), ("records", .number(now.records)),
                        ("lines", .number(now.lines)),
                    ]))
        }
    }

    /// Ends: media that are being dealt with are finished, then the journal is closed.
    private func drain() throws {
        notifier?.stopping()
        let begun = GateClock.milliseconds
        log.note(LogEvent("drain"))
        while runners.contains(where: { !$0.isOver }), GateClock.milliseconds - begun < Self.drainMilliseconds {
            usleepMilliseconds(5)
        }
        let left = runners.count { !$0.isOver }
        closeMachines()
        control?.close()
        watchdog?.close()
        defer { log.close(milliseconds: 200) }
        let failure = locked { self.failure }
        do {
            if let failure {
                box.closeAfterFailure()
                throw journalFailure(failure)
            }
            try box.close(milliseconds: Self.closeMilliseconds)
        } catch {
            log.note(LogEvent("stop", level: .error, [("problem", .text("journal"))]))
            status?.close()
            throw error
        }
        let taken = GateClock.milliseconds - begun
        log.note(LogEvent("stop", [("milliseconds", .number(taken)), ("left_behind", .number(left))]))
        status?.send(JSONValue.object([("type", "stop")]).line)
        status?.close()
    }

    // MARK: From outside

    /// The configuration is to be read again.
    func requestReload() { reload.set() }

    /// Takes over what a new configuration brings, between taps.
    func use(_ material: GateMaterial) {
        let old = self.material
        if material.cards.denyList != old.cards.denyList {
            locked { denyListSince = clock.wall() }
            box.denyList.replace(
                with: DenyEdition(small: material.cards.denyList, signed: box.denyList.current.signed))
        }
        for seat in seats {
            seat.betweenTaps { way in
                way.lane.use(box.acceptance(material.cards, media: way.setup.media))
            }
        }
        if let list = material.codes?.revocations, list.number > revocations?.number ?? 0 { use(revocations: list) }
        log.use(material.configuration.log.level)
        locked { current = material }
    }

    /// Puts a deny list that has been installed in force.
    func use(signed list: DenyList?) {
        box.denyList.replace(with: DenyEdition(small: material.cards.denyList, signed: list))
        locked { denyListSince = clock.wall() }
        log.note(LogEvent("deny-list", [("version", .number(Int(clamping: box.denyList.current.version)))]))
    }

    /// Puts another revocation list in force, between two codes.
    func use(revocations list: RevocationList) {
        for seat in seats { seat.betweenTaps { $0.codes?.validator.revocations = list } }
        locked { revocationList = list }
    }

    /// Takes how the bundles stand: what is new is told, once.
    func take(_ bundles: BundleStatus) {
        let before = locked {
            defer { bundleStatus = bundles }
            return bundleStatus.notices.map(\.name)
        }
        for notice in bundles.notices where !before.contains(notice.name) {
            log.note(notice.log)
            status?.send(notice.event.line)
        }
        guard bundles.notices.isEmpty, !before.isEmpty else { return }
        status?.send(JSONValue.object([("type", "alarm"), ("lane", .null), ("alarm", .null)]).line)
    }

    /// Opens a lane's sources anew.
    func restart(_ seat: LaneSeat) {
        for runner in runners where runner.seat === seat { runner.restart() }
    }

    // MARK: What lanes tell

    /// Writes down and shows what a lane tells.
    func take(_ seat: LaneSeat, _ event: LaneEvent) {
        if case .tap(let tap, _, _) = event, let failure = tap.journalFailure { fail(failure) }
        if let event = LaneEventReport(seat, event).log { log.note(event) }
        if let event = LaneEventReport(seat, event).json { status?.send(event.line) }
    }

    /// The journal takes nothing any more: nobody is let through from then on, and the process ends at the next look
    /// around unless a lane is released.
    func fail(_ error: JournalError) { locked { if failure == nil { failure = error } } }

    // MARK: Pieces

    /// What a person reads of it in a list of services.
    private var summary: String {
        let faults = seats.count { $0.known.sources.contains { !$0.state.mayWork } }
        let taps = seats.reduce(0) { $0 + $1.known.taps }
        return "\(seats.count) lanes, \(faults) with a fault, \(taps) taps"
    }

    /// Ends the lanes' machines, which record what they have to tell; one whose driver hangs is left behind.
    private func closeMachines() {
        let done = StopFlag()
        let seats = seats
        guard
            let thread = try? WorkerThread({
                // All let nobody through any more before one is waited for.
                for seat in seats { seat.machine.beginClosing() }
                for seat in seats { seat.machine.close() }
                for seat in seats { seat.closeRecorder() }
                done.set()
            })
        else { return }
        thread.abandon()
        done.wait(milliseconds: Self.machineMilliseconds)
    }

    private static func hardware(
        _ lane: LaneConfiguration, _ clock: LaneClock, _ log: GateLog
    ) throws -> any GateHardware {
        let barrier = lane.barrier
        switch barrier.kind {
        case .none: return try SignalledGate.immediate(clock.monotonic)
        case .simulated:
            do throws(JournalError) { return try SimulatedGate(now: clock.monotonic) } catch {
                throw journalFailure(error)
            }
        case .signals: return try SignalledGate(barrier.path?.path ?? "", now: clock.monotonic)
        case .serial, .tcp:
            guard let address = barrier.line else { throw CommandExit.configuration }
            let id = lane.id.value
            do throws(JournalError) {
                return try LineGate(
                    address, now: clock.monotonic,
                    faulty: { fault, count in
                        log.note(
                            LogEvent(
                                "barrier", level: .warning, lane: id,
                                [("fault", .text(fault.kind.rawValue)), ("faults", .number(count))]))
                    },
                    announce: { state in
                        let level: GateConfiguration.Log.Level = state == .ready ? .info : .warning
                        log.note(LogEvent("barrier", level: level, lane: id, [("state", .text(state.rawValue))]))
                    })
            } catch {
                throw journalFailure(error)
            }
        }
    }

    /// A lane with its machine, in the mode that it was left in.
    private static func seat(
        _ place: Int, _ material: GateMaterial, _ state: DeskState, _ clock: LaneClock, _ log: GateLog,
        tell: @escaping @Sendable (LaneSeat, LaneEvent) -> Void
    ) throws -> LaneSeat {
        let lane = material.configuration.lanes[place]
        let station = material.book.edition.network.stations[Int(material.laneStations[place])].id
        let ids = material.configuration.lanes.map(\.id.value)
        let (orders, from) = state.orders(lane: UInt8(place), id: lane.id.value, of: ids, station: station)
        if !orders.isEmpty {
            var fields: [(name: String, value: LogValue)] = [
                ("mode", .text((orders.release == nil ? orders.mode : .emergency).code)),
                ("easings", .text(orders.easings.codes.joined(separator: ","))),
            ]
            // A lane of another name stood here, which is gone.
            if let from { fields.append(("from", .text(from))) }
            log.note(LogEvent("resumed", level: .warning, lane: lane.id.value, fields))
        }
        let hardware = try hardware(lane, clock, log)
        do throws(JournalError) {
            return try LaneSeat(lane, place: place, orders: orders, hardware: hardware, clock: clock, tell: tell)
        } catch { throw journalFailure(error) }
    }

    private static func ways(
        _ material: GateMaterial, _ seats: [LaneSeat], _ claims: ReaderClaims
    ) throws -> [BoxWay.Setup] {
        var setups: [BoxWay.Setup] = []
        for seat in seats {
            let module =
                try seat.configuration.keyModule.map {
                    try KeyModuleOptions($0.value).connect { claims.claim($0, by: "\(seat.id) psam") }
                } ?? nil
            for way in seat.configuration.ways {
                setups.append(
                    BoxWay.Setup(
                        site: LaneSite(
                            station: material.laneStations[seat.place], of: material.book, direction: way.direction),
                        place: seat.place, barrier: seat.machine.side(way.direction), keyModule: module,
                        takesCodes: way.scanner != nil || way.camera != nil, media: seat.configuration.media,
                        riderTime: way.deck?.riders == nil ? nil : RiderTime()))
            }
        }
        return setups
    }

    private func locked<Result>(_ work: () throws -> Result) rethrows -> Result {
        monitor.lock()
        defer { monitor.unlock() }
        return try work()
    }

    private func usleepMilliseconds(_ milliseconds: Int) {
        StopFlag().wait(milliseconds: milliseconds)
    }
}
