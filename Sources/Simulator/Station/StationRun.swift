import Fares
import Gate

/// One run of a simulated station, event by event.
///
/// Riders, barriers and readers are simulated; what decides is real: ``TapProcessor`` with the edition's fares, and a
/// ``GateMachine`` a lane.
///
/// - **Shape**: no clock but the virtual one. The same plan gives the same run.
/// - **Limits**: as the plan's. Once as many riders are in the station as ever will be, an event allocates nothing.
package struct StationRun {
    let plan: StationPlan
    let processor: TapProcessor
    private let stationCount: Int
    private let storedValue: [Bool]
    let end: Int64
    let measureFrom: Int64
    var now: Int64 = 0
    var agenda: StationAgenda
    var source: RiderSource
    var lanes: [StationLane]
    var riders: [StationRider] = []
    var freeSlot: Int32 = -1
    var commonQueue = StationLane.Queue()
    var counts: StationCounts
    private var choices: RandomStream

    /// A run of a plan with these fares.
    ///
    /// - **Errors**: ``StationPlan/refusal``.
    package init(_ plan: StationPlan, book: FareBook) throws(StationPlanError) {
        if let refusal = plan.refusal { throw refusal }
        self.plan = plan
        processor = TapProcessor(book)
        stationCount = book.edition.network.stations.count
        storedValue = book.tariff.storedValue
        end = Int64(plan.minutes) * 60_000_000
        measureFrom = Int64(plan.warmUpMinutes) * 60_000_000
        agenda = StationAgenda(lanes: plan.gates)
        source = RiderSource(plan)
        let settings = GateSettings(
            plan.direction == .entry ? .entry : .exit, rest: plan.isNormallyOpen ? .open : .closed)
        lanes = (0..<plan.gates).map { lane in
            StationLane(
                settings, isOpen: plan.isNormallyOpen,
                faults: RandomStream(seed: plan.seed, cause: StationCause.fault, rider: UInt64(lane)))
        }
        counts = StationCounts(minutes: plan.minutes, media: plan.media.count, expected: source.expected)
        choices = RandomStream(seed: plan.seed, cause: StationCause.choice)
        riders.reserveCapacity(min(source.expected, 1 << 16))
        for lane in lanes.indices {
            feed(.tick, lane)
            enterFault(lane)
            if plan.arrivals == .endless { callNext(lane) }
        }
        enterArrival()
    }

    /// Runs to the end.
    package mutating func run() {
        while step() {}
    }

    /// Lets the next event happen; false at the end.
    package mutating func step() -> Bool {
        guard let next = agenda.nextMicroseconds, next < end, let event = agenda.next() else {
            finish()
            return false
        }
        now = event.microseconds
        happen(event)
        return true
    }

    private mutating func happen(_ event: StationEvent) {
        let lane = Int(event.lane)
        switch event.kind {
        case .arrival: arrive()
        case .ready: if event.stamp == lanes[lane].readerStamp { ready(event.rider, lane) }
        case .read: if event.stamp == lanes[lane].readerStamp { read(event.rider, lane) }
        case .stored: stored(event.rider, lane)
        case .opened: if event.stamp == lanes[lane].barrierStamp { opened(lane) }
        case .shut: if event.stamp == lanes[lane].barrierStamp { shut(lane) }
        case .cleared: if event.stamp == lanes[lane].readerStamp { freeReader(event.rider, lane) }
        case .passed: passed(event.rider, lane, stamp: event.stamp)
        case .freed: objectGone(lane)
        case .leaves: leave(event.rider, lane)
        case .deadline: deadline(lane)
        case .fault: readerFails(lane)
        case .repaired: readerRepaired(lane)
        }
    }

    // MARK: Arriving

    private mutating func enterArrival() {
        if let moment = source.nextArrival(), moment < end { agenda.enter(.arrival, at: max(now, moment)) }
    }

    private mutating func arrive() {
        let slot = takeSlot(source.makeRider(at: now))
        makeJourney(slot)
        counts.arrive(at: now)
        join(slot, chooseLane(for: riders[Int(slot)]))
        enterArrival()
    }

    /// A rider without a queue, where somebody always waits.
    mutating func makeEndlessRider() -> Int32 {
        let slot = takeSlot(source.makeRider(at: now))
        makeJourney(slot)
        counts.arrive(at: now)
        return slot
    }

    private mutating func takeSlot(_ rider: StationRider) -> Int32 {
        guard freeSlot >= 0 else {
            riders.append(rider)
            return Int32(riders.count - 1)
        }
        let slot = freeSlot
        freeSlot = riders[Int(slot)].next
        riders[Int(slot)] = rider
        return slot
    }

    /// Who wants to leave has entered before, at another station, through the same processor.
    private mutating func makeJourney(_ slot: Int32) {
        guard plan.direction == .exit, stationCount > 1 else { return }
        let index = Int(slot)
        let (other, seconds) = source.makeEntry(otherStations: stationCount - 1)
        if riders[index].traits.contains(.isRefused), isStoredValue(riders[index]) { return }
        let station = StationIndex(other < Int(plan.station) ? other : other + 1)
        let entry = Tap(
            token: CardToken(low: riders[index].serial + 1),
            time: LocalTime(seconds: wallSeconds - min(wallSeconds, UInt32(seconds))), kind: .entry, station: station,
            medium: plan.media[Int(riders[index].medium)].medium)
        _ = processor.process(entry, journey: &riders[index].journey)
    }

    /// Whether the medium must know its entry, so that the processor itself refuses one without.
    func isStoredValue(_ rider: StationRider) -> Bool {
        storedValue[Int(plan.media[Int(rider.medium)].medium.index)]
    }

    /// The wall clock's second.
    var wallSeconds: UInt32 { plan.start.seconds + UInt32(now / 1_000_000) }

    /// The gate a rider goes to; one whose reader does not work only if there is no other.
    private mutating func chooseLane(for rider: StationRider) -> Int {
        let working = workingLanes
        func isOpen(_ lane: Int) -> Bool { working == 0 || lanes[lane].readerWorks }
        switch plan.queues {
        case .common: return -1
        case .random:
            var left = choices.below(working == 0 ? lanes.count : working)
            for lane in lanes.indices where isOpen(lane) {
                if left == 0 { return lane }
                left -= 1
            }
            return 0
        case .nearest, .shortest:
            var best = -1
            var bestCost = Int.max
            for lane in lanes.indices where isOpen(lane) {
                let distance = distance(of: lane, from: rider)
                let cost = plan.queues == .nearest ? distance : lanes[lane].people << 17 | distance
                if cost < bestCost { (best, bestCost) = (lane, cost) }
            }
            return best
        }
    }

    /// How many lanes have a reader that works.
    private var workingLanes: Int {
        var count = 0
        for lane in lanes.indices where lanes[lane].readerWorks { count += 1 }
        return count
    }

    /// Sends everybody in a lane's queue to other lanes.
    mutating func evacuate(_ lane: Int) {
        guard plan.queues != .common, workingLanes > 0 else { return }
        for _ in 0..<lanes[lane].queue.count {
            let slot = lanes[lane].queue.first
            remove(slot, lane)
            rejoin(slot)
        }
    }

    /// Sends a rider whose reader has failed to another lane.
    mutating func rejoin(_ slot: Int32) {
        riders[Int(slot)].hasWaited = true
        join(slot, chooseLane(for: riders[Int(slot)]))
    }
}
