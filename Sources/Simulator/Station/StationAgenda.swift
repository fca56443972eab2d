/// The events to come, the earliest first: a binary heap with room from the start.
///
/// - **Limits**: ``capacity`` events; a lane has a bounded number of them under way, so that more is our own mistake.
struct StationAgenda {
    /// The most events a lane has under way: its riders' steps, its barrier, its deadline, its reader's next fault,
    /// and those that have become void and not come due.
    static let mostEventsPerLane = 64

    /// The most events.
    let capacity: Int
    private var heap: [StationEvent] = []
    private var serial: UInt64 = 0

    /// Room for so many lanes.
    init(lanes: Int) {
        capacity = lanes * Self.mostEventsPerLane + 8
        heap.reserveCapacity(capacity)
    }

    /// The number of events to come.
    var count: Int { heap.count }

    /// The moment of the next event.
    var nextMicroseconds: Int64? { heap.isEmpty ? nil : heap[0].microseconds }

    /// Enters an event.
    mutating func enter(
        _ kind: StationEvent.Kind, at microseconds: Int64, lane: Int = 0, stamp: UInt32 = 0, rider: Int32 = -1
    ) {
        precondition(heap.count < capacity, "a lane has more events under way than it can have")
        serial += 1
        let event = StationEvent(
            microseconds: microseconds, serial: serial, kind: kind, lane: UInt8(truncatingIfNeeded: lane),
            stamp: stamp, rider: rider)
        var position = heap.count
        heap.append(event)
        while position > 0 {
            let parent = (position - 1) / 2
            guard event.precedes(heap[parent]) else { break }
            heap[position] = heap[parent]
            position = parent
        }
        heap[position] = event
    }

    /// Takes the earliest event out.
    mutating func next() -> StationEvent? {
        guard !heap.isEmpty else { return nil }
        let first = heap[0]
        let last = heap.removeLast()
        guard !heap.isEmpty else { return first }
        var position = 0
        while true {
            var child = position * 2 + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, heap[child + 1].precedes(heap[child]) { child += 1 }
            guard heap[child].precedes(last) else { break }
            heap[position] = heap[child]
            position = child
        }
        heap[position] = last
        return first
    }
}
