/// States by time, the earliest first; equal times in order of state, so that the order is always the same.
struct TimeQueue {
    /// A binary heap of `seconds << 32 | state`.
    private var heap: [Int] = []

    mutating func insert(seconds: Int, state: Int) {
        let key = seconds << 32 | state
        var position = heap.count
        heap.append(key)
        while position > 0, heap[(position - 1) / 2] > key {
            heap[position] = heap[(position - 1) / 2]
            position = (position - 1) / 2
        }
        heap[position] = key
    }

    mutating func removeFirst() -> (seconds: Int, state: Int)? {
        guard let first = heap.first, let last = heap.popLast() else { return nil }
        if !heap.isEmpty {
            var position = 0
            while true {
                var child = position * 2 + 1
                guard child < heap.count else { break }
                if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
                guard heap[child] < last else { break }
                heap[position] = heap[child]
                position = child
            }
            heap[position] = last
        }
        return (first >> 32, first & 0xFFFF_FFFF)
    }
}
