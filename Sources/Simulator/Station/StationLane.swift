import Gate

/// One lane of a simulated station: the real gate machine, its barrier, its queue and who is in it.
struct StationLane {
    /// How the barrier stands.
    enum Barrier: UInt8 {
        case shut
        case opening
        case open
        case closing
    }

    /// Riders, linked by their slots.
    struct Queue {
        var first: Int32 = -1
        var last: Int32 = -1
        var count = 0

        /// Notes a new last one.
        mutating func append(_ slot: Int32) {
            if first < 0 { first = slot }
            last = slot
            count += 1
        }

        /// Notes that one has gone, between these.
        mutating func remove(_ slot: Int32, next: Int32, previous: Int32) {
            if first == slot { first = next }
            if last == slot { last = previous }
            count -= 1
        }
    }

    /// A rider behind the reader, in order.
    struct Passing {
        var rider: Int32 = -1
        var serial: UInt64 = 0
    }

    var machine: GateMachine
    var barrier: Barrier
    var queue = Queue()
    /// Who stands at the reader; -1: nobody.
    var reader: Int32 = -1
    /// Whether somebody there waits for the machine to take a medium.
    var isHolding = false
    var readerWorks = true
    /// Approved riders who have not passed, the foremost first.
    var passing = InlineArray<8, Passing>(repeating: Passing())
    var passingCount = 0
    /// People and things in the safety zone.
    var zoneCount = 0
    /// Things among them: nobody passes until they are gone.
    var objectCount = 0
    /// When the last so far will have passed: nobody overtakes in an aisle.
    var lastPass: Int64 = 0
    /// The earliest of the deadlines that are in the agenda; 0: none.
    var deadline: Int64 = 0
    /// What events at the reader and of the barrier are meant for.
    var readerStamp: UInt32 = 0
    var barrierStamp: UInt32 = 0
    private var queueSince: Int64 = 0
    private var busySince: Int64?
    var faults: RandomStream
    var tally = LaneTally()

    init(_ settings: GateSettings, isOpen: Bool, faults: RandomStream) {
        machine = GateMachine(settings)
        barrier = isOpen ? .open : .shut
        self.faults = faults
    }

    /// The people in its queue, at its reader and on their way through: what an arriving rider looks at.
    var people: Int { queue.count + (reader >= 0 ? 1 : 0) + passingCount }

    /// Adds the queue's length times the time since its last change, as far as it is measured.
    mutating func noteQueueArea(until now: Int64, from start: Int64) {
        let since = max(queueSince, start)
        if now > since { tally.queueArea += Int64(queue.count) * (now - since) }
        queueSince = now
    }

    /// Adds up the time in which the lane is busy, as far as it is measured.
    mutating func noteBusy(isBusy: Bool, at now: Int64, from start: Int64) {
        if let since = busySince {
            let measured = max(since, start)
            if now > measured { tally.busyMicroseconds += now - measured }
        }
        busySince = isBusy ? now : nil
    }

    mutating func addPassing(_ rider: Int32, serial: UInt64) {
        precondition(passingCount < 8, "a lane lets more riders in than its machine has credits")
        passing[passingCount] = Passing(rider: rider, serial: serial)
        passingCount += 1
    }

    /// Takes out the rider of a tap; -1 if there is none.
    mutating func removePassing(serial: UInt64) -> Int32 {
        for place in 0..<passingCount where passing[place].serial == serial {
            let rider = passing[place].rider
            for next in place + 1..<max(passingCount, place + 1) { passing[next - 1] = passing[next] }
            passingCount -= 1
            return rider
        }
        return -1
    }
}
