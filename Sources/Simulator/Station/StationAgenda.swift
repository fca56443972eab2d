/// The events to come, the earliest first: a binary heap with room from the start.
///
/// - **Limits**: a lane has one event of its barrier, its deadline and its reader, and one a rider in its aisle: what
///   has become void is taken out by ``cancel(_:_:lane:)``. Only riders who take minutes through an aisle make it grow.
struct StationAgenda {
    /// The events of a lane that there is room for from the start.
    static let usualEventsPerLane = 64

    private var heap: [StationEvent] = []
    private var serial: UInt64 = 0

    /// Room for so many lanes.
    init(lanes: Int) {
        heap.reserveCapacity(lanes * Self.usualEventsPerLane + 8)
    }

    /// The number of events to come.
    var count: Int { heap.count }

    /// The moment of the next event.
    var nextMicroseconds: Int64? { heap.isEmpty ? nil : heap[0].microseconds }

    /// Enters an event.
    mutating func enter(
        _ kind: StationEvent.Kind, at microseconds: Int64, lane: Int = 0, stamp: UInt32 = 0, rider: Int32 = -1
    ) {
        serial += 1
        let event = StationEvent(
            microseconds: microseconds, serial: serial, kind: kind, lane: UInt8(truncatingIfNeeded: lane),
            stamp: stamp, rider: rider)
        heap.append(event)
        rise(event, from: heap.count - 1)
    }

    /// Takes the events of these kinds at a lane out: they have become void.
    mutating func cancel(_ kind: StationEvent.Kind, _ other: StationEvent.Kind? = nil, lane: Int) {
        var index = 0
        while index < heap.count {
            guard heap[index].kind == kind || heap[index].kind == other, Int(heap[index].lane) == lane else {
                index += 1
                continue
            }
            let last = heap.removeLast()
            if index < heap.count {
                if index > 0, last.precedes(heap[(index - 1) / 2]) {
                    rise(last, from: index)
                } else {
                    sink(last, from: index)
                }
            }
            // What has come to this place, or to one before it, has not been looked at.
            index = 0
        }
    }

    /// Takes the earliest event out.
    mutating func next() -> StationEvent? {
        guard !heap.isEmpty else { return nil }
        let first = heap[0]
        let last = heap.removeLast()
        guard !heap.isEmpty else { return first }
        sink(last, from: 0)
        return first
    }

    /// Puts an event in at a free place, or above it.
    private mutating func rise(_ event: StationEvent, from place: Int) {
        var position = place
        while position > 0 {
            let parent = (position - 1) / 2
            guard event.precedes(heap[parent]) else { break }
            heap[position] = heap[parent]
            position = parent
        }
        heap[position] = event
    }

    /// Puts an event in at a free place, or below it.
    private mutating func sink(_ event: StationEvent, from place: Int) {
        var position = place
        while true {
            var child = position * 2 + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, heap[child + 1].precedes(heap[child]) { child += 1 }
            guard heap[child].precedes(event) else { break }
            heap[position] = heap[child]
            position = child
        }
        heap[position] = event
    }
}
