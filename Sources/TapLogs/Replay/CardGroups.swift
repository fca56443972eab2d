/// The records of one partition, brought together by card and put in order of time, then of the file.
///
/// - **Shape**: reused from partition to partition; cards in the order of their first record.
/// - Most logs are in order per card already; only the cards that are not are sorted.
struct CardGroups<Record: CardRecord> {
    private var records: [Record] = []
    private var partStarts: [Int] = []
    private var slots: [UInt32] = []
    private var keys: [UInt64] = []
    private var counts: [UInt32] = []
    private var lastTimes: [UInt32] = []
    private var isDisordered: [Bool] = []
    private var cardOfRecord: [UInt32] = []
    private var order: [UInt32] = []

    /// Takes all records of a partition from all parts.
    mutating func load(_ stores: [RecordStore<Record>], partition: Int) {
        records.removeAll(keepingCapacity: true)
        partStarts.removeAll(keepingCapacity: true)
        for store in stores {
            partStarts.append(records.count)
            store.forEach(in: partition) { records.append($0) }
        }
        number()
        arrange()
    }

    /// Gives every record its card's number, counts each card's records, and notices times that run backwards.
    private mutating func number() {
        var size = 64
        while size < records.count * 2 { size *= 2 }
        if slots.count < size {
            slots = Array(repeating: 0, count: size)
        } else {
            size = slots.count
            for slot in slots.indices { slots[slot] = 0 }
        }
        keys.removeAll(keepingCapacity: true)
        counts.removeAll(keepingCapacity: true)
        lastTimes.removeAll(keepingCapacity: true)
        isDisordered.removeAll(keepingCapacity: true)
        cardOfRecord.removeAll(keepingCapacity: true)
        let mask = size - 1
        // Taken out of self, so that the loop works on plain locals.
        var slots: [UInt32] = []
        swap(&slots, &self.slots)
        defer { swap(&slots, &self.slots) }
        for record in records {
            var slot = Int(truncatingIfNeeded: (record.card &* 0x9E37_79B9_7F4A_7C15) >> 16) & mask
            while slots[slot] != 0, keys[Int(slots[slot]) - 1] != record.card { slot = (slot + 1) & mask }
            if slots[slot] == 0 {
                keys.append(record.card)
                counts.append(0)
                lastTimes.append(record.time)
                isDisordered.append(false)
                slots[slot] = UInt32(keys.count)
            }
            let card = Int(slots[slot]) - 1
            cardOfRecord.append(UInt32(card))
            counts[card] += 1
            if record.time < lastTimes[card] { isDisordered[card] = true }
            lastTimes[card] = record.time
        }
    }

    /// Lists the records card by card, each card in order of time, then of the file.
    private mutating func arrange() {
        order.removeAll(keepingCapacity: true)
        order.append(contentsOf: repeatElement(0, count: records.count))
        // `lastTimes` has served; it now holds where the next record of each card goes.
        var start: UInt32 = 0
        for card in counts.indices {
            lastTimes[card] = start
            start += counts[card]
        }
        for (index, card) in cardOfRecord.enumerated() {
            order[Int(lastTimes[Int(card)])] = UInt32(index)
            lastTimes[Int(card)] += 1
        }
        var first = 0
        for card in counts.indices {
            let end = first + Int(counts[card])
            if isDisordered[card] {
                // The order of the list is that of the file, and the index keeps it among equal times.
                order[first..<end].sort { left, right in
                    (records[Int(left)].time, left) < (records[Int(right)].time, right)
                }
            }
            first = end
        }
    }

    /// The number of cards.
    var cardCount: Int { counts.count }

    /// Calls `body` for every card with its code and the range of its records for ``entry(_:)``.
    @inline(__always) func forEachCard(_ body: (UInt64, Range<Int>) -> Void) {
        var first = 0
        for card in counts.indices {
            let end = first + Int(counts[card])
            body(keys[card], first..<end)
            first = end
        }
    }

    /// The record at a place of the ordered list.
    @inline(__always) subscript(place: Int) -> Record { records[Int(order[place])] }

    /// The part of the file that the record at a place comes from.
    func part(_ place: Int) -> Int {
        let index = Int(order[place])
        return (partStarts.lastIndex { $0 <= index }) ?? 0
    }
}
