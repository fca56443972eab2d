import Fares
import Gate
import Journal
import Lane

/// One gate under faults: the real desk, journal and lane machines over a simulated disk, clocks and cards, checked at
/// every step by books that never ask them.
///
/// - **Shape**: one thread, in virtual time; the same seed, taps and options give the same events.
/// - **Limits**: ``mostTaps`` presentations.
package final class FaultRun {
    /// The most presentations of a run.
    package static let mostTaps = 100_000_000
    /// The most lanes of a gate.
    package static let mostLanes = FaultPlan.mostLanes
    /// So many events without a card: nobody will ever come again.
    static let mostEventsWithoutTap = 1_000_000
    /// How many cards come between two words on progress.
    static let tapsPerStep = 256
    /// A millisecond of the clocks, in nanoseconds.
    static let millisecond: UInt64 = 1_000_000
    /// How long a lane waits for its record.
    static let storageNanoseconds = GateLane.longestStorageMilliseconds * millisecond

    /// The process: what there is of it while it runs.
    struct Process {
        let journal: JournalCommitter
        let desk: any SimulatedDesk
        let watch: DiskWatch
        /// When the journal is looked at again.
        var commitAt: UInt64
        /// Its journal has failed: it refuses everybody until it ends.
        var failedUntil: UInt64?
    }

    /// Somebody with a card.
    struct Rider {
        /// In the paid area, wherever the records see the card.
        var isInside = false
        /// Cards of this rider that are being taken.
        var isBusy = 0
    }

    let city: FaultCity
    let plan: FaultPlan
    let parts: FaultParts
    let trace: ((String) -> Void)?
    let progress: ((Int) -> Void)?
    let stationIDs: [String]
    let charges: PublishedCharges
    let clock: FaultClock
    let taps: Int
    var random: RandomStream
    var disk: SimulatedDisk
    var process: Process?
    /// When the process begins again, in nanoseconds; meaningful without one.
    var startAt: UInt64 = 0
    var failedStarts = 0
    /// How the process or the machine is about to end.
    var crash: FaultKind?
    var slowUntil: UInt64 = 0
    var thawAt: UInt64 = .max
    var leapAt: UInt64 = .max
    var keyNumber: UInt16 = 1
    /// Nothing goes wrong any more.
    var isSettling = false
    var lanes: [FaultLane] = []
    var riders: [Rider]
    var ledger = FaultLedger()
    var books: TapBooks
    /// The last record that was on the disk when the process ended.
    var acknowledged: UInt64 = 0
    /// What a start has found wrong.
    var violation: FaultViolation?
    package private(set) var report: FaultReport

    /// A run of a seed; `lanes`, `only` and `times` as in ``FaultPlan``; `trace` hears every event, `progress` how many
    /// cards have come since it was told last, in steps of ``tapsPerStep``.
    package init(
        _ city: FaultCity, seed: UInt64, taps: Int, lanes: Int? = nil, only: Set<FaultKind>? = nil, times: Int = 1,
        parts: FaultParts = FaultParts(), progress: ((Int) -> Void)? = nil, trace: ((String) -> Void)? = nil
    ) {
        precondition((1...Self.mostTaps).contains(taps), "1 to 100 million taps")
        precondition((1...FaultPlan.mostLanes).contains(lanes ?? 1), "1 to 64 lanes")
        self.city = city
        self.taps = taps
        self.parts = parts
        self.trace = trace
        self.progress = progress
        random = RandomStream(seed: seed)
        plan = FaultPlan(seed: seed, lanes: lanes, only: only, times: times, using: &random)
        report = FaultReport(seed: seed, plan: plan.words)
        report.lanes = plan.lanes
        clock = FaultClock(plan.start)
        disk = SimulatedDisk(seed: seed)
        riders = [Rider](repeating: Rider(), count: plan.riders)
        let all = city.book.edition.network.stations.indices
        var places: [StationIndex] = []
        while places.count < plan.stations {
            let station = StationIndex(random.below(all.count))
            if !places.contains(station) { places.append(station) }
        }
        stationIDs = places.map { city.book.edition.network.stations[Int($0)].id }
        charges = PublishedCharges(city, stationIDs: stationIDs)
        books = TapBooks(cards: plan.riders, charges: charges, outward: [])
        for number in 0..<plan.lanes { addLane(number, places) }
        books = newBooks
    }

    private func addLane(_ number: Int, _ places: [StationIndex]) {
        let place = number / 2 % places.count
        let ways: LaneDirections =
            random.below(4) == 0 || plan.lanes == 1 ? .twoWay : number % 2 == 0 ? .entry : .exit
        let settings = GateSettings(ways, rest: random.below(4) == 0 ? .open : .closed)
        var lane = FaultLane(
            number, place: place,
            entry: LaneSite(station: places[place], of: city.book, direction: .entry),
            exit: LaneSite(station: places[place], of: city.book, direction: .exit), settings: settings)
        lane.arrivalAt = clock.monotonic + gap()
        lanes.append(lane)
    }

    // MARK: Running

    /// Runs to the end; a broken rule ends it and stands in the report.
    package func run() -> FaultReport {
        do throws(FaultViolation) {
            try start()
            var (events, before) = (0, 0)
            while report.taps < taps {
                try happen()
                events = report.taps == before ? events + 1 : 0
                before = report.taps
                guard events < Self.mostEventsWithoutTap else {
                    throw FaultViolation(.liveness, "no card is taken any more")
                }
            }
            try settle()
            try finish()
        } catch {
            report.violation = error
            say("VIOLATION \(error.rule.rawValue): \(error.words)")
        }
        report.records = Int(ledger.last)
        report.approved = ledger.approved
        report.chargedFen = ledger.chargedFen
        report.virtualSeconds = Int(clock.monotonic / 1_000_000_000)
        progress?(report.taps % Self.tapsPerStep)
        return report
    }

    /// The next thing happens.
    func happen() throws(FaultViolation) {
        var first = min(process.map { min($0.commitAt, $0.failedUntil ?? .max) } ?? startAt, min(thawAt, leapAt))
        var laneNumber: Int?
        if process != nil {
            for number in lanes.indices {
                let next = lanes[number].next
                if next < first { (first, laneNumber) = (next, number) }
            }
        }
        guard first < .max else { throw FaultViolation(.liveness, "nothing will ever happen again") }
        clock.advance(to: first)
        if let laneNumber {
            try laneHappens(laneNumber)
        } else if first == thawAt {
            thawAt = .max
            clock.thaw()
            say("the wall clock goes again")
        } else if first == leapAt {
            leapAt = .max
            clock.jump(milliseconds: -1000)
            count(.leapSecond)
            say("a second comes twice")
        } else if let running = process {
            if let end = running.failedUntil, end <= first { processEnds(after: 100) } else { try commit() }
        } else {
            try start()
        }
    }

    // MARK: Pieces

    /// Books of a gate without records.
    var newBooks: TapBooks {
        let outward = Set(lanes.indices.filter { lanes[$0].ways == .exit })
        return TapBooks(cards: plan.riders, charges: charges, outward: outward)
    }

    /// A time until the next card of a lane, in nanoseconds.
    func gap() -> UInt64 { UInt64(random.within(1...2 * plan.gapMilliseconds)) * Self.millisecond }

    /// A number of milliseconds, in nanoseconds.
    func milliseconds(_ range: ClosedRange<Int>) -> UInt64 { UInt64(random.within(range)) * Self.millisecond }

    func count(_ kind: FaultKind) { report.faults.note(kind) }
    func countTap() {
        report.taps += 1
        if report.taps % Self.tapsPerStep == 0 { progress?(Self.tapsPerStep) }
    }
    func countRegisters(isDue: Bool) {
        report.registers += 1
        if isDue { report.dueRegisters += 1 }
    }
    func countPostponedRegisters() { report.postponedRegisters += 1 }
    func countOpened() { report.opened += 1 }
    func countResumed() { report.resumed += 1 }

    /// Says what happens, if anybody listens.
    func say(_ words: @autoclosure () -> String) {
        guard let trace else { return }
        trace("\(clock.monotonic / Self.millisecond) ms, \(clock.local): \(words())")
    }
}
