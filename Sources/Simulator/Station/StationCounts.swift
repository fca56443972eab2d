import Gate

/// What is counted in a station while it runs.
struct StationCounts {
    /// The times of one minute.
    struct Minute {
        var arrived = 0
        var passed = 0
        var waiting = 0
        var waitingMicroseconds: Int64 = 0
        var queueMost = 0
    }

    var arrived = 0
    /// Riders in all queues now.
    var queued = 0
    var queueMost = 0
    var queueArea: Int64 = 0
    private var queueSince: Int64 = 0
    /// Refused presentations by the reason's number.
    var refused = [Int](repeating: 0, count: 256)
    var passedByMedium: [Int]
    var minutes: [Minute]
    /// Waiting times in microseconds above, the medium below: `wait << 8 | medium`.
    var waits: [UInt64] = []

    init(minutes: Int, media: Int, expected: Int) {
        passedByMedium = [Int](repeating: 0, count: media)
        self.minutes = [Minute](repeating: Minute(), count: minutes)
        waits.reserveCapacity(expected)
    }

    private func minute(of moment: Int64) -> Int { min(Int(moment / 60_000_000), minutes.count - 1) }

    mutating func arrive(at now: Int64) {
        arrived += 1
        minutes[minute(of: now)].arrived += 1
    }

    mutating func pass(at now: Int64, medium: Int, from start: Int64) {
        minutes[minute(of: now)].passed += 1
        if now >= start { passedByMedium[medium] += 1 }
    }

    mutating func noteWait(_ microseconds: Int64, medium: Int, at now: Int64) {
        waits.append(UInt64(microseconds) << 8 | UInt64(medium))
        let minute = minute(of: now)
        minutes[minute].waiting += 1
        minutes[minute].waitingMicroseconds += microseconds
    }

    mutating func noteQueueMost() { queueMost = max(queueMost, queued) }

    /// Adds the length of all queues times the time since the last change, as far as it is measured.
    mutating func noteQueueArea(until now: Int64, from start: Int64) {
        let since = max(queueSince, start)
        if now > since { queueArea += Int64(queued) * (now - since) }
        // A queue that stood for no time at all is none.
        if now > queueSince {
            for minute in minute(of: queueSince)...minute(of: now - 1) {
                minutes[minute].queueMost = max(minutes[minute].queueMost, queued)
            }
        }
        queueSince = now
    }
}
