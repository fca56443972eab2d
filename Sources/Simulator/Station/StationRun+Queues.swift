/// Queues: joining, being called, changing to another.
extension StationRun {
    /// Puts a rider at the end of a queue, or on the way to a reader if nobody is before; -1: the common queue.
    mutating func join(_ slot: Int32, _ lane: Int) {
        riders[Int(slot)].joined = now
        append(slot, lane)
        if lane >= 0 {
            callNext(lane)
            lanes[lane].tally.queueMost = max(lanes[lane].tally.queueMost, lanes[lane].queue.count)
        } else if let free = nearestFreeLane(to: riders[Int(slot)]) {
            callNext(free)
        }
        counts.noteQueueMost()
    }

    private func nearestFreeLane(to rider: StationRider) -> Int? {
        var best: Int?
        var bestDistance = Int.max
        for lane in lanes.indices where lanes[lane].reader < 0 && lanes[lane].readerWorks {
            let distance = distance(of: lane, from: rider)
            if distance < bestDistance { (best, bestDistance) = (lane, distance) }
        }
        return best
    }

    /// From where a rider stands to the middle of a lane, in 65,536ths of the line.
    func distance(of lane: Int, from rider: StationRider) -> Int {
        abs((lane * 2 + 1) * 32_768 / lanes.count - Int(rider.position))
    }

    /// Sends the head of the queue to the reader, if its place is free and it works.
    mutating func callNext(_ lane: Int) {
        guard lanes[lane].reader < 0, lanes[lane].readerWorks else { return }
        let own = plan.queues == .common ? -1 : lane
        var slot = own < 0 ? commonQueue.first : lanes[lane].queue.first
        if slot < 0 {
            guard plan.arrivals == .endless else { return }
            slot = makeEndlessRider()
        } else {
            remove(slot, own)
        }
        let index = Int(slot)
        if !riders[index].hasWaited {
            let waited = now - riders[index].joined
            // Whoever sets off while it is measured counts, also who came before: else those who wait longest would
            // not.
            if now >= measureFrom {
                counts.noteWait(waited, medium: Int(riders[index].medium), at: now)
                lanes[lane].tally.waiting += 1
                lanes[lane].tally.waitingMicroseconds += waited
            }
        }
        riders[index].stage = .atReader
        riders[index].lane = Int16(lane)
        lanes[lane].reader = slot
        lanes[lane].readerStamp &+= 1
        noteBusy(lane)
        agenda.enter(
            .ready, at: now + Int64(riders[index].walk) + Int64(riders[index].present), lane: lane,
            stamp: lanes[lane].readerStamp, rider: slot)
        if plan.changesQueue, own >= 0 { changeQueue(to: lane) }
    }

    /// The last of the longest queue comes over, if that makes it shorter for the rider.
    private mutating func changeQueue(to lane: Int) {
        var longest = lane
        for other in lanes.indices where lanes[other].queue.count > lanes[longest].queue.count { longest = other }
        guard lanes[longest].queue.count >= lanes[lane].queue.count + 2 else { return }
        let slot = lanes[longest].queue.last
        remove(slot, longest)
        append(slot, lane)
    }

    mutating func append(_ slot: Int32, _ lane: Int) {
        noteQueueArea(lane)
        riders[Int(slot)].stage = .queued
        riders[Int(slot)].lane = Int16(lane)
        let last = lane < 0 ? commonQueue.last : lanes[lane].queue.last
        riders[Int(slot)].previous = last
        riders[Int(slot)].next = -1
        if last >= 0 { riders[Int(last)].next = slot }
        if lane < 0 { commonQueue.append(slot) } else { lanes[lane].queue.append(slot) }
        counts.queued += 1
    }

    mutating func remove(_ slot: Int32, _ lane: Int) {
        noteQueueArea(lane)
        let (next, previous) = (riders[Int(slot)].next, riders[Int(slot)].previous)
        if next >= 0 { riders[Int(next)].previous = previous }
        if previous >= 0 { riders[Int(previous)].next = next }
        if lane < 0 {
            commonQueue.remove(slot, next: next, previous: previous)
        } else {
            lanes[lane].queue.remove(slot, next: next, previous: previous)
        }
        counts.queued -= 1
    }

    /// Adds the time since the last change, times the queue that stood since then.
    private mutating func noteQueueArea(_ lane: Int) {
        counts.noteQueueArea(until: now, from: measureFrom)
        if lane >= 0 { lanes[lane].noteQueueArea(until: now, from: measureFrom) }
    }

    /// Adds up to the end what still runs there.
    mutating func finish() {
        now = end
        counts.noteQueueArea(until: end, from: measureFrom)
        for lane in lanes.indices {
            lanes[lane].noteQueueArea(until: end, from: measureFrom)
            lanes[lane].noteBusy(isBusy: false, at: end, from: measureFrom)
        }
    }

    /// A lane is busy while anybody is at its reader or behind it.
    mutating func noteBusy(_ lane: Int) {
        lanes[lane].noteBusy(
            isBusy: lanes[lane].reader >= 0 || lanes[lane].passingCount > 0, at: now, from: measureFrom)
    }
}
